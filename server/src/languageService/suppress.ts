/** Findings that comments suppress are left out; a comment that suppresses nothing is a finding itself. */

import type { Language, Severity } from '../diagnostics/index';
import { entryOf, type Fix, type Localized, type Params, type RuleRegistry, sentence } from '../diagnostics/index';
import { nearestName } from '../kubernetes/index';
import { type Node, parsePath, type Span } from '../manifest/index';
import type { DocumentModel } from './fileModel';
import type { Report, ReportedFinding } from './report';
import type { Range, ServiceSettings } from './service';
import { severityOf } from './settings';
import { type SuppressedRule, type Suppression, suppressionsOf } from './suppressions';

export interface SuppressOptions {
  readonly language: Language;
  readonly settings: ServiceSettings;
  readonly registry: RuleRegistry;
  /** the text could be read, so that rules had their say */
  readonly readable: () => boolean;
  /** the linter compares with what is stored */
  readonly compared: boolean;
  /** a comments-only document right before this one, and how many lines above this one it begins: its suppressions hold here too */
  readonly header: { readonly model: DocumentModel; readonly above: number } | null;
}

/** A suppression with the place where it is shown. */
interface Placed {
  readonly suppression: Suppression;
  readonly model: DocumentModel;
  /** added to lines of `model` to get those of the document */
  readonly shift: number;
  /** ids that suppressed something; `*` for a comment without ids */
  readonly used: Set<string>;
}

const UNUSED = 'suppression-unused';
/** What only a comparison finds: without one nothing can be said about its suppressions. */
const COMPARING: ReadonlySet<string> = new Set(['immutable-field']);

/**
 * The report without what its document suppresses.
 * @param report is not changed; the answer is kept with the document as long as it is the same
 */
export function suppressed(model: DocumentModel, report: Report, options: SuppressOptions): Report {
  const header = options.header?.model ?? null;
  const own = suppressionsOf(model);
  const above = header ? suppressionsOf(header).filter(({ reach }) => reach === 'document') : [];
  if (own.length === 0 && above.length === 0) return report;
  const kept = model.kept.get('suppressed') as Kept | undefined;
  if (kept?.report === report && kept.header === header) return kept.answer;
  const placed: Placed[] = [
    ...above.map((suppression) => ({
      suppression,
      model: header ?? model,
      shift: -(options.header?.above ?? 0),
      used: new Set<string>(),
    })),
    ...own.map((suppression) => ({ suppression, model, shift: 0, used: new Set<string>() })),
  ];
  const everywhere = placed.filter(({ suppression }) => suppression.reach === 'document');
  const byLine = new Map<number | null, Placed[]>();
  for (const each of placed) {
    const { line } = each.suppression;
    const same = byLine.get(line);
    if (same) same.push(each);
    else byLine.set(line, [each]);
  }
  const left = report.findings.filter((finding) => {
    const lines = new Set([finding.range.start.line, blockLine(model, finding.field) ?? -1]);
    const here = [...lines].flatMap((line) => byLine.get(line) ?? []);
    const covering = [...everywhere, ...here].filter(({ suppression }) => names(suppression, finding.rule));
    for (const { suppression, used } of covering) used.add(suppression.rules.length === 0 ? '*' : finding.rule);
    return covering.length === 0;
  });
  const whole = options.readable() && report.statuses.length === 0;
  const meant = nearestRules(options.registry);
  const unused = placed.flatMap((each) => unusedOf(each, whole, meant, options));
  const findings = [...left, ...unused].sort(
    ({ range: a }, { range: b }) => a.start.line - b.start.line || a.start.character - b.start.character,
  );
  const answer: Report = { ...report, findings };
  model.kept.set('suppressed', { report, header, answer } satisfies Kept);
  return answer;
}

interface Kept {
  readonly report: Report;
  readonly header: DocumentModel | null;
  readonly answer: Report;
}

function names({ rules }: Suppression, rule: string): boolean {
  return rules.length === 0 || rules.some(({ id }) => id === rule);
}

/** So many names that nobody knows are compared with those that there are: more of them are no slip of the pen. */
const MOST_COMPARED = 50;

/** The rule that was most likely meant by a name; null where none is near. */
function nearestRules({ rules }: RuleRegistry): (id: string) => string | null {
  const ids = rules.map(({ id }) => id);
  const known = new Map<string, string | null>();
  return (id) => {
    const found = known.get(id);
    if (found !== undefined) return found;
    if (known.size >= MOST_COMPARED) return null;
    const nearest = nearestName(id, ids);
    known.set(id, nearest);
    return nearest;
  };
}

/** The line where the field of a finding begins, which may be shown further down or up; null where it does not exist. */
function blockLine(model: DocumentModel, field: string): number | null {
  const { root } = model.parsed();
  if (field === '' || root === null) return null;
  let node: Node = root;
  let start = root.span.start;
  for (const step of parsePath(field)) {
    if (typeof step === 'number') {
      const item: Node | undefined = node.kind === 'sequence' ? node.items[step] : undefined;
      if (!item) return null;
      node = item;
      start = item.span.start;
    } else {
      const entry = entryOf(node, step);
      if (!entry) return null;
      node = entry.value;
      start = entry.keySpan.start;
    }
  }
  return model.positionAt(start).line;
}

const WHERE: Readonly<Record<Suppression['reach'], Localized>> = {
  'next-line': { en: 'on the next line', ja: '次の行に' },
  line: { en: 'on this line', ja: 'この行に' },
  document: { en: 'in this document', ja: 'この文書に' },
};

/**
 * @param whole everything that rules have to say of the document is known
 * @param nearest the rule that a name most likely means
 */
function unusedOf(
  placed: Placed,
  whole: boolean,
  nearest: (id: string) => string | null,
  options: SuppressOptions,
): ReportedFinding[] {
  const { suppression, used } = placed;
  const { registry, settings } = options;
  const rule = registry.get(UNUSED);
  const severity = rule ? severityOf(rule, settings) : null;
  if (severity === null) return [];
  const where = WHERE[suppression.reach];
  const { rules } = suppression;
  if (rules.length === 0) {
    if (!whole || used.has('*')) return [];
    return [found(placed, suppression.span, 'default', { where }, [removal(placed, null, false)], severity, options)];
  }
  if (rules.some(({ id }) => id === UNUSED)) return [];
  return rules.flatMap((named): ReportedFinding[] => {
    const known = registry.get(named.id);
    if (!known) {
      const meant = nearest(named.id);
      const params: Params = { rule: named.id, ...(meant ? { meant } : {}) };
      const fixes = meant ? [replacement(placed, named, meant)] : [removal(placed, named, true)];
      return [found(placed, named.span, meant ? 'misspelt' : 'unknown', params, fixes, severity, options)];
    }
    if (!whole || used.has(named.id) || severityOf(known, settings) === null) return [];
    if (COMPARING.has(named.id) && !options.compared) return [];
    // what other files hold may not be known here, and is elsewhere
    const sure = known.source === 'apiServer' || known.neighbours === undefined;
    const fixes = [removal(placed, named, sure)];
    return [found(placed, named.span, 'rule', { rule: named.id, where }, fixes, severity, options)];
  });
}

function found(
  { model, shift }: Placed,
  span: Span,
  message: string,
  params: Params,
  fixes: readonly Fix[],
  severity: Severity,
  { registry, language }: SuppressOptions,
): ReportedFinding {
  const rule = registry.get(UNUSED);
  return {
    rule: UNUSED,
    category: rule?.category ?? 'risk',
    severity,
    message: rule ? sentence(rule, message, params, language) : message,
    field: '',
    range: shifted({ start: model.positionAt(span.start), end: model.positionAt(span.end) }, shift),
    related: [],
    recipe: [],
    // edits are counted from the document's start: another document's text is out of their reach
    fixes: shift === 0 ? fixes : [],
  };
}

function shifted({ start, end }: Range, lines: number): Range {
  return { start: { ...start, line: start.line + lines }, end: { ...end, line: end.line + lines } };
}

function replacement(_placed: Placed, { span }: SuppressedRule, meant: string): Fix {
  return {
    title: { en: `Replace it with ${meant}`, ja: `${meant} に置き換える` },
    preferred: true,
    edits: [{ span, newText: meant }],
  };
}

/**
 * Takes a rule out of a comment, or the comment away.
 * @param named null: the whole comment
 */
function removal({ suppression, model }: Placed, named: SuppressedRule | null, preferred: boolean): Fix {
  const { rules } = suppression;
  if (named && rules.length > 1) {
    const index = rules.indexOf(named);
    const next = rules[index + 1];
    const before = rules[index - 1];
    const span = next
      ? { start: named.span.start, end: next.span.start }
      : { start: before?.span.end ?? named.span.start, end: named.span.end };
    const title = { en: `Take ${named.id} out of the comment`, ja: `コメントから ${named.id} を外す` };
    return { title, preferred, edits: [{ span, newText: '' }] };
  }
  const title = { en: 'Take the comment away', ja: 'コメントを削除する' };
  return { title, preferred, edits: [{ span: commentSpan(model.text, suppression), newText: '' }] };
}

/** The comment with its line, or with the blanks before it where something else stands on the line. */
function commentSpan(text: string, { span, alone }: Suppression): Span {
  let start = span.start;
  while (start > 0 && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--;
  if (!alone) return { start, end: span.end };
  let end = span.end;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  if (text[end] === '\r') end++;
  if (text[end] === '\n') end++;
  return { start, end };
}

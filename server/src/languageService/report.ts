/** The findings of one document, in its own lines: kept until its text, the settings or its neighbours change. */
import {
  type Category,
  type Fix,
  fieldOf,
  firstLine,
  isFresh,
  type Language,
  type Localized,
  messageOf,
  type Neighbours,
  nodesIn,
  placeOf,
  type Raised,
  type RuleContext,
  type RuleRegistry,
  raiseInspections,
  raiseProblems,
  raiseVerdicts,
  type Severity,
  sentence,
  type Trail,
} from '../diagnostics/index';
import type { Span } from '../manifest/index';
import { type Analysis, analyse, type JudgedObject, type Surroundings } from './analysis';
import { type DocumentModel, isWorkload } from './fileModel';
import { saidBySchema } from './schemaFindings';
import type { Range, ServiceSettings } from './service';
import { settingsKey, severityOf } from './settings';

/** A finding with everything that is shown of it; ranges within the document. */
export interface ReportedFinding {
  readonly rule: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly message: string;
  readonly field: string;
  readonly range: Range;
  readonly related: readonly { readonly range: Range; readonly message: string }[];
  readonly fixes: readonly Fix[];
  /** how to get there all the same, by hand: lines of a shell script; mostly none */
  readonly recipe?: readonly string[];
}

export interface ReportedStatus {
  readonly form: 'template' | 'partial';
  readonly message: string;
  readonly range: Range;
}

export interface Report {
  readonly findings: readonly ReportedFinding[];
  readonly statuses: readonly ReportedStatus[];
}

export interface ReportOptions {
  readonly language: Language;
  readonly settings: ServiceSettings;
  readonly registry: RuleRegistry;
  readonly surroundings: Surroundings;
  /** equal for options that give equal findings, the neighbours apart (`reportKey`) */
  readonly key: string;
  /** what stands around the file; the trail is told what the answers come from */
  readonly neighbours: (trail: Trail) => Neighbours;
  /** everything that is stored, when the linter compares */
  readonly stored?: Neighbours;
}

interface Kept {
  readonly key: string;
  readonly analysis: Analysis;
  readonly own: Report;
  readonly beyond: { readonly trail: Trail; readonly findings: readonly ReportedFinding[] };
  readonly whole: Report;
}

export function reportKey(language: Language, settings: ServiceSettings, surroundings: Surroundings): string {
  return `${language} ${settingsKey(settings)} ${surroundings.key}`;
}

/** For rules that look at the object alone. */
const NOBODY: Neighbours = {
  ofKind: () => [],
  facts: () => [],
  named: () => [],
  namedAnywhere: () => [],
  names: () => [],
  selectedBy: () => [],
  selecting: () => [],
};

/** What is to be said of a document. */
export function reportOf(model: DocumentModel, options: ReportOptions): Report {
  const { surroundings, key } = options;
  const kept = model.kept.get('report') as Kept | undefined;
  if (kept?.key === key && isFresh(kept.beyond.trail)) return kept.whole;
  const same = kept?.key === key;
  const analysis = same ? kept.analysis : analyse(model, surroundings);
  const own = same ? kept.own : ownReport(model, analysis, options);
  const trail: Trail = { cells: [], generations: [] };
  const beyond = shown(model, inspections(analysis, options, 'neighbours', options.neighbours(trail)), options);
  const whole: Report = { statuses: own.statuses, findings: inOrder([...own.findings, ...beyond]) };
  model.kept.set('report', { key, analysis, own, beyond: { trail, findings: beyond }, whole });
  return whole;
}

function ownReport(model: DocumentModel, analysis: Analysis, options: ReportOptions): Report {
  const { registry, surroundings } = options;
  const { parsed, objects, unreadable } = analysis;
  // a list at the root is another sort of YAML (a playbook, say), if nothing says that it is a manifest
  const problems =
    model.subject === 'unknown'
      ? parsed.problems.filter(({ code, params }) => code !== 'not-a-mapping' || params['found'] !== 'sequence')
      : parsed.problems;
  // a text of another kind is not ours to judge
  const raised: Raised[] =
    parsed.template || model.subject === 'other-kind' ? [] : raiseProblems({ ...parsed, problems }, registry);
  if (!unreadable) {
    for (const judged of objects) {
      if (judged.form !== 'whole') continue;
      const verdicts = raiseVerdicts(contextOf(judged, analysis, options, NOBODY), registry, surroundings.log);
      // one by one: a text of some megabytes may have more findings than a call takes arguments
      for (const verdict of verdicts) raised.push(verdict);
    }
  }
  return {
    findings: shown(model, [...raised, ...inspections(analysis, options, 'own', NOBODY)], options),
    statuses: statuses(model, analysis, options.language),
  };
}

function inspections(
  analysis: Analysis,
  options: ReportOptions,
  look: 'own' | 'neighbours',
  neighbours: Neighbours,
): Raised[] {
  if (analysis.unreadable) return [];
  return analysis.objects.flatMap((judged) =>
    raiseInspections(
      contextOf(judged, analysis, options, neighbours),
      options.registry,
      { look, whole: judged.form === 'whole' },
      options.surroundings.log,
    ),
  );
}

function contextOf(
  judged: JudgedObject,
  analysis: Analysis,
  options: ReportOptions,
  neighbours: Neighbours,
): RuleContext {
  const { object, judgement, old } = judged;
  return {
    release: options.surroundings.release,
    object,
    document: analysis.parsed,
    judgement,
    get workload() {
      return judged.workload();
    },
    neighbours,
    get nodes() {
      // an inventory that somebody has written is the cluster; Nodes that stand about may be of another one
      return options.settings.nodes ?? nodesIn(neighbours);
    },
    ...(options.stored ? { stored: options.stored } : {}),
    ...(old
      ? {
          old: {
            object: old.object,
            judgement: old.judgement,
            get workload() {
              return old.workload();
            },
          },
        }
      : {}),
  };
}

/** Words and places of what was raised; one rule speaks once at one place. */
function shown(model: DocumentModel, raised: readonly Raised[], options: ReportOptions): ReportedFinding[] {
  const findings = new Map<string, ReportedFinding>();
  const leaves = options.settings.schemaFindings === 'never';
  for (const each of raised) {
    const severity = severityOf(each.rule, options.settings);
    if (severity === null || (leaves && saidBySchema(each, options.surroundings.release))) continue;
    const finding = reported(model, each, severity, options);
    const { start, end } = finding.range;
    const place = `${finding.rule} ${finding.field} ${start.line}:${start.character} ${end.line}:${end.character}`;
    if (!findings.has(place)) findings.set(place, finding);
  }
  return inOrder([...findings.values()]);
}

function reported(model: DocumentModel, raised: Raised, severity: Severity, options: ReportOptions): ReportedFinding {
  const { rule, finding, object } = raised;
  const { language } = options;
  const at = object?.at ?? [];
  const { root } = model.parsed();
  const place = (path: typeof finding.path, side: 'key' | 'value'): Span =>
    root
      ? placeOf(model.text, root, [...at, ...path], side)
      : firstLine(model.text, { start: 0, end: model.text.length });
  const params = finding.params ?? {};
  return {
    rule: rule.id,
    category: rule.category,
    severity,
    message: messageOf(rule, finding, language),
    field: fieldOf(raised),
    range: rangeIn(model, finding.span ? visible(model.text, finding.span) : place(finding.path, finding.at)),
    related: (finding.related ?? []).map((other) => ({
      range: rangeIn(model, place(other.path, 'key')),
      message: sentence(rule, other.message, { ...params, ...other.params }, language),
    })),
    fixes: fixesOf(raised, options),
    recipe: recipeOf(raised, options),
  };
}

function recipeOf({ rule, finding, object }: Raised, { language, surroundings }: ReportOptions): readonly string[] {
  try {
    return finding.recipe?.().map((line) => line[language]) ?? [];
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    surroundings.log(`the recipe of ${rule.id} failed on ${object?.kind}/${object?.name}: ${what}`);
    return [];
  }
}

function fixesOf({ rule, finding, object }: Raised, { surroundings }: ReportOptions): readonly Fix[] {
  try {
    return finding.fixes?.() ?? [];
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    surroundings.log(`fixes of ${rule.id} failed on ${object?.kind}/${object?.name}: ${what}`);
    return [];
  }
}

/** An empty span cannot be seen: it takes the character before it, or the one behind. */
function visible(text: string, { start, end }: Span): Span {
  const from = Math.max(0, Math.min(start, text.length));
  const to = Math.max(from, Math.min(end, text.length));
  if (to > from) return { start: from, end: to };
  const lineEnd = (at: number) => at >= text.length || text[at] === '\n' || text[at] === '\r';
  if (!lineEnd(from)) return { start: from, end: from + 1 };
  return from > 0 && !lineEnd(from - 1) ? { start: from - 1, end: from } : { start: from, end: from };
}

function rangeIn(model: DocumentModel, span: Span): Range {
  return { start: model.positionAt(span.start), end: model.positionAt(span.end) };
}

function inOrder(findings: readonly ReportedFinding[]): ReportedFinding[] {
  return [...findings].sort(
    ({ range: a }, { range: b }) => a.start.line - b.start.line || a.start.character - b.start.character,
  );
}

const STATUS: Readonly<Record<'template' | 'partial', Localized>> = {
  template: {
    en: 'This document is a template ({{ }}): what it becomes is not known, so nothing is said about what the API server would refuse.',
    ja: 'この文書はテンプレート（{{ }}）です。展開後の内容が分からないため、API サーバーが拒否するかどうかは判定しません。',
  },
  partial: {
    en: 'This is a part of an object, such as a patch: the rest is not known, so nothing is said about what the API server would refuse.',
    ja: 'これはパッチのようなオブジェクトの一部です。残りが分からないため、API サーバーが拒否するかどうかは判定しません。',
  },
};

function statuses(model: DocumentModel, { parsed, objects }: Analysis, language: Language): ReportedStatus[] {
  if (parsed.template) {
    const action = /\{\{[^\n]*/.exec(model.text);
    const start = action?.index ?? 0;
    const span = action ? { start, end: start + 2 } : firstLine(model.text, { start: 0, end: model.text.length });
    return [{ form: 'template', message: STATUS.template[language], range: rangeIn(model, span) }];
  }
  return objects
    .filter((each) => each.form === 'partial' && parsed.root && isWorkload(each.object))
    .map(({ object }) => ({
      form: 'partial',
      message: STATUS.partial[language],
      range: rangeIn(model, placeOf(model.text, parsed.root ?? object.root, object.at, 'key')),
    }));
}

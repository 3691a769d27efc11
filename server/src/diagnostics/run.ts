/** Runs rules over an object, one guard for each: a rule that throws blanks nothing but itself. */
import type { ApiObject, ServerError, ServerWarning } from '../apiServer/index';
import { formatPath, type ParsedDocument, type Path, pathAtOffset } from '../manifest/index';
import { get } from './read';
import type { Finding, Rule, RuleContext, Verdict, VerdictRule } from './rule';
import type { RuleRegistry } from './ruleRegistry';

/** A finding with the rule that speaks. */
export interface Raised {
  readonly rule: Rule;
  readonly finding: Finding;
  /** null: the text itself, before it is an object */
  readonly object: ApiObject | null;
}

export type Log = (message: string) => void;

/** What is wrong with a text before it is an object: every one of these makes the server refuse the whole document. */
export function raiseProblems(document: ParsedDocument, registry: RuleRegistry): Raised[] {
  return document.problems.flatMap((problem) => {
    const check = `yaml-${problem.code}`;
    const rule = registry.forRejection(check, 'Decoding');
    const detail = { en: problem.message, ja: problem.messageJa ?? problem.message };
    const finding: Finding = {
      // only a key that stands twice is a matter of its field; any other problem is one of the whole text
      path: problem.code === 'duplicate-key' ? pathAtOffset(document, problem.span.start).path : [],
      at: 'value',
      span: problem.span,
      message: rule.messages[check] ? check : 'default',
      params: { ...problem.params, detail, field: '' },
    };
    return [{ rule, finding, object: null }];
  });
}

/** What the API server says: errors as `rejected`, warnings as `risk`. */
export function raiseVerdicts(context: RuleContext, registry: RuleRegistry, log: Log): Raised[] {
  const { errors, further = [], warnings } = context.judgement;
  return [
    ...errors.map((error) => raiseError(error, context, registry, log)),
    ...independent(further, context).map((error) => raiseError(error, context, registry, log)),
    ...warnings.map((warning) => raiseWarning(warning, context, registry, log)),
  ];
}

/**
 * Of what validation would say after the text is mended, the part that mending will not change: nothing at or below a
 * field that could not be decoded, nothing about the block that holds it, nothing that is missing there.
 */
function independent(further: readonly ServerError[], context: RuleContext): readonly ServerError[] {
  const { errors, effective } = context.judgement;
  return further.filter((later) => {
    if (later.check === 'selector-template-mismatch' && get(effective, 'spec', 'selector') === undefined) return false;
    return !errors.some((error) => {
      const block = error.path.slice(0, -1);
      if (startsWith(later.path, error.path)) return true;
      return (
        startsWith(later.path, block) && (later.reason === 'FieldValueRequired' || later.path.length === block.length)
      );
    });
  });
}

function startsWith(path: Path, prefix: Path): boolean {
  return prefix.length <= path.length && prefix.every((step, index) => step === path[index]);
}

function raiseError(error: ServerError, context: RuleContext, registry: RuleRegistry, log: Log): Raised {
  const verdict: Verdict = { ...error, detail: { en: error.detail, ja: error.detailJa ?? error.detail } };
  const claimed = guarded(null, log, context, () => registry.claimed(verdict, context));
  return word(claimed ?? registry.forRejection(error.check, error.reason), verdict, context, log);
}

function raiseWarning(warning: ServerWarning, context: RuleContext, registry: RuleRegistry, log: Log): Raised {
  const detail = { en: warning.detail, ja: warning.detailJa ?? warning.detail };
  return word(registry.forWarning(warning.check), { ...warning, at: 'value', detail }, context, log);
}

function word(rule: VerdictRule, verdict: Verdict, context: RuleContext, log: Log): Raised {
  const params = { ...verdict.params, detail: verdict.detail, field: verdict.field };
  const plain: Finding = {
    path: verdict.path,
    field: verdict.field,
    at: verdict.at,
    params,
    ...(verdict.span ? { span: verdict.span } : {}),
  };
  const wording = guarded(rule, log, context, () => rule.word?.(verdict, context));
  const finding = wording ? { ...plain, ...wording, params: { ...params, ...wording.params } } : plain;
  return { rule, finding, object: context.object };
}

/** Which inspections run. */
export interface Selection {
  /** rules that look at the object alone, or those that look at its neighbours too */
  readonly look: 'own' | 'neighbours';
  /** in a template or a patch only rules that judge single values speak */
  readonly whole: boolean;
}

/** What inspection rules find in an object. */
export function raiseInspections(
  context: RuleContext,
  registry: RuleRegistry,
  selection: Selection,
  log: Log,
): Raised[] {
  const { object } = context;
  const raised: Raised[] = [];
  // Thousands of calls for a few findings: no list, and no function, for a rule that has nothing to say.
  for (const rule of registry.inspections(object.kind, selection.look)) {
    if (!selection.whole && rule.singleValues !== true) continue;
    const before = raised.length;
    try {
      for (const finding of rule.check(context)) raised.push({ rule, finding, object });
    } catch (error) {
      raised.length = before;
      tellFailure(rule, context, log, error);
    }
  }
  return raised;
}

function guarded<T>(rule: Rule | null, log: Log, context: RuleContext, ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    tellFailure(rule, context, log, error);
    return undefined;
  }
}

function tellFailure(rule: Rule | null, { object }: RuleContext, log: Log, error: unknown): void {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log(`rule ${rule?.id ?? 'registry'} failed on ${object.kind}/${object.name}: ${what}`);
}

/** The field as the API server writes it, `items[2].` first inside a List. */
export function fieldOf(raised: Raised): string {
  const { finding, object } = raised;
  const within = finding.field ?? formatPath(finding.path);
  if (!object || object.at.length === 0) return within;
  const at = formatPath(object.at);
  return within === '' ? at : `${at}.${within}`;
}

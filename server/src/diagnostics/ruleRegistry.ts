/** Every rule, and which one speaks for what. */
import type { CauseReason } from '../apiServer/index';
import type { InspectionRule, Rule, RuleContext, Verdict, VerdictRule } from './rule';
import { RULES } from './rules/index';

export interface RuleRegistry {
  readonly rules: readonly Rule[];
  get(id: string): Rule | undefined;
  /** the rule that takes a verdict over because of what stands around it */
  claimed(verdict: Verdict, context: RuleContext): VerdictRule | undefined;
  /** the rule that words a refusal: the one that names its check, else the one for its cause */
  forRejection(check: string, reason: CauseReason): VerdictRule;
  forWarning(check: string): VerdictRule;
  inspections(kind: string, look: 'own' | 'neighbours'): readonly InspectionRule[];
  /** kinds of objects on which findings of inspections may stand */
  readonly subjectKinds: ReadonlySet<string>;
}

/**
 * @throws Error when two rules claim one check, or nothing words a cause: a slip in the rules, found by their tests
 */
export function createRegistry(rules: readonly Rule[]): RuleRegistry {
  const byId = new Map<string, Rule>();
  const byCheck = { rejected: new Map<string, VerdictRule>(), risk: new Map<string, VerdictRule>() };
  const byReason = new Map<CauseReason, VerdictRule>();
  const claimers: VerdictRule[] = [];
  let otherWarnings: VerdictRule | undefined;
  const inspections: InspectionRule[] = [];
  const subjectKinds = new Set<string>();

  for (const rule of rules) {
    if (byId.has(rule.id)) throw new Error(`two rules are called ${rule.id}`);
    byId.set(rule.id, rule);
    if (rule.source === 'inspection') {
      inspections.push(rule);
      for (const kind of rule.kinds) subjectKinds.add(kind);
      continue;
    }
    for (const check of rule.checks) {
      const other = byCheck[rule.category].get(check);
      if (other) throw new Error(`${rule.id} and ${other.id} both word ${check}`);
      byCheck[rule.category].set(check, rule);
    }
    for (const reason of rule.reasons ?? []) byReason.set(reason, rule);
    if (rule.claims) claimers.push(rule);
    if (rule.otherWarnings) otherWarnings = rule;
  }

  const need = (rule: VerdictRule | undefined, what: string): VerdictRule => {
    if (!rule) throw new Error(`no rule words ${what}`);
    return rule;
  };
  const selected = new Map<string, readonly InspectionRule[]>();
  return {
    rules,
    subjectKinds,
    get: (id) => byId.get(id),
    claimed: (verdict, context) => claimers.find((rule) => rule.claims?.(verdict, context)),
    forRejection: (check, reason) => need(byCheck.rejected.get(check) ?? byReason.get(reason), `${check} (${reason})`),
    forWarning: (check) => need(byCheck.risk.get(check) ?? otherWarnings, check),
    inspections: (kind, look) => {
      const key = `${look} ${kind}`;
      let found = selected.get(key);
      if (!found) {
        found = inspections.filter(
          (rule) =>
            rule.kinds.some((each) => each === kind) && (rule.neighbours !== undefined) === (look === 'neighbours'),
        );
        selected.set(key, found);
      }
      return found;
    },
  };
}

let shared: RuleRegistry | undefined;

/** The registry of every rule of the product. */
export function ruleRegistry(): RuleRegistry {
  shared ??= createRegistry(RULES);
  return shared;
}

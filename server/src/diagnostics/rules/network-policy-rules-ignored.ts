import { fix, mend } from '../fixing';
import { akin, SETS } from '../knowledge/companions';
import { object as asObject, get, list } from '../read';
import { inspectionRule } from '../rule';

/** Rules of a direction that policyTypes does not name are not looked at (NetworkPolicySpec.policyTypes). */
export const networkPolicyRulesIgnored = inspectionRule({
  id: 'network-policy-rules-ignored',
  category: 'broken',
  kinds: ['NetworkPolicy'],
  neighbours: [...SETS],
  messages: {
    default: {
      en: 'policyTypes does not name {type}, so the {field} rules do nothing: the pods of {name} stay open in that direction.',
      ja: 'policyTypes に {type} がないため、{field} のルールは使われません。{name} の Pod はその方向に開いたままです。',
    },
  },
  *check(context) {
    const { object, judgement, neighbours } = context;
    const types = list(get(judgement.effective, 'spec', 'policyTypes'));
    const selector = asObject(get(judgement.effective, 'spec', 'podSelector'));
    if (types.length === 0 || !selector) return;
    for (const [field, type] of [
      ['ingress', 'Ingress'],
      ['egress', 'Egress'],
    ] as const) {
      if (types.includes(type) || list(get(judgement.effective, 'spec', field)).length === 0) continue;
      const [set] = akin(neighbours.selectedBy(selector, object, SETS), object);
      if (!set) continue;
      yield {
        path: ['spec', field],
        at: 'key',
        params: { type, field, name: set.object.name },
        fixes: () =>
          fix(
            { en: `Add ${type} to policyTypes`, ja: `policyTypes に ${type} を加える` },
            'alternative',
            mend(context).add(['spec', 'policyTypes'], type),
          ),
      };
    }
  },
});

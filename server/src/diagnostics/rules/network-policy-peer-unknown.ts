import type { Json } from '../../apiServer/index';
import { fix, mend } from '../fixing';
import { areAlike, companionsOf, POD_OWNERS, SETS, selectsAny } from '../knowledge/companions';
import { object as asObject, get, list, stringMap } from '../read';
import { inspectionRule } from '../rule';
import { unmet } from '../selectors';

/** A podSelector among the peers of a rule selects pods of the policy's own namespace (NetworkPolicyPeer). */
export const networkPolicyPeerUnknown = inspectionRule({
  id: 'network-policy-peer-unknown',
  category: 'risk',
  kinds: ['NetworkPolicy'],
  neighbours: [...POD_OWNERS],
  messages: {
    default: {
      en: 'The policy of {name} lets pods with {key}: {value} through, and there are none; those of {kind} {other} bear {actual} and stay cut off.',
      ja: '{name} のポリシーは {key}: {value} の Pod を許可していますが、該当する Pod がありません。{kind} {other} の Pod のラベルは {actual} で、遮断されたままです。',
    },
  },
  *check(context) {
    const { object: policy, judgement, neighbours } = context;
    const selector = asObject(get(judgement.effective, 'spec', 'podSelector'));
    if (!selector || Object.keys(selector).length === 0) return;
    const [set] = hasPodPeers(judgement.effective) ? neighbours.selectedBy(selector, policy, SETS) : [];
    if (!set) return;
    for (const [direction, peers] of [
      ['ingress', 'from'],
      ['egress', 'to'],
    ] as const)
      for (const [i, rule] of list(get(judgement.effective, 'spec', direction)).entries())
        for (const [j, peer] of list(get(rule, peers)).entries()) {
          const pods = asObject(get(peer, 'podSelector'));
          if (!pods || get(peer, 'namespaceSelector') !== undefined) continue;
          const labels = Object.entries(stringMap(pods['matchLabels']));
          const [pair] = labels;
          if (!pair || labels.length > 1 || list(pods['matchExpressions']).length > 0) continue;
          if (selectsAny(neighbours, pods, policy)) continue;
          const [key, value] = pair;
          const other = companionsOf(neighbours, policy, POD_OWNERS).find(({ value: { labels: theirs } }) => {
            const [term] = unmet(pods, theirs);
            return term?.actual !== undefined && areAlike(value, term.actual);
          });
          if (!other) continue;
          const actual = other.value.labels[key] ?? '';
          const path = ['spec', direction, i, peers, j, 'podSelector', 'matchLabels', key];
          yield {
            path,
            at: 'value',
            params: {
              name: set.object.name,
              key,
              value,
              kind: other.object.kind,
              other: other.object.name,
              actual: `${key}: ${actual}`,
            },
            fixes: () =>
              fix(
                { en: `Let ${key}: ${actual} through`, ja: `${key}: ${actual} を許可する` },
                'alternative',
                mend(context).put(path, actual),
              ),
          };
        }
  },
});

function hasPodPeers(policy: Json): boolean {
  return (['ingress', 'egress'] as const).some((direction) =>
    list(get(policy, 'spec', direction)).some((rule) =>
      [...list(get(rule, 'from')), ...list(get(rule, 'to'))].some((peer) => get(peer, 'podSelector') !== undefined),
    ),
  );
}

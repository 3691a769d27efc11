import { fix, mend } from '../fixing';
import { akin, SETS } from '../knowledge/companions';
import { object as asObject, get, list, stringMap } from '../read';
import { inspectionRule, type RuleContext } from '../rule';
import { unmet } from '../selectors';

const NAME = 'kubernetes.io/metadata.name';
const NAME_LIKE = /^(name|namespace|kubernetes\.io\/name|kubernetes\.io\/namespace|metadata\.name)$/;
/** They come with the cluster, without labels but the one of their name. */
const SYSTEM: ReadonlySet<string> = new Set(['kube-system', 'kube-public', 'kube-node-lease', 'default']);

/**
 * namespaceSelector looks at labels, not at names. Every namespace bears its name as kubernetes.io/metadata.name since 1.21
 * (NamespaceDefaultLabelName), and no other label unless somebody sets it.
 */
export const networkPolicyNamespaceUnknown = inspectionRule({
  id: 'network-policy-namespace-unknown',
  category: 'risk',
  kinds: ['NetworkPolicy'],
  neighbours: [...SETS, 'Namespace'],
  messages: {
    default: {
      en: 'namespaceSelector looks at labels, and the namespace {value} bears no label {key}: nobody from there is let through to {name}. Its name is the label kubernetes.io/metadata.name.',
      ja: 'namespaceSelector はラベルを見ますが、名前空間 {value} にはラベル {key} がありません。そこからの通信は {name} に届きません。名前を表すラベルは kubernetes.io/metadata.name です。',
    },
  },
  *check(context) {
    const { object, judgement, neighbours } = context;
    const selector = asObject(get(judgement.effective, 'spec', 'podSelector'));
    if (!selector) return;
    for (const [direction, peers] of [
      ['ingress', 'from'],
      ['egress', 'to'],
    ] as const)
      for (const [i, rule] of list(get(judgement.effective, 'spec', direction)).entries())
        for (const [j, peer] of list(get(rule, peers)).entries()) {
          const labels = Object.entries(stringMap(get(peer, 'namespaceSelector', 'matchLabels')));
          const pair = labels.find(([key, value]) => key !== NAME && isNamespace(context, key, value));
          if (!pair) continue;
          const [set] = akin(neighbours.selectedBy(selector, object, SETS), object);
          if (!set) return;
          const [key, value] = pair;
          const path = ['spec', direction, i, peers, j, 'namespaceSelector', 'matchLabels', key];
          yield {
            path,
            at: 'key',
            params: { key, value, name: set.object.name },
            fixes: () =>
              fix({ en: `Use ${NAME}`, ja: `${NAME} を使う` }, 'preferred', mend(context).rename(path, NAME)),
          };
        }
  },
});

/** Is the value the name of a namespace that does not bear the label? */
function isNamespace({ neighbours }: RuleContext, key: string, value: string): boolean {
  const known = neighbours.namedAnywhere('Namespace', value);
  if (known.length > 0)
    return known.every(
      ({ json }) => unmet({ matchLabels: { [key]: value } }, stringMap(get(json, 'metadata', 'labels'))).length > 0,
    );
  return SYSTEM.has(value) && NAME_LIKE.test(key);
}

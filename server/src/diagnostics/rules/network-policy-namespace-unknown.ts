import { fix, mend } from '../fixing';
import { akin, areAlike, SETS } from '../knowledge/companions';
import { writtenNamespace } from '../namespaces';
import { object as asObject, get, list, stringMap } from '../read';
import { inspectionRule, type Resource, type RuleContext } from '../rule';
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
      en: 'No namespace here bears the label {key}: {value}, so this peer of the pods of {name} is nobody. Namespaces bear their name as kubernetes.io/metadata.name, and other labels only when somebody sets them.',
      ja: 'ラベル {key}: {value} を持つ名前空間がここにないため、{name} の Pod の通信相手が存在しません。名前空間の名前は kubernetes.io/metadata.name で表され、ほかのラベルは誰かが付けない限りありません。',
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
          const pair = labels.find(([key, value]) => isMissing(context, key, value));
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
              key !== NAME && isName(context, value)
                ? fix({ en: `Use ${NAME}`, ja: `${NAME} を使う` }, 'preferred', mend(context).rename(path, NAME))
                : [],
          };
        }
  },
});

function isName({ neighbours }: RuleContext, value: string): boolean {
  return SYSTEM.has(value) || neighbours.namedAnywhere('Namespace', value).length > 0;
}

/** Is the value the name of a namespace that does not bear the label, or nearly what one of them bears? */
function isMissing(context: RuleContext, key: string, value: string): boolean {
  const { neighbours, object } = context;
  const asked = { matchLabels: { [key]: value } };
  const labelsOf = ({ json, object: { name } }: Resource): Readonly<Record<string, string>> => ({
    ...stringMap(get(json, 'metadata', 'labels')),
    [NAME]: name,
  });
  const known = neighbours.ofKind('Namespace');
  if (known.some((each) => unmet(asked, labelsOf(each)).length === 0)) return false;
  if (key !== NAME && known.some((each) => each.object.name === value)) return true;
  const around = known.filter(({ near }) => near !== 'workspace');
  const alike = (actual: string | undefined): boolean => actual !== undefined && areAlike(actual, value);
  if (around.some((each) => alike(labelsOf(each)[key]))) return true;
  // the file brings one namespace beside the policy's own: that one is meant
  const own = writtenNamespace(object);
  const others = known.filter(({ near, object: { name } }) => near === 'file' && name !== own);
  const [other, ...more] = others;
  if (key !== NAME && own !== null && other && more.length === 0 && labelsOf(other)[key] === undefined) return true;
  return known.length === 0 && SYSTEM.has(value) && NAME_LIKE.test(key);
}

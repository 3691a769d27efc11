import { MAX_SURGE, surgeOf } from '../knowledge/rollout';
import type { JsonObject } from '../read';
import { containers, get, list, number, object, stringMap, text } from '../read';
import { type Finding, inspectionRule, type RuleContext } from '../rule';
import { unmet } from '../selectors';

/**
 * With maxSurge the new pod runs beside the old one on the same node before the old one goes. What only one pod of a node
 * can have keeps it Pending, and the surge is never given back (recorded on 1.36.3 and 1.37.2: hostPort with surge).
 */
export const dsSurgePortTaken = inspectionRule({
  id: 'ds-surge-port-taken',
  category: 'broken',
  kinds: ['DaemonSet'],
  messages: {
    default: {
      en: 'maxSurge starts the new pod beside the old one, and both want host port {port} of the node: the new one stays Pending and the rollout never ends.',
      ja: 'maxSurge では新しい Pod が古い Pod と同じノードで並んで起動しますが、どちらもノードのポート {port} を使います。新しい Pod は Pending のままで、ロールアウトは終わりません。',
    },
    affinity: {
      en: 'maxSurge starts the new pod beside the old one, and the required podAntiAffinity forbids two of them on one node: the new one stays Pending and the rollout never ends.',
      ja: 'maxSurge では新しい Pod が古い Pod と同じノードで並んで起動しますが、必須の podAntiAffinity が 1 ノードに 2 つ置くことを禁じています。新しい Pod は Pending のままで、ロールアウトは終わりません。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    if (!surgeOf(effective)) return;
    const taken = portTaken(context) ?? apart(context);
    if (taken) yield { path: MAX_SURGE, at: 'value', ...taken };
  },
});

type Reason = Pick<Finding, 'message' | 'params' | 'related'>;

/** A port of the node that old and new pod both ask for, or null: with one the two never run side by side. */
export function portTaken(context: RuleContext): Reason | null {
  const { effective } = context.judgement;
  const hostNetwork = get(effective, 'spec', 'template', 'spec', 'hostNetwork') === true;
  for (const { container, init } of containers(effective)) {
    if (init && container['restartPolicy'] !== 'Always') continue;
    for (const port of list(container['ports'])) {
      const host = number(get(port, 'hostPort')) ?? (hostNetwork ? number(get(port, 'containerPort')) : undefined);
      if (host) return { params: { port: host } };
    }
  }
  return null;
}

function apart(context: RuleContext): Reason | null {
  const { effective } = context.judgement;
  const labels = stringMap(get(effective, 'spec', 'template', 'metadata', 'labels'));
  const terms = list(
    get(
      effective,
      ...['spec', 'template', 'spec', 'affinity', 'podAntiAffinity'],
      'requiredDuringSchedulingIgnoredDuringExecution',
    ),
  );
  const selects = (term: JsonObject) => {
    const selector = object(term['labelSelector']);
    return (
      selector !== undefined &&
      text(term['topologyKey']) === 'kubernetes.io/hostname' &&
      list(term['matchLabelKeys']).length === 0 &&
      unmet(selector, labels).length === 0
    );
  };
  return terms.some((term) => selects(object(term) ?? {})) ? { message: 'affinity' } : null;
}

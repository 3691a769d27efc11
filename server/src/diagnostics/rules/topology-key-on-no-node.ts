import { labelsOf, tellsLabels } from '../knowledge/clusterNodes';
import { misspeltLabel } from '../knowledge/nodeLabels';
import { placementOf } from '../knowledge/placement';
import { inspectionRule } from '../rule';

/**
 * A topologyKey is a label of nodes. Nodes without it are no domain: DoNotSchedule and required affinity exclude them,
 * anti-affinity and ScheduleAnyway leave them out of account. Told of keys that no known node carries.
 * Upstream: scheduler plugins PodTopologySpread and InterPodAffinity, 1.32 to 1.37.
 */
export const topologyKeyOnNoNode = inspectionRule({
  id: 'topology-key-on-no-node',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  neighbours: ['Node'],
  messages: {
    default: {
      en: 'None of the {nodes} known nodes carries the label {key}, and nodes without it are excluded: the pods stay Pending.',
      ja: '既知の {nodes} 個のノードにラベル {key} がありません。ラベルのないノードは対象外なので、Pod は Pending のままです。',
    },
    idle: {
      en: 'None of the {nodes} known nodes carries the label {key}: the rule has no effect, and the pods may all run side by side.',
      ja: '既知の {nodes} 個のノードにラベル {key} がありません。この指定は効かず、Pod がすべて同じ場所に置かれることがあります。',
    },
  },
  *check(context) {
    const { podTerms, spread } = placementOf(context.judgement.effective);
    if (podTerms.length === 0 && spread.length === 0) return;
    const { nodes } = context;
    if (!tellsLabels(nodes)) return;
    for (const each of [...podTerms, ...spread]) {
      const key = each.topologyKey;
      if (key === '' || misspeltLabel(key, true) !== null) continue;
      if (nodes.some((node) => Object.hasOwn(labelsOf(node), key))) continue;
      const excludes = each.required && (!('kind' in each) || each.kind === 'podAffinity');
      yield {
        path: [...each.path, 'topologyKey'],
        at: 'value',
        ...(excludes ? {} : { message: 'idle' }),
        params: { nodes: nodes.length, key },
      };
    }
  },
});

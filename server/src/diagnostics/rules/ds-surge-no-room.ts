import { allocatableOf, fittingNodes } from '../knowledge/clusterNodes';
import { podRequests } from '../knowledge/requests';
import { MAX_SURGE, surgeOf } from '../knowledge/rollout';
import { get, object } from '../read';
import { inspectionRule } from '../rule';

/**
 * With maxSurge a node has to hold two pods of the daemon for a while (rollingUpdate in pkg/controller/daemon; filter
 * NodeResourcesFit). Where none can, the new pod stays Pending and the rollout never ends.
 */
export const dsSurgeNoRoom = inspectionRule({
  id: 'ds-surge-no-room',
  category: 'broken',
  kinds: ['DaemonSet'],
  neighbours: ['Node'],
  messages: {
    default: {
      en: 'maxSurge starts the new pod beside the old one, and {nodes} of {all} nodes have no room for two: {resource} is not enough there, so the new pod stays Pending and the rollout never ends.',
      ja: 'maxSurge では新しい Pod が古い Pod と並んで起動しますが、{all} ノード中 {nodes} ノードには 2 つ分の {resource} がありません。新しい Pod は Pending のままで、ロールアウトは終わりません。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    if (!surgeOf(effective)) return;
    const nodes = fittingNodes(context);
    const spec = object(get(effective, 'spec', 'template', 'spec'));
    if (!nodes || nodes.length === 0 || !spec) return;
    const requests = podRequests(spec, ['spec', 'template', 'spec']);
    let short = 0;
    let resource = '';
    for (const node of nodes) {
      const lacking = [...requests].find(([name, { nano }]) => {
        const there = allocatableOf(node, name);
        return there !== undefined && nano > 0n && nano * 2n > there;
      });
      if (!lacking) continue;
      short++;
      resource = lacking[0];
    }
    if (short === 0) return;
    yield { path: MAX_SURGE, at: 'value', params: { nodes: short, all: nodes.length, resource } };
  },
});

import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { nodeFit } from '../knowledge/clusterNodes';
import { POD, placementOf, TOLERATIONS } from '../knowledge/placement';
import { get, type JsonObject, list, text } from '../read';
import { inspectionRule } from '../rule';
import { mistakenTolerations } from './toleration-matches-nothing';

/**
 * Pods of a node depend on some daemons: the network plugin, the driver that mounts their volumes. A daemon of that kind
 * that does not tolerate the taint of a node is missing there, while the pods that the node is reserved for do tolerate it.
 * Upstream: `nodeShouldRunDaemonPod`, 1.32 to 1.37.
 */
export const dsNodeAgentSkipsNode = inspectionRule({
  id: 'ds-node-agent-skips-node',
  category: 'risk',
  kinds: ['DaemonSet'],
  neighbours: ['Node'],
  messages: {
    default: {
      en: 'Node {node} carries the taint {taint}, which this node agent does not tolerate: pods that run there go without it.',
      ja: 'ノード {node} には taint {taint} がありますが、このノードエージェントは許容していません。そこで動く Pod はこのデーモンなしになります。',
    },
  },
  *check(context) {
    const fit = nodeFit(context);
    if (!fit || fit.fitting.length === 0) return;
    const skipped = fit.misfits.find((misfit) => misfit.because === 'taint');
    if (skipped?.because !== 'taint') return;
    const placement = placementOf(context.judgement.effective);
    if (!servesPods(placement.spec) || [...mistakenTolerations(context)].length > 0) return;
    const { key, value, effect } = skipped.taint;
    const path: Path = placement.tolerations.length > 0 ? TOLERATIONS : POD;
    yield {
      path,
      at: 'key',
      params: { node: skipped.node.name, taint: `${key}${value === '' ? '' : `=${value}`}:${effect}` },
      fixes: () =>
        fix(
          { en: `Tolerate ${key}`, ja: `${key} を許容する` },
          'alternative',
          mend(context).add(TOLERATIONS, { key, operator: 'Exists', effect }),
        ),
    };
  },
});

/** Is it one that the node's pods cannot do without: said by its priority, or a driver or plugin of kubelet or network? */
function servesPods(spec: JsonObject): boolean {
  if (spec['priorityClassName'] === 'system-node-critical') return true;
  return list(spec['volumes']).some((volume) =>
    /^\/var\/lib\/kubelet\/(?:plugins|pods|device-plugins)|\/cni\/net\.d/.test(
      text(get(volume, 'hostPath', 'path')) ?? '',
    ),
  );
}

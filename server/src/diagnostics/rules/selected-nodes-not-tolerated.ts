import { daemonTolerations, tolerates } from '../../../../simulator/src/index';
import { fix, mend } from '../fixing';
import type { Taint } from '../knowledge/clusterNodes';
import { alternatives, type NodeRequirement, placementOf, TOLERATIONS } from '../knowledge/placement';
import { CONTROL_PLANE } from '../knowledge/taints';
import { inspectionRule } from '../rule';
import { mistakenTolerations } from './toleration-matches-nothing';

/** Labels of nodes that carry a taint of their own as soon as a cluster is made by the book. */
const PAIRS: readonly { readonly label: string; readonly value?: string; readonly taint: Taint }[] = [
  { label: CONTROL_PLANE, taint: { key: CONTROL_PLANE, value: '', effect: 'NoSchedule' } },
  {
    label: 'kubernetes.azure.com/scalesetpriority',
    value: 'spot',
    taint: { key: 'kubernetes.azure.com/scalesetpriority', value: 'spot', effect: 'NoSchedule' },
  },
];

/**
 * kubeadm labels control-plane nodes and taints them (`ControlPlaneTaint`, since 1.24), AKS does the same with its spot
 * nodes: who selects them must tolerate the taint. Where the workspace knows nodes, no-node-fits holds against those.
 */
export const selectedNodesNotTolerated = inspectionRule({
  id: 'selected-nodes-not-tolerated',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  neighbours: ['Node'],
  messages: {
    default: {
      en: 'The pods are sent to nodes with {label}, which normally carry the taint {taint}, and do not tolerate it: {outcome}.',
      ja: 'Pod は {label} のノードに限定されていますが、そのノードが通常持つ taint {taint} を許容していません。{outcome}。',
    },
  },
  *check(context) {
    const placement = placementOf(context.judgement.effective);
    if (placement.nodeSelector.length === 0 && placement.terms === null) return;
    const all = alternatives(placement);
    for (const { label, value, taint } of PAIRS) {
      const found = all.map(({ requirements }) => requirements.find((each) => demands(each, label, value)));
      const [first] = found;
      if (!first || found.includes(undefined) || context.nodes.length > 0) continue;
      const hostNetwork = placement.spec['hostNetwork'] === true;
      const borne =
        context.object.kind === 'DaemonSet'
          ? daemonTolerations({ tolerations: placement.tolerations, hostNetwork })
          : placement.tolerations;
      if (borne.some((each) => tolerates(each, taint, false))) continue;
      // one that was meant for it has its own finding
      if (placement.tolerations.some(({ key }) => key === 'node-role.kubernetes.io/master')) continue;
      if ([...mistakenTolerations(context)].length > 0) continue;
      const { key, effect } = taint;
      yield {
        path: first.path,
        at: 'key',
        params: {
          label: value === undefined ? label : `${label}=${value}`,
          taint: `${key}${taint.value === '' ? '' : `=${taint.value}`}:${effect}`,
          outcome:
            context.object.kind === 'DaemonSet'
              ? { en: 'the daemon runs nowhere', ja: 'デーモンはどこでも動きません' }
              : { en: 'the pods stay Pending', ja: 'Pod は Pending のままです' },
        },
        fixes: () =>
          fix(
            { en: 'Tolerate the taint', ja: 'taint を許容する' },
            'preferred',
            mend(context).add(TOLERATIONS, { key, operator: 'Exists', effect }),
          ),
      };
    }
  },
});

function demands({ key, operator, values }: NodeRequirement, label: string, value: string | undefined): boolean {
  if (key !== label) return false;
  if (value !== undefined) return operator === 'In' && values.every((each) => each === value);
  return operator === 'In' || operator === 'Exists';
}

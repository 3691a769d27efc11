import { declaredPorts } from '../knowledge/ports';
import { boundsOf, targetOf } from '../knowledge/scaling';
import { object as asObject, get, list, nodeOf, podTemplateOf } from '../read';
import { closest } from '../resources';
import { inspectionRule } from '../rule';
import { unmet } from '../selectors';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

/** Pods that cannot share a node (required anti-affinity to each other, a port of the node) number at most as many as the nodes. */
export const autoscalerBeyondNodes = inspectionRule({
  id: 'autoscaler-beyond-nodes',
  category: 'risk',
  kinds: ['HorizontalPodAutoscaler', 'ScaledObject'],
  neighbours: ['StatefulSet', 'Node'],
  messages: {
    default: {
      en: 'The autoscaler may ask for {most} pods of {name}, no two of which may share a node, and there are {nodes} nodes: the rest stays Pending.',
      ja: 'オートスケーラーは {name} の Pod を {most} 個まで増やせますが、同じノードには 1 つしか置けず、ノードは {nodes} 個です。残りは Pending のままです。',
    },
  },
  *check(context) {
    const { object, judgement, neighbours } = context;
    const json = asObject(judgement.effective) ?? {};
    const target = targetOf({ object, json });
    if (target.kind !== 'StatefulSet') return;
    const field = object.kind === 'ScaledObject' ? 'maxReplicaCount' : 'maxReplicas';
    const { most } = boundsOf({ object, json });
    if (most === undefined || !nodeOf(object.root, ['spec', field])) return;
    const nodes = context.nodes.filter(({ unschedulable }) => !unschedulable).length;
    if (nodes === 0 || most <= nodes) return;
    const [set] = closest(neighbours.named('StatefulSet', target.name, object));
    const template = set && podTemplateOf(set.json, 'StatefulSet');
    if (!template) return;
    const onHost = template.spec['hostNetwork'] === true;
    const ports = declaredPorts(template.spec, []).some(({ hostPort }) => onHost || hostPort > 0);
    const apart = list(get(template.spec, 'affinity', 'podAntiAffinity', REQUIRED)).some((term) => {
      const selector = asObject(get(term, 'labelSelector'));
      return (
        get(term, 'topologyKey') === 'kubernetes.io/hostname' &&
        selector !== undefined &&
        unmet(selector, template.labels).length === 0
      );
    });
    if (!ports && !apart) return;
    yield { path: ['spec', field], at: 'value', params: { most, name: target.name, nodes } };
  },
});

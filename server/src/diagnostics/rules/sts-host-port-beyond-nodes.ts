import { fittingNodes } from '../knowledge/clusterNodes';
import { declaredPorts } from '../knowledge/ports';
import { get, number, podTemplateOf } from '../read';
import { inspectionRule } from '../rule';

/** A port of a node belongs to one pod (scheduler, plugin NodePorts): a set has at most one replica on each node that fits. */
export const stsHostPortBeyondNodes = inspectionRule({
  id: 'sts-host-port-beyond-nodes',
  category: 'broken',
  kinds: ['StatefulSet'],
  neighbours: ['Node'],
  messages: {
    default: {
      en: 'Port {port} of a node takes one pod each, and {replicas} replicas have {nodes} nodes to go to: {pod} stays Pending.',
      ja: 'ノードのポート {port} を使える Pod はノードごとに 1 つで、{replicas} 個のレプリカに対して使えるノードは {nodes} 個です。{pod} は Pending のままです。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const template = podTemplateOf(effective, 'StatefulSet');
    const replicas = number(get(effective, 'spec', 'replicas')) ?? 1;
    if (!template || replicas < 2) return;
    const onHost = template.spec['hostNetwork'] === true;
    const port = declaredPorts(template.spec, [...template.path, 'spec']).find(
      ({ hostPort }) => onHost || hostPort > 0,
    );
    if (!port || context.nodes.length === 0) return;
    const nodes = fittingNodes(context)?.length;
    if (nodes === undefined || nodes === 0 || replicas <= nodes) return;
    const start = number(get(effective, 'spec', 'ordinals', 'start')) ?? 0;
    yield {
      path: [...port.path, onHost ? 'containerPort' : 'hostPort'],
      at: 'value',
      params: {
        port: onHost ? port.number : port.hostPort,
        replicas,
        nodes,
        pod: `${context.object.name}-${start + nodes}`,
      },
    };
  },
});

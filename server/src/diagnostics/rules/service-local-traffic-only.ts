import { fix, mend } from '../fixing';
import { akin } from '../knowledge/companions';
import { isHeadless, serviceSelectorOf } from '../knowledge/governing';
import { get, object } from '../read';
import { inspectionRule } from '../rule';

const INTERNAL = ['spec', 'internalTrafficPolicy'] as const;
const EXTERNAL = ['spec', 'externalTrafficPolicy'] as const;

/**
 * internalTrafficPolicy Local makes kube-proxy drop what a node without an endpoint of its own sends to the cluster IP
 * (proxy.CategorizeEndpoints). It is made for daemons, which are on every node; the pods of a set are on some.
 */
export const serviceLocalTrafficOnly = inspectionRule({
  id: 'service-local-traffic-only',
  category: 'risk',
  kinds: ['Service'],
  neighbours: ['StatefulSet', 'DaemonSet', 'Deployment'],
  messages: {
    default: {
      en: 'With internalTrafficPolicy: Local a client reaches only a pod of {name} on its own node; on every other node its connections are dropped.',
      ja: 'internalTrafficPolicy: Local では、クライアントは同じノードにある {name} の Pod にしか届きません。Pod のないノードからの接続は破棄されます。',
    },
    external: {
      en: 'With externalTrafficPolicy: Local the node port answers only on nodes that run a pod of {name}; on every other node connections are dropped.',
      ja: 'externalTrafficPolicy: Local では、ノードポートが応答するのは {name} の Pod があるノードだけです。ほかのノードへの接続は破棄されます。',
    },
  },
  *check(context) {
    const service = object(context.judgement.effective);
    if (!service || isHeadless(service)) return;
    const internal = get(service, ...INTERNAL) === 'Local';
    // a load balancer leaves out the nodes that do not answer its health check; somebody with a node's address does not
    const external = get(service, ...EXTERNAL) === 'Local' && get(service, 'spec', 'type') === 'NodePort';
    if (!internal && !external) return;
    const labels = serviceSelectorOf(service);
    if (Object.keys(labels).length === 0) return;
    const behind = akin(context.neighbours.selectedBy({ matchLabels: labels }, context.object), context.object);
    const set = behind.find(({ object: { kind } }) => kind === 'StatefulSet');
    if (!set || behind.some(({ object: { kind } }) => kind === 'DaemonSet')) return;
    const path = internal ? INTERNAL : EXTERNAL;
    yield {
      path,
      ...(internal ? {} : { message: 'external' }),
      at: 'value',
      params: { name: set.object.name },
      fixes: () =>
        fix(
          { en: 'Reach pods on every node', ja: 'どのノードの Pod にも届くようにする' },
          'preferred',
          mend(context).put(path, 'Cluster'),
        ),
    };
  },
});

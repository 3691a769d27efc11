import { fix, mend } from '../fixing';
import { isHeadless, serviceSelectorOf } from '../knowledge/governing';
import { get, object } from '../read';
import { closest } from '../resources';
import { inspectionRule } from '../rule';

const PATH = ['spec', 'internalTrafficPolicy'] as const;

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
  },
  *check(context) {
    const service = object(context.judgement.effective);
    if (!service || get(service, ...PATH) !== 'Local' || isHeadless(service)) return;
    const labels = serviceSelectorOf(service);
    if (Object.keys(labels).length === 0) return;
    const behind = closest(context.neighbours.selectedBy({ matchLabels: labels }, context.object));
    const set = behind.find(({ object: { kind } }) => kind === 'StatefulSet');
    if (!set || behind.some(({ object: { kind } }) => kind === 'DaemonSet')) return;
    yield {
      path: PATH,
      at: 'value',
      params: { name: set.object.name },
      fixes: () =>
        fix(
          { en: 'Reach pods on every node', ja: 'どのノードの Pod にも届くようにする' },
          'preferred',
          mend(context).put(PATH, 'Cluster'),
        ),
    };
  },
});

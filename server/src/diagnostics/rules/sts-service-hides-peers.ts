import { clusterStoreOf, needsPeers } from '../knowledge/clusterStores';
import { governingServicesOf, isHeadless, publishesUnready } from '../knowledge/governing';
import { podNamesIn } from '../knowledge/podNames';
import { get, number, object, podTemplateOf } from '../read';
import { inspectionRule } from '../rule';

/**
 * A headless Service publishes a pod when it is ready, unless it says publishNotReadyAddresses (endpoint slices:
 * `conditions.ready`). Where readiness waits for the cluster and the cluster for its members' names, neither comes.
 */
export const stsServiceHidesPeers = inspectionRule({
  id: 'sts-service-hides-peers',
  category: 'broken',
  kinds: ['StatefulSet'],
  neighbours: ['Service'],
  messages: {
    default: {
      en: 'Readiness waits until the members of {store} have found each other, but the Service {service} publishes their names ({name}) only once they are ready: none ever becomes ready. The Service needs publishNotReadyAddresses: true.',
      ja: 'readinessProbe は {store} のメンバーが互いを見つけるまで成功しませんが、Service {service} は ready になった Pod の名前（{name}）しか公開しないため、どの Pod も ready になりません。Service に publishNotReadyAddresses: true が必要です。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const template = podTemplateOf(effective, 'StatefulSet');
    if (!template || (number(get(effective, 'spec', 'replicas')) ?? 1) < 2) return;
    const running = clusterStoreOf(template.spec);
    if (!running || !needsPeers(object(running.container['readinessProbe']), running.store)) return;
    const services = governingServicesOf(context).filter(({ json }) => isHeadless(json));
    const [first] = services;
    if (!first || services.some(({ json }) => publishesUnready(json))) return;
    const service = first.object.name;
    const names = podNamesIn(template.spec, [...template.path, 'spec']);
    const peer = names.find(({ set, service: named }) => set === context.object.name && named === service);
    if (!peer) return;
    yield {
      path: [...template.path, 'spec', 'containers', running.index, 'readinessProbe'],
      at: 'key',
      params: { store: running.store.name, service, name: peer.written },
    };
  },
});

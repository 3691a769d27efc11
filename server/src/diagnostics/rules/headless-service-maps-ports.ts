import { akin } from '../knowledge/companions';
import { isHeadless, serviceSelectorOf } from '../knowledge/governing';
import { declaredPorts, targetOf } from '../knowledge/ports';
import { get, list, number, object, podTemplateOf } from '../read';
import { inspectionRule } from '../rule';

/**
 * DNS answers for a headless Service with the addresses of the pods, and nothing stands between that could turn one port
 * into another: `port` is but a label there (kube-proxy leaves headless Services out, ShouldSkipService).
 */
export const headlessServiceMapsPorts = inspectionRule({
  id: 'headless-service-maps-ports',
  category: 'risk',
  kinds: ['Service'],
  neighbours: ['StatefulSet', 'DaemonSet', 'Deployment'],
  messages: {
    default: {
      en: 'Clients of a headless Service talk to the pods themselves, so port {port} is never turned into {target}: they have to use {target}.',
      ja: 'ヘッドレス Service のクライアントは Pod と直接通信するため、ポート {port} が {target} に変換されることはありません。クライアントは {target} を使う必要があります。',
    },
  },
  *check(context) {
    const service = object(context.judgement.effective);
    if (!service || !isHeadless(service)) return;
    const labels = serviceSelectorOf(service);
    const ports = list(get(service, 'spec', 'ports'));
    if (Object.keys(labels).length === 0 || ports.length === 0) return;
    const behind = akin(context.neighbours.selectedBy({ matchLabels: labels }, context.object), context.object);
    const set = behind.find(({ object: { kind } }) => kind !== 'Deployment');
    if (!set) return;
    const declared = declaredPorts(podTemplateOf(set.json, set.object.kind)?.spec ?? {}, []);
    for (const [index, item] of ports.entries()) {
      const servicePort = object(item);
      const port = number(servicePort?.['port']);
      const to = servicePort && targetOf(servicePort);
      const target = typeof to === 'string' ? declared.find(({ name }) => name === to)?.number : to;
      if (port === undefined || target === undefined || port === target) continue;
      // the real port is offered too, or the other one is served as well
      if (ports.some((each) => number(get(each, 'port')) === target)) continue;
      if (declared.some((each) => each.number === port)) continue;
      yield { path: ['spec', 'ports', index, 'port'], at: 'value', params: { port, target } };
    }
  },
});

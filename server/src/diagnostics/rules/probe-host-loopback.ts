import { fix, mend } from '../fixing';
import { hooksOf, probesOf } from '../knowledge/probes';
import { containers, get, nodeOf, text } from '../read';
import { inspectionRule } from '../rule';

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?|0\.0\.0\.0|\[?::\]?)$/i;
const CLUSTER_NAME = /\.svc(?:\.|$)|\.cluster\.local\.?$/;

/**
 * HTTP and TCP probes are made by the kubelet from the node, not from inside the pod: `localhost` is the node, and names
 * are resolved by the node's resolver (`runProbe` in pkg/kubelet/prober/prober.go, all releases).
 */
export const probeHostLoopback = inspectionRule({
  id: 'probe-host-loopback',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'The kubelet makes this request from the node, so {host} is the node itself and not the container: the {what} asks the wrong address.',
      ja: 'このリクエストは kubelet がノードから送るため、{host} はコンテナではなくノード自身を指します。{what} は別の相手に問い合わせてしまいます。',
    },
    name: {
      en: 'The kubelet makes this request from the node, whose resolver does not know names of the cluster such as {host}: the {what} always fails.',
      ja: 'このリクエストは kubelet がノードから送ります。ノードのリゾルバーは {host} のようなクラスター内の名前を知らないため、{what} は必ず失敗します。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const onHost = get(effective, 'spec', 'template', 'spec', 'hostNetwork') === true;
    for (const { container, path } of containers(effective)) {
      for (const handler of [...probesOf(container, path), ...hooksOf(container, path)]) {
        const host = text(handler.target['host']);
        if (host === undefined || host === '') continue;
        const message = CLUSTER_NAME.test(host) ? 'name' : LOOPBACK.test(host) && !onHost ? 'default' : null;
        if (message === null) continue;
        const place = [...handler.actionPath, 'host'];
        if (!nodeOf(context.object.root, place)) continue;
        yield {
          path: place,
          at: 'value',
          message,
          params: { host, what: handler.kind },
          fixes: () =>
            message === 'name'
              ? []
              : fix(
                  { en: 'Leave the host out: the pod’s own address', ja: 'host を削除して Pod のアドレスを使う' },
                  'preferred',
                  mend(context).remove(place),
                ),
        };
      }
    }
  },
});

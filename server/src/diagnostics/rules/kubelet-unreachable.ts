import { saidIn } from '../knowledge/podNames';
import { get, object } from '../read';
import { inspectionRule } from '../rule';

const SPEC = ['spec', 'template', 'spec'] as const;
const LOOPBACK = /(?:^|[/=\s"'@])(?:localhost|127\.0\.0\.1|\[::1\]):(10250|10255|10248)(?!\d)/;
const READ_ONLY = /(?<![\d.])[\w.)}\]-]+:10255(?!\d)/;

/**
 * The kubelet listens on the node's addresses: in a pod with a network of its own, 127.0.0.1 is the pod. Its port 10255
 * answers only where `readOnlyPort` is set; the default of the configuration API is 0 (`SetDefaults_KubeletConfiguration`).
 */
export const kubeletUnreachable = inspectionRule({
  id: 'kubelet-unreachable',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'Without the host network 127.0.0.1 is the pod itself: nothing answers on the kubelet’s port {port}. Ask the node’s address, from the field status.hostIP.',
      ja: 'ホストネットワークを使わない Pod では、127.0.0.1 は Pod 自身です。kubelet のポート {port} には誰も応答しません。status.hostIP で得られるノードのアドレスに問い合わせてください。',
    },
    readOnly: {
      en: 'Port 10255 is the kubelet’s port without authentication, which is off by default: the connection is refused. Ask port 10250 with the token of a service account.',
      ja: 'ポート 10255 は kubelet の認証なしのポートで、既定では無効です。接続は拒否されます。サービスアカウントのトークンを使ってポート 10250 に問い合わせてください。',
    },
  },
  *check(context) {
    const spec = object(get(context.judgement.effective, ...SPEC));
    if (!spec) return;
    const onHost = spec['hostNetwork'] === true;
    for (const { text, path } of saidIn(spec, [...SPEC])) {
      // what listens there itself is another matter
      if (!text.includes(':102') || /listen|bind|serve/i.test(text)) continue;
      const port = onHost || path.includes('livenessProbe') ? undefined : LOOPBACK.exec(text)?.[1];
      if (port !== undefined) yield { path, at: 'value', params: { port } };
      else if (READ_ONLY.test(text)) yield { path, at: 'value', message: 'readOnly' };
      else continue;
      return;
    }
  },
});

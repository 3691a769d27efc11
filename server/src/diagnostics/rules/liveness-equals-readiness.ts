import { httpPath, type Probe, probeOf } from '../knowledge/probes';
import { containers } from '../read';
import { inspectionRule } from '../rule';

const READINESS_PATH = /(?:^|[/-])(?:ready|readyz|readiness)\/?$/i;

/**
 * A container that is not ready is only taken out of its Services; one that is not alive is restarted
 * (kubernetes.io, "Configure Liveness, Readiness and Startup Probes").
 */
export const livenessEqualsReadiness = inspectionRule({
  id: 'liveness-equals-readiness',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'Liveness asks the same as readiness and gives up no later: a container that is merely busy is restarted instead of being left in peace. Let it fail only when a restart helps, and later.',
      ja: 'livenessProbe が readinessProbe と同じことを同じかそれより早く判定しています。忙しいだけのコンテナまで再起動されます。再起動で直る場合にだけ、より遅く失敗するようにしてください。',
    },
    path: {
      en: 'Liveness asks the readiness endpoint {path}: a container that is only not ready yet (starting, catching up, waiting for another service) is restarted.',
      ja: 'livenessProbe が readiness 用のエンドポイント {path} を使っています。まだ準備中（起動中、追いつき中、別サービス待ち）なだけのコンテナが再起動されます。',
    },
  },
  *check(context) {
    for (const { container, path, init } of containers(context.judgement.effective)) {
      if (init) continue;
      const liveness = probeOf(container, path, 'livenessProbe');
      if (!liveness || liveness.action === 'tcpSocket') continue;
      const readiness = probeOf(container, path, 'readinessProbe');
      if (liveness.action === 'httpGet' && READINESS_PATH.test(httpPath(liveness))) {
        yield {
          path: [...liveness.actionPath, 'path'],
          at: 'value',
          message: 'path',
          params: { path: httpPath(liveness) },
        };
      } else if (readiness && asksTheSame(liveness, readiness) && isHasty(liveness, readiness)) {
        yield { path: liveness.path, at: 'key' };
      }
    }
  },
});

/** Seconds for which a container may fail before the kubelet acts. */
function patience({ period, failures }: Probe): number {
  return period * failures;
}

function isHasty(liveness: Probe, readiness: Probe): boolean {
  return patience(liveness) <= patience(readiness) && patience(liveness) < 30;
}

function asksTheSame(a: Probe, b: Probe): boolean {
  return a.action === b.action && JSON.stringify(a.target) === JSON.stringify(b.target);
}

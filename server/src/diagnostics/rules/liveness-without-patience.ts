import { probeOf } from '../knowledge/probes';
import { containers } from '../read';
import { inspectionRule } from '../rule';

/** A moment of garbage collection, of a slow disk or of a busy node. */
const MOMENT = 10;

/** After `failureThreshold` failures in a row the kubelet restarts the container (`doProbe` in pkg/kubelet/prober/worker.go). */
export const livenessWithoutPatience = inspectionRule({
  id: 'liveness-without-patience',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'One answer later than {timeout} s and the kubelet restarts the container: a busy node or a pause of the program is enough. Allow at least three failures.',
      ja: '応答が一度でも {timeout} 秒を超えると、kubelet はコンテナを再起動します。ノードの混雑やプログラムの一時停止だけで起こります。少なくとも 3 回の失敗を許してください。',
    },
  },
  *check(context) {
    for (const { container, path, init } of containers(context.judgement.effective)) {
      if (init) continue;
      const probe = probeOf(container, path, 'livenessProbe');
      if (probe?.failures !== 1 || probe.timeout >= MOMENT) continue;
      // the same question as readiness is told by another rule
      const readiness = probeOf(container, path, 'readinessProbe');
      if (readiness && JSON.stringify(readiness.target) === JSON.stringify(probe.target)) continue;
      yield { path: [...probe.path, 'failureThreshold'], at: 'value', params: { timeout: probe.timeout } };
    }
  },
});

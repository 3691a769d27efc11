import { probesOf } from '../knowledge/probes';
import { containers, nodeOf } from '../read';
import { inspectionRule } from '../rule';

/** One probe of a kind runs at a time: the next waits until the last has answered or given up (`worker.run` in pkg/kubelet/prober). */
export const probeTimeoutBeyondPeriod = inspectionRule({
  id: 'probe-timeout-beyond-period',
  category: 'style',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'A probe may take {timeout} seconds, but the next one is due after {period}: a hung container is noticed after {later} seconds, not {sooner}.',
      ja: 'プローブは最長 {timeout} 秒かかりますが、次は {period} 秒後の予定です。固まったコンテナに気付くのは {sooner} 秒後ではなく {later} 秒後になります。',
    },
  },
  *check(context) {
    for (const { container, path } of containers(context.judgement.effective)) {
      for (const { path: at, timeout, period, failures } of probesOf(container, path)) {
        if (timeout <= period || !nodeOf(context.object.root, [...at, 'timeoutSeconds'])) continue;
        yield {
          path: [...at, 'timeoutSeconds'],
          at: 'value',
          params: { timeout, period, later: timeout * failures, sooner: period * failures },
        };
      }
    }
  },
});

import { execText, hooksOf } from '../knowledge/probes';
import { statementsOf } from '../knowledge/shell';
import { containers, get, number } from '../read';
import { inspectionRule } from '../rule';

const GRACE = ['spec', 'template', 'spec', 'terminationGracePeriodSeconds'] as const;
const SLEEP = /^(?:exec\s+)?(?:\/(?:usr\/)?bin\/)?sleep\s+(\d+(?:\.\d+)?)([smh]?)$/;
const UNIT: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600 };

/**
 * The grace period counts from the start of the preStop hook; SIGTERM comes after the hook, SIGKILL when the period is over
 * (`killContainer` in pkg/kubelet/kuberuntime: a hook that uses it up leaves the minimum of 2 seconds).
 */
export const preStopUsesGrace = inspectionRule({
  id: 'pre-stop-uses-grace',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'preStop waits {sleep} s of a grace period of {grace} s: nothing is left for the shutdown, and the program is killed almost as soon as it is told to stop.',
      ja: 'preStop が猶予 {grace} 秒のうち {sleep} 秒を使います。終了処理の時間が残らず、停止の合図とほぼ同時に強制終了されます。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const grace = number(get(effective, ...GRACE)) ?? 30;
    if (grace <= 0) return;
    for (const { container, path } of containers(effective)) {
      for (const hook of hooksOf(container, path)) {
        if (hook.kind !== 'preStop') continue;
        const sleep =
          hook.action === 'sleep'
            ? (number(hook.target['seconds']) ?? 0)
            : hook.action === 'exec'
              ? sleepOf(execText(hook))
              : 0;
        if (sleep === 0 || sleep < grace) continue;
        yield {
          path: hook.action === 'sleep' ? [...hook.actionPath, 'seconds'] : [...hook.actionPath, 'command'],
          at: 'value',
          params: { sleep, grace },
        };
      }
    }
  },
});

/** Seconds that a script sleeps in its own statements; loops and conditions are not counted. */
function sleepOf(script: string): number {
  if (/\b(?:for|while|until|if|case)\b/.test(script)) return 0;
  return statementsOf(script).reduce((sum, { text, next }) => {
    const match = next === '&' ? null : SLEEP.exec(text);
    return sum + (match ? Number(match[1]) * (UNIT[match[2] ?? ''] ?? 1) : 0);
  }, 0);
}

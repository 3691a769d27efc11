import { replicasOf } from '../knowledge/rollout';
import { get, number } from '../read';
import { inspectionRule } from '../rule';

const MIN_READY = ['spec', 'minReadySeconds'] as const;
const HOUR = 3600;

/**
 * A pod counts as available minReadySeconds after it became ready, and a rollout waits for that before it goes on
 * (podutil.IsPodAvailable). Values of an hour and more are mostly meant in milliseconds.
 */
export const minReadySecondsExcessive = inspectionRule({
  id: 'min-ready-seconds-excessive',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'minReadySeconds {seconds} makes every step of a rollout wait {hours} h after the pod is ready. It counts seconds, not milliseconds.',
      ja: 'minReadySeconds {seconds} では、Pod の準備ができてからロールアウトの各段階で {hours} 時間待ちます。単位はミリ秒ではなく秒です。',
    },
    set: {
      en: 'minReadySeconds {seconds} makes every pod wait {hours} h after it is ready, one after the other: {total} h for {replicas} replicas. It counts seconds, not milliseconds.',
      ja: 'minReadySeconds {seconds} では、Pod ごとに準備ができてから {hours} 時間待ちます。レプリカ {replicas} 個では順に合計 {total} 時間です。単位はミリ秒ではなく秒です。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const seconds = number(get(effective, ...MIN_READY)) ?? 0;
    if (seconds < HOUR) return;
    const replicas = replicasOf(effective);
    const inOrder = context.object.kind === 'StatefulSet' && replicas > 1;
    yield {
      path: MIN_READY,
      at: 'value',
      message: inOrder ? 'set' : 'default',
      params: { seconds, hours: rounded(seconds / HOUR), replicas, total: rounded((seconds * replicas) / HOUR) },
    };
  },
});

function rounded(hours: number): number {
  return Math.round(hours * 10) / 10;
}

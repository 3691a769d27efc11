import { fix, mend } from '../fixing';
import { enumerate } from '../message';
import { get, nodeOf, number } from '../read';
import { inspectionRule } from '../rule';

const PARTITION = ['spec', 'updateStrategy', 'rollingUpdate', 'partition'] as const;

/**
 * A partition above 0 keeps the pods of the lowest ordinals on the old template for as long as it stands
 * (updateStatefulSet: only ordinals from ordinals.start + partition on are updated).
 */
export const stsPartitionHoldsBack = inspectionRule({
  id: 'sts-partition-holds-back',
  category: 'risk',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'partition {partition} holds {held} back on the old template: a change reaches {updated} alone.',
      ja: 'partition {partition} により {held} は古いテンプレートのままです。変更が届くのは {updated} だけです。',
    },
    all: {
      en: 'partition {partition} is not below replicas {replicas}: a change of the template reaches no pod at all, and a pod that is deleted comes back with the old one.',
      ja: 'partition {partition} が replicas {replicas} 以上です。テンプレートの変更はどの Pod にも届かず、削除された Pod も古いテンプレートで戻ります。',
    },
    open: {
      en: 'partition {partition} holds the first {partition} pods back on the old template; as replicas is not written here, that may be all of them.',
      ja: 'partition {partition} により、最初の {partition} 個の Pod は古いテンプレートのままです。replicas がここに書かれていないため、すべての Pod かもしれません。',
    },
    offset: {
      en: 'partition counts from ordinals.start {start}: {partition} is not below replicas {replicas}, so a change of the template reaches no pod at all. To update from {name}-{partition} on, use {meant}.',
      ja: 'partition は ordinals.start {start} から数えます。{partition} は replicas {replicas} 以上なので、テンプレートの変更はどの Pod にも届きません。{name}-{partition} 以降を更新するには {meant} にします。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const partition = number(get(effective, ...PARTITION)) ?? 0;
    const replicas = number(get(effective, 'spec', 'replicas')) ?? 1;
    const start = number(get(effective, 'spec', 'ordinals', 'start')) ?? 0;
    const type = get(effective, 'spec', 'updateStrategy', 'type');
    if (partition <= 0 || replicas <= 0 || start < 0 || type !== 'RollingUpdate') return;
    if (!nodeOf(context.object.root, PARTITION)) return;
    const { name } = context.object;
    const pods = (from: number, to: number) => range(name, start + from, start + to);
    const readAsOrdinal = start > 0 && partition >= start && partition < start + replicas;
    const meant = partition - start;
    // an autoscaler may say how many there are
    const counted = nodeOf(context.object.root, ['spec', 'replicas']) !== undefined;
    yield {
      path: PARTITION,
      at: 'value',
      message: !counted ? 'open' : partition < replicas ? 'default' : readAsOrdinal ? 'offset' : 'all',
      params: {
        partition,
        replicas,
        start,
        name,
        meant,
        held: pods(0, Math.min(partition, replicas)),
        updated: pods(partition, replicas),
      },
      fixes: () => [
        ...fix(
          { en: 'Update every pod: set partition to 0', ja: 'すべての Pod を更新する（partition を 0 にする）' },
          'alternative',
          mend(context).put(PARTITION, 0),
        ),
        ...fix(
          {
            en: `Count from ordinals.start: set partition to ${meant}`,
            ja: `ordinals.start から数えて partition を ${meant} にする`,
          },
          'alternative',
          partition >= replicas && readAsOrdinal && meant > 0 ? mend(context).put(PARTITION, meant) : [],
        ),
      ],
    };
  },
});

/** Pods by name, from `from` up to but without `to`; a long run by its ends. */
function range(name: string, from: number, to: number) {
  if (to - from > 4)
    return { en: `${name}-${from} to ${name}-${to - 1}`, ja: `${name}-${from} から ${name}-${to - 1}` };
  return enumerate(Array.from({ length: Math.max(0, to - from) }, (_, index) => `${name}-${from + index}`));
}

import { replicasOf, startOf } from '../knowledge/rollout';
import { enumerate } from '../message';
import { get, list, nodeOf } from '../read';
import { inspectionRule } from '../rule';

/**
 * A StatefulSet runs the ordinals from ordinals.start to start + replicas - 1 and deletes pods on either side of that
 * range; claims go by ordinal (getStartOrdinal, getPersistentVolumeClaimName; recorded on 1.36.3 and 1.37.2).
 */
export const stsOrdinalsMoved = inspectionRule({
  id: 'sts-ordinals-moved',
  category: 'risk',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'Moving ordinals.start from {from} to {to} deletes {gone} and starts {made} under new names.',
      ja: 'ordinals.start を {from} から {to} に移すと、{gone} が削除され、{made} が新しい名前で起動します。',
    },
    claims: {
      en: 'Moving ordinals.start from {from} to {to} deletes {gone} and starts {made} with new, empty claims; the data stay behind in the old ones.',
      ja: 'ordinals.start を {from} から {to} に移すと、{gone} が削除され、{made} が新しい空の PVC で起動します。データは古い PVC に残ったままです。',
    },
    deleted: {
      en: 'Moving ordinals.start from {from} to {to} deletes {gone} and, under whenScaled Delete, their claims and data for good; {made} start empty.',
      ja: 'ordinals.start を {from} から {to} に移すと、{gone} が削除され、whenScaled が Delete のため PVC もデータごと完全に消えます。{made} は空で始まります。',
    },
  },
  *check(context) {
    const { old, object } = context;
    const { effective } = context.judgement;
    if (!old || context.judgement.stage !== 'accepted') return;
    const [from, to] = [startOf(old.judgement.effective), startOf(effective)];
    if (from === to) return;
    const { name } = object;
    const pods = (start: number, count: number) =>
      Array.from({ length: Math.min(Math.max(count, 0), 5000) }, (_, index) => `${name}-${start + index}`);
    const before = pods(from, replicasOf(old.judgement.effective));
    const after = pods(to, replicasOf(effective));
    const gone = before.filter((pod) => !after.includes(pod));
    const made = after.filter((pod) => !before.includes(pod));
    // a set that only grows at its lower end keeps all its pods
    if (gone.length === 0 || made.length === 0) return;
    const claims = list(get(effective, 'spec', 'volumeClaimTemplates')).length > 0;
    const deletes = get(effective, 'spec', 'persistentVolumeClaimRetentionPolicy', 'whenScaled') === 'Delete';
    yield {
      path: nodeOf(object.root, ['spec', 'ordinals']) ? ['spec', 'ordinals', 'start'] : ['spec'],
      at: 'value',
      ...(claims ? { message: deletes ? 'deleted' : 'claims' } : {}),
      params: { from, to, gone: enumerate(gone), made: enumerate(made) },
    };
  },
});

import { fix, mend } from '../fixing';
import { claimTemplatesOf, ordinalsOf } from '../knowledge/claims';
import { text } from '../read';
import { inspectionRule } from '../rule';

/**
 * volumeName in a claim template stands in the claim of every replica, and a volume is bound to one claim (PersistentVolume
 * controller, `syncUnboundClaim`: "volume already bound to a different claim", all releases).
 */
export const stsClaimNamesVolume = inspectionRule({
  id: 'sts-claim-names-volume',
  category: 'broken',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'The claims of all {replicas} replicas ask for the one volume {volume}: the first gets it, the other ones stay Pending.',
      ja: '{replicas} 個のレプリカの claim がすべて同じボリューム {volume} を求めます。最初の 1 つだけが手に入れ、残りは Pending のままです。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const { replicas } = ordinalsOf(effective);
    if (replicas < 2) return;
    for (const { path, spec } of claimTemplatesOf(effective)) {
      const volume = text(spec['volumeName']);
      if (volume === undefined || volume === '') continue;
      const place = [...path, 'volumeName'];
      yield {
        path: place,
        at: 'value',
        params: { replicas, volume },
        fixes: () =>
          fix({ en: 'Remove volumeName', ja: 'volumeName を削除する' }, 'alternative', mend(context).remove(place)),
      };
    }
  },
});

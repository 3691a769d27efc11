import { fix, mend } from '../fixing';
import { get, list, object, text } from '../read';
import { inspectionRule } from '../rule';

const WHEN_DELETED = ['spec', 'persistentVolumeClaimRetentionPolicy', 'whenDeleted'] as const;
/** Names of what may be lost. */
const SCRATCH = /cache|memcache|scratch|te?mp\b|spool|buffer|runner|build|preview|demo|example|test|ephemeral|sandbox/i;

/**
 * Under whenDeleted Delete the claims belong to the set and are collected with it, also those that earlier scale-downs
 * left behind (recorded on 1.36.3 and 1.37.2). A set is deleted more often than its data are meant to go: to change a
 * field that cannot change, by pruning, with its namespace's tooling.
 */
export const stsClaimsDeletedWithSet = inspectionRule({
  id: 'sts-claims-deleted-with-set',
  category: 'risk',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'Deleting this StatefulSet, even only to make it again, deletes the claims of {template} and their data. Only --cascade=orphan keeps them.',
      ja: 'この StatefulSet を削除すると、作り直すためだけでも {template} の PVC がデータごと削除されます。残るのは --cascade=orphan のときだけです。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    if (get(effective, ...WHEN_DELETED) !== 'Delete') return;
    const [template] = list(get(effective, 'spec', 'volumeClaimTemplates')).flatMap((each) => {
      const name = text(get(object(each), 'metadata', 'name'));
      return name === undefined || SCRATCH.test(name) ? [] : [name];
    });
    const { name, namespace } = context.object;
    if (template === undefined || SCRATCH.test(name) || SCRATCH.test(namespace)) return;
    yield {
      path: WHEN_DELETED,
      at: 'value',
      params: { template },
      fixes: () =>
        fix(
          { en: 'Keep the claims: Retain', ja: 'PVC を残す（Retain）' },
          'alternative',
          mend(context).put(WHEN_DELETED, 'Retain'),
        ),
    };
  },
});

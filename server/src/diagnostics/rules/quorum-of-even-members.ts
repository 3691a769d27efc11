import { fix, mend } from '../fixing';
import { clusterStoreOf, majorityOf, VOTERS } from '../knowledge/clusterStores';
import { get, nodeOf, number, object } from '../read';
import { inspectionRule } from '../rule';

const REPLICAS = ['spec', 'replicas'] as const;

/** A majority of an even number is as many as of the next odd one: the extra member can only fail (manuals of the stores). */
export const quorumOfEvenMembers = inspectionRule({
  id: 'quorum-of-even-members',
  category: 'style',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: '{replicas} {store} members need {majority} for a majority and bear the loss of {lost}, no more than {fewer} do: one more member, and one more that can fail.',
      ja: '{store} {replicas} メンバーの過半数は {majority} で、失ってよいのは {lost} 個です。{fewer} メンバーと変わらず、故障しうるメンバーが 1 つ増えるだけです。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const replicas = number(get(effective, ...REPLICAS)) ?? 1;
    // two are the matter of quorum-of-two-members
    if (replicas < 4 || replicas % 2 === 1 || !nodeOf(context.object.root, REPLICAS)) return;
    const podSpec = object(get(effective, 'spec', 'template', 'spec'));
    const store = podSpec ? clusterStoreOf(podSpec)?.store.name : undefined;
    if (store === undefined || !VOTERS.has(store)) return;
    const majority = majorityOf(replicas);
    yield {
      path: REPLICAS,
      at: 'value',
      params: { replicas, store, majority, lost: replicas - majority, fewer: replicas - 1 },
      fixes: () =>
        fix(
          { en: `Run ${replicas + 1} members`, ja: `${replicas + 1} メンバーにする` },
          'alternative',
          mend(context).put(REPLICAS, replicas + 1),
        ),
    };
  },
});

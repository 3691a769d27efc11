import { fix, mend } from '../fixing';
import { clusterStoreOf } from '../knowledge/clusterStores';
import { boundsOf, targetOf } from '../knowledge/scaling';
import { object as asObject, nodeOf, podTemplateOf } from '../read';
import { closest } from '../resources';
import { inspectionRule } from '../rule';

/** A ScaledObject goes down to minReplicaCount, which is 0 where it is not written (KEDA, scaling to zero). */
export const autoscalerStopsStore = inspectionRule({
  id: 'autoscaler-stops-store',
  category: 'risk',
  kinds: ['ScaledObject'],
  neighbours: ['StatefulSet'],
  messages: {
    default: {
      en: 'While its triggers are quiet, this ScaledObject takes every pod of {name} away: {store} is gone for its clients. Set minReplicaCount.',
      ja: 'トリガーが静かな間、この ScaledObject は {name} の Pod をすべて停止し、クライアントは {store} を使えなくなります。minReplicaCount を指定してください。',
    },
  },
  *check(context) {
    const { object, judgement, neighbours } = context;
    const json = asObject(judgement.effective) ?? {};
    const target = targetOf({ object, json });
    if (target.kind !== 'StatefulSet' || boundsOf({ object, json }).least > 0) return;
    const [set] = closest(neighbours.named('StatefulSet', target.name, object));
    const spec = set && podTemplateOf(set.json, 'StatefulSet')?.spec;
    const running = spec && clusterStoreOf(spec);
    if (!running) return;
    const path = ['spec', 'minReplicaCount'];
    yield {
      path: nodeOf(object.root, path) ? path : ['spec', 'scaleTargetRef'],
      at: 'value',
      params: { name: target.name, store: running.store.name },
      fixes: () =>
        fix(
          { en: 'Keep one pod at least', ja: '少なくとも 1 つの Pod を残す' },
          'alternative',
          mend(context).put(path, 1),
        ),
    };
  },
});

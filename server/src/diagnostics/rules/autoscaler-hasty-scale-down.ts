import { fix, mend } from '../fixing';
import { clusterStoreOf } from '../knowledge/clusterStores';
import { targetOf } from '../knowledge/scaling';
import { object as asObject, get, podTemplateOf } from '../read';
import { closest } from '../resources';
import { inspectionRule } from '../rule';

const WINDOW = ['spec', 'behavior', 'scaleDown', 'stabilizationWindowSeconds'] as const;

/** Without a stabilization window every dip of the metric takes pods away at once (stabilizeRecommendationWithBehaviors). */
export const autoscalerHastyScaleDown = inspectionRule({
  id: 'autoscaler-hasty-scale-down',
  category: 'risk',
  kinds: ['HorizontalPodAutoscaler'],
  neighbours: ['StatefulSet'],
  messages: {
    default: {
      en: 'With stabilizationWindowSeconds: 0 every short dip takes members of {store} away and every peak brings them back: it never gets done moving its data.',
      ja: 'stabilizationWindowSeconds: 0 では、負荷が一瞬下がるたびに {store} のメンバーが減り、上がるたびに戻ります。データの移動が終わりません。',
    },
  },
  *check(context) {
    const { object, judgement, neighbours } = context;
    if (get(judgement.effective, ...WINDOW) !== 0) return;
    if (get(judgement.effective, 'spec', 'behavior', 'scaleDown', 'selectPolicy') === 'Disabled') return;
    const target = targetOf({ object, json: asObject(judgement.effective) ?? {} });
    if (target.kind !== 'StatefulSet') return;
    const [set] = closest(neighbours.named('StatefulSet', target.name, object));
    const spec = set && podTemplateOf(set.json, 'StatefulSet')?.spec;
    const running = spec && clusterStoreOf(spec);
    if (!running?.store.quorum) return;
    yield {
      path: WINDOW,
      at: 'value',
      params: { store: running.store.name },
      fixes: () =>
        fix(
          { en: 'Wait for five minutes of calm', ja: '5 分間落ち着くのを待つ' },
          'alternative',
          mend(context).put(WINDOW, 300),
        ),
    };
  },
});

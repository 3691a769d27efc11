import { fix, mend } from '../fixing';
import { autoscalersOf } from '../knowledge/scaling';
import { get, nodeOf, number } from '../read';
import { inspectionRule } from '../rule';

const REPLICAS = ['spec', 'replicas'] as const;

/** Whoever applies the manifest again sets the replicas back, whatever the autoscaler had chosen (documentation of the HPA). */
export const autoscalerFixedReplicas = inspectionRule({
  id: 'autoscaler-fixed-replicas',
  category: 'risk',
  kinds: ['StatefulSet'],
  neighbours: ['HorizontalPodAutoscaler', 'ScaledObject'],
  messages: {
    default: {
      en: '{autoscaler} scales this set, and every time the manifest is applied, replicas: {replicas} takes its decision back. Leave replicas out.',
      ja: 'このセットは {autoscaler} がスケールしますが、マニフェストを適用するたびに replicas: {replicas} に戻ります。replicas は書かないでください。',
    },
  },
  *check(context) {
    if (!nodeOf(context.object.root, REPLICAS)) return;
    const replicas = number(get(context.judgement.effective, ...REPLICAS));
    const [first] = autoscalersOf(context.neighbours, context.object);
    if (replicas === undefined || !first || first.resource.near === 'workspace' || first.least === first.most) return;
    yield {
      path: REPLICAS,
      at: 'value',
      params: { autoscaler: `${first.resource.object.kind} ${first.resource.object.name}`, replicas },
      fixes: () =>
        fix(
          { en: 'Leave replicas to the autoscaler', ja: 'replicas をオートスケーラーに任せる' },
          'alternative',
          mend(context).remove(REPLICAS),
        ),
    };
  },
});

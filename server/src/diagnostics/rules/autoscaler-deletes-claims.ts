import { fix, mend } from '../fixing';
import { autoscalersOf } from '../knowledge/scaling';
import { get, list } from '../read';
import { inspectionRule } from '../rule';

const WHEN_SCALED = ['spec', 'persistentVolumeClaimRetentionPolicy', 'whenScaled'] as const;

/** With whenScaled Delete a claim goes with its pod at every scale-down (updateClaimOwnerRefForSetAndPod, then the garbage collector). */
export const autoscalerDeletesClaims = inspectionRule({
  id: 'autoscaler-deletes-claims',
  category: 'risk',
  kinds: ['StatefulSet'],
  neighbours: ['HorizontalPodAutoscaler', 'ScaledObject'],
  messages: {
    default: {
      en: 'With whenScaled: Delete, every time {autoscaler} takes a pod away its claims and their data are deleted for good.',
      ja: 'whenScaled: Delete では、{autoscaler} が Pod を減らすたびに、その PersistentVolumeClaim とデータが完全に削除されます。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    if (
      get(effective, ...WHEN_SCALED) !== 'Delete' ||
      list(get(effective, 'spec', 'volumeClaimTemplates')).length === 0
    )
      return;
    const scaler = autoscalersOf(context.neighbours, context.object).find(
      ({ least, most }) => most === undefined || least < most,
    );
    if (!scaler) return;
    const { kind, name } = scaler.resource.object;
    yield {
      path: WHEN_SCALED,
      at: 'value',
      params: { autoscaler: `${kind} ${name}` },
      fixes: () =>
        fix(
          { en: 'Keep the claims', ja: 'PersistentVolumeClaim を残す' },
          'preferred',
          mend(context).put(WHEN_SCALED, 'Retain'),
        ),
    };
  },
});

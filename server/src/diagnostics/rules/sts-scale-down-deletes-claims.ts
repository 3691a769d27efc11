import { fix, mend } from '../fixing';
import { replicasOf, startOf } from '../knowledge/rollout';
import { enumerate } from '../message';
import { get, list, nodeOf, object, text } from '../read';
import { inspectionRule } from '../rule';

const WHEN_SCALED = ['spec', 'persistentVolumeClaimRetentionPolicy', 'whenScaled'] as const;

/**
 * Under whenScaled Delete the claims of pods that a scale-down removes belong to these pods and are collected with them
 * (claimOwnerMatchesSetAndPod; recorded on 1.36.3 and 1.37.2).
 */
export const stsScaleDownDeletesClaims = inspectionRule({
  id: 'sts-scale-down-deletes-claims',
  category: 'risk',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'Scaling from {from} to {to} under whenScaled Delete deletes the claims {claims} and their data for good.',
      ja: 'whenScaled が Delete のまま {from} から {to} に減らすと、PVC {claims} がデータごと完全に削除されます。',
    },
  },
  *check(context) {
    const { old, object: manifest } = context;
    const { effective } = context.judgement;
    if (!old || get(effective, ...WHEN_SCALED) !== 'Delete') return;
    const [from, to] = [replicasOf(old.judgement.effective), replicasOf(effective)];
    const start = startOf(effective);
    // pods that move are the matter of another rule
    if (to >= from || start !== startOf(old.judgement.effective)) return;
    const templates = list(get(effective, 'spec', 'volumeClaimTemplates')).flatMap((template) => {
      const name = text(get(object(template), 'metadata', 'name'));
      return name === undefined ? [] : [name];
    });
    if (templates.length === 0) return;
    const claims = Array.from({ length: Math.min(from - to, 100) }, (_, index) => start + to + index).flatMap(
      (ordinal) => templates.map((template) => `${template}-${manifest.name}-${ordinal}`),
    );
    yield {
      path: nodeOf(manifest.root, ['spec', 'replicas']) ? ['spec', 'replicas'] : ['spec'],
      at: 'value',
      params: { from, to, claims: enumerate(claims) },
      fixes: () =>
        fix(
          { en: 'Keep the claims: whenScaled Retain', ja: 'PVC を残す（whenScaled: Retain）' },
          'alternative',
          mend(context).put(WHEN_SCALED, 'Retain'),
        ),
    };
  },
});

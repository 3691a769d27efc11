import { fix, mend } from '../fixing';
import { claimSpecsOf } from '../knowledge/claims';
import { get } from '../read';
import { inspectionRule } from '../rule';

/**
 * An empty storageClassName is not the default class: it asks for a volume without a class, and nothing provisions one
 * (PersistentVolume controller, `syncUnboundClaim`). Silent where such volumes are at hand, or the claim names its volume.
 */
export const claimClassEmpty = inspectionRule({
  id: 'claim-class-empty',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  neighbours: ['PersistentVolume'],
  messages: {
    default: {
      en: 'An empty storageClassName switches dynamic provisioning off; it is not the default class. Without hand-made volumes of no class the claims stay Pending.',
      ja: '空の storageClassName は既定のクラスではなく、動的プロビジョニングを止めます。クラスのないボリュームを手で用意しない限り、claim は Pending のままです。',
    },
  },
  *check(context) {
    for (const { path, spec } of claimSpecsOf(context.judgement.effective)) {
      if (spec['storageClassName'] !== '' || spec['volumeName'] !== undefined || spec['selector'] !== undefined)
        continue;
      const volumes = context.neighbours.ofKind('PersistentVolume');
      if (volumes.some(({ json }) => (get(json, 'spec', 'storageClassName') ?? '') === '')) continue;
      const place = [...path, 'storageClassName'];
      yield {
        path: place,
        at: 'value',
        fixes: () =>
          fix(
            { en: 'Take the default class: remove the field', ja: '既定のクラスを使う（フィールドを削除する）' },
            'alternative',
            mend(context).remove(place),
          ),
      };
    }
  },
});

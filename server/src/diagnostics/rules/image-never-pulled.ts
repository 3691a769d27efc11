import { fix, mend } from '../fixing';
import { containers, nodeOf } from '../read';
import { inspectionRule } from '../rule';

/** `Never` starts what the node holds already and fails otherwise with ErrImageNeverPull (`EnsureImageExists` in pkg/kubelet/images). */
export const imageNeverPulled = inspectionRule({
  id: 'image-never-pulled',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'imagePullPolicy Never: on every node that does not hold the image already, a new one or one that cleaned up, the pod fails with ErrImageNeverPull.',
      ja: 'imagePullPolicy が Never のため、イメージを持っていないノード（新しいノードや、整理で削除したノード）では Pod が ErrImageNeverPull で失敗します。',
    },
  },
  *check(context) {
    for (const { container, path } of containers(context.judgement.effective)) {
      const place = [...path, 'imagePullPolicy'];
      if (container['imagePullPolicy'] !== 'Never' || !nodeOf(context.object.root, place)) continue;
      yield {
        path: place,
        at: 'value',
        fixes: () =>
          fix(
            { en: 'Use IfNotPresent', ja: 'IfNotPresent にする' },
            'alternative',
            mend(context).put(place, 'IfNotPresent'),
          ),
      };
    }
  },
});

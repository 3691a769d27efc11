import { imageOf } from '../knowledge/images';
import { startsAs } from '../knowledge/rootImages';
import { runAsOf } from '../knowledge/users';
import { containers, get } from '../read';
import { inspectionRule } from '../rule';

const POD = ['spec', 'template', 'spec', 'securityContext'] as const;

/**
 * With runAsNonRoot the kubelet refuses to start a container as user 0, or as a user that the image names without a number
 * (`verifyRunAsNonRoot` in pkg/kubelet/kuberuntime/security_context.go, all releases).
 */
export const nonRootRunsAsRoot = inspectionRule({
  id: 'non-root-runs-as-root',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'runAsNonRoot forbids user 0: the kubelet refuses to start the container.',
      ja: 'runAsNonRoot ではユーザー 0 が禁止されるため、kubelet はコンテナを起動しません。',
    },
    image: {
      en: 'The image {image} starts as root, and no runAsUser says otherwise: with runAsNonRoot the kubelet refuses to start it.',
      ja: 'イメージ {image} は root で起動し、runAsUser の指定もありません。runAsNonRoot のため kubelet は起動を拒否します。',
    },
    named: {
      en: 'The image {image} names its user without a number, so the kubelet cannot tell that it is not root and refuses to start it: give it a runAsUser.',
      ja: 'イメージ {image} のユーザーは番号ではなく名前で指定されているため、kubelet は root でないことを確認できず、起動を拒否します。runAsUser を指定してください。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const podSpec = get(effective, 'spec', 'template', 'spec');
    let podTold = false;
    for (const { container, path } of containers(effective)) {
      const { user, userPath, nonRoot } = runAsOf(container, path, podSpec);
      if (!nonRoot) continue;
      if (user === 0 && userPath) {
        const ofPod = userPath.length === POD.length + 1;
        // one setting of the pod is one mistake
        if (!ofPod || !podTold) yield { path: userPath, at: 'value' };
        podTold ||= ofPod;
      } else if (user === undefined) {
        if (get(container, 'securityContext', 'windowsOptions') || get(podSpec, 'os', 'name') === 'windows') continue;
        const image = imageOf(container);
        const start = image ? startsAs(image) : undefined;
        if (!image || !start) continue;
        const own = get(container, 'securityContext', 'runAsNonRoot') === true;
        yield {
          path: own ? [...path, 'securityContext', 'runAsNonRoot'] : [...POD, 'runAsNonRoot'],
          at: 'value',
          message: start === 'root' ? 'image' : 'named',
          params: { image: image.repository },
        };
      }
    }
  },
});

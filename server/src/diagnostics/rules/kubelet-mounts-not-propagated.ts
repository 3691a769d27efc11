import { fix, mend } from '../fixing';
import { argvOf } from '../knowledge/shell';
import { type Mount, type PodContainer, podStorage } from '../knowledge/storage';
import { get, list, text } from '../read';
import { inspectionRule } from '../rule';

const PODS = /^\/var\/lib\/kubelet(?:\/pods)?$|^\/$/;
const ENDPOINT = /csi.*\.sock|^unix:.*\.sock/i;

/**
 * A CSI driver mounts volumes below the kubelet's directory inside its own container; only Bidirectional propagation
 * brings them to the node, where application pods get them from (`mountPropagation` in k8s.io/api; 1.12 and later).
 */
export const kubeletMountsNotPropagated = inspectionRule({
  id: 'kubelet-mounts-not-propagated',
  category: 'broken',
  kinds: ['DaemonSet'],
  messages: {
    default: {
      en: 'What this driver mounts below {path} stays inside its own container: without mountPropagation Bidirectional the pods that use its volumes see empty directories.',
      ja: 'このドライバーが {path} 以下に行うマウントは、自身のコンテナの中にとどまります。mountPropagation を Bidirectional にしないと、ボリュームを使う Pod には空のディレクトリに見えます。',
    },
  },
  *check(context) {
    for (const container of podStorage(context.judgement.effective).containers) {
      if (container.init || get(container.json, 'securityContext', 'privileged') !== true || !servesCsi(container))
        continue;
      const mounts = container.mounts.filter(
        ({ volume }) =>
          volume?.source === 'hostPath' && PODS.test(text(volume.json['path'])?.replace(/(.)\/$/, '$1') ?? ''),
      );
      const [first] = mounts;
      if (!first || container.mounts.some(isBidirectional)) continue;
      const place = [...first.path, 'mountPropagation'];
      yield {
        path: first.json['mountPropagation'] === undefined ? [...first.path, 'mountPath'] : place,
        at: 'value',
        params: { path: first.mountPath },
        fixes: () =>
          mounts.length === 1
            ? fix(
                { en: 'Set mountPropagation: Bidirectional', ja: 'mountPropagation: Bidirectional を設定する' },
                'preferred',
                mend(context).put(place, 'Bidirectional'),
              )
            : [],
      };
    }
  },
});

function isBidirectional(mount: Mount): boolean {
  return mount.json['mountPropagation'] === 'Bidirectional';
}

/** Does it serve the CSI socket itself, rather than register or watch one? */
function servesCsi({ json }: PodContainer): boolean {
  const words = argvOf(json);
  if (words.some((word) => /kubelet-registration-path|csi-address/.test(word))) return false;
  const env = list(json['env']).map((each) => text(get(each, 'value')) ?? '');
  return [...words.filter((word) => /endpoint|unix:/i.test(word)), ...env].some((word) => ENDPOINT.test(word));
}

import { imageOf } from '../knowledge/images';
import { containers } from '../read';
import { inspectionRule } from '../rule';

interface Move {
  readonly from: RegExp;
  readonly message: 'legacy' | 'default' | 'staging' | 'gone';
  readonly to: string;
}

/** Sources: the publishers' announcements, state of 2025. */
const MOVES: readonly Move[] = [
  // since 28 August 2025 only the newest images of a few stay there, the versions went to bitnamilegacy
  { from: /^docker\.io\/bitnami\//, message: 'legacy', to: 'bitnamilegacy' },
  {
    from: /^(?:[\w-]+\.)?gcr\.io\/k8s-staging-|-docker\.pkg\.dev\/k8s-staging-/,
    message: 'staging',
    to: 'registry.k8s.io',
  },
  { from: /^docker\.pkg\.github\.com\//, message: 'gone', to: 'ghcr.io' },
  { from: /^quay\.io\/k8scsi\//, message: 'default', to: 'registry.k8s.io/sig-storage' },
  { from: /^quay\.io\/kubernetes-ingress-controller\//, message: 'default', to: 'registry.k8s.io/ingress-nginx' },
  { from: /^quay\.io\/coreos\/flannel/, message: 'default', to: 'ghcr.io/flannel-io/flannel' },
  { from: /^quay\.io\/coreos\/kube-state-metrics/, message: 'default', to: 'registry.k8s.io/kube-state-metrics' },
  { from: /^quay\.io\/external_storage\//, message: 'default', to: 'registry.k8s.io/sig-storage' },
  { from: /^docker\.io\/(?:vault)$/, message: 'default', to: 'hashicorp/vault' },
  { from: /^docker\.io\/(?:consul)$/, message: 'default', to: 'hashicorp/consul' },
  { from: /^docker\.io\/(?:java)$/, message: 'default', to: 'eclipse-temurin' },
  { from: /^docker\.io\/(?:openjdk)$/, message: 'default', to: 'eclipse-temurin' },
  { from: /^gcr\.io\/kubernetes-helm\//, message: 'gone', to: 'ghcr.io/helm' },
];

/** Images that are no longer where they are looked for, or will not stay there. */
export const imageRegistryMoved = inspectionRule({
  id: 'image-registry-moved',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  singleValues: true,
  messages: {
    legacy: {
      en: 'Bitnami moved its versioned images to {to} in August 2025 and maintains them no more: a node that does not hold this one yet cannot pull it.',
      ja: 'Bitnami はバージョン付きのイメージを 2025 年 8 月に {to} へ移し、保守を終えました。まだ持っていないノードは、このイメージを取得できません。',
    },
    default: {
      en: '{image} gets no new images any more: the project publishes them as {to}.',
      ja: '{image} に新しいイメージは追加されません。プロジェクトは {to} で公開しています。',
    },
    staging: {
      en: 'Staging registries delete their images after some weeks: a node that starts later cannot pull this one. Released images are at {to}.',
      ja: 'ステージング用レジストリのイメージは数週間で削除され、後から起動したノードは取得できません。リリース済みのイメージは {to} にあります。',
    },
    gone: {
      en: '{image} is no longer served; the images are at {to}.',
      ja: '{image} は提供されていません。イメージは {to} にあります。',
    },
  },
  *check(context) {
    for (const { container, path } of containers(context.judgement.effective)) {
      const image = imageOf(container);
      if (!image) continue;
      const full = `${image.registry}/${image.repository}`;
      const move = MOVES.find(({ from }) => from.test(full));
      if (!move || (move.message === 'legacy' && image.digest !== undefined)) continue;
      yield { path: [...path, 'image'], at: 'value', message: move.message, params: { to: move.to, image: full } };
    }
  },
});

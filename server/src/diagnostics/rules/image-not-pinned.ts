import { imageOf } from '../knowledge/images';
import { containers, nodeOf, text } from '../read';
import { inspectionRule } from '../rule';

/** Tags that publishers move to every new build, alone or in front of a variant (`latest-alpine`, `edge-slim`). */
const MOVING =
  /^(?:latest|stable|edge|main|master|head|nightly|dev|devel|develop|development|canary|snapshot|unstable|testing|rolling|mainline|current|release|trunk|ci|staging|prod|production|alpha|beta|next|lts|qa)(?:-(?:alpine|slim|debian|ubuntu|amd64|arm64|head|latest|dev))?$|-(?:latest|head|SNAPSHOT|nightly)$/i;
/** Variants without a version: `nginx:alpine` moves with every release. */
const VARIANT_ALONE =
  /^(?:alpine|slim|debian|ubuntu|bookworm|bullseye|buster|trixie|jammy|noble|full|management|fpm)$/i;
/** Distributions whose own name is no variant. */
const DISTRIBUTIONS: ReadonlySet<string> = new Set(['debian', 'ubuntu', 'buildpack-deps']);

/**
 * What a tag names can change; each kubelet resolves it when it pulls (`EnsureImageExists` in pkg/kubelet/images; defaults
 * of `imagePullPolicy` in `SetDefaults_Container`, all releases).
 */
export const imageNotPinned = inspectionRule({
  id: 'image-not-pinned',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    untagged: {
      en: 'An image without a tag means latest: pods that start at different times run different versions, and a rollback of the manifest does not bring the old one back.',
      ja: 'タグのないイメージは latest と同じです。起動時期の違う Pod が別のバージョンで動き、マニフェストを戻しても元のバージョンには戻りません。',
    },
    default: {
      en: 'The tag {tag} moves: pods that start at different times run different versions, and a rollback of the manifest does not bring the old one back.',
      ja: 'タグ {tag} の中身は変わります。起動時期の違う Pod が別のバージョンで動き、マニフェストを戻しても元のバージョンには戻りません。',
    },
    stale: {
      en: 'With imagePullPolicy {policy} every node keeps whatever {tag} was when it pulled first, so nodes run different versions for good.',
      ja: 'imagePullPolicy が {policy} のため、各ノードは最初に取得した時点の {tag} を使い続け、ノードごとにバージョンが違ったままになります。',
    },
  },
  *check(context) {
    for (const { container, path } of containers(context.judgement.effective)) {
      const image = imageOf(container);
      if (!image || image.digest !== undefined) continue;
      const place = [...path, 'image'];
      if (!nodeOf(context.object.root, place)) continue;
      const { tag } = image;
      const variant = tag !== undefined && VARIANT_ALONE.test(tag) && !DISTRIBUTIONS.has(image.repository);
      if (tag !== undefined && !MOVING.test(tag) && !variant) continue;
      const policy = text(container['imagePullPolicy']) ?? 'Always';
      const stale = policy !== 'Always' && (tag === undefined || /latest/.test(tag));
      yield {
        path: place,
        at: 'value',
        message: stale ? 'stale' : tag === undefined ? 'untagged' : 'default',
        params: { tag: tag ?? 'latest', policy },
      };
    }
  },
});

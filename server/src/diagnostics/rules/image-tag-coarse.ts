import { imageOf } from '../knowledge/images';
import { containers, nodeOf } from '../read';
import { inspectionRule } from '../rule';

/** `16`, `v1`, `8-jre`, `3.19-alpine` name a line of versions, not one. */
const COARSE = /^v?\d+(?:-[a-z]\w*)*$/;

/** A major version as a tag moves with every minor one. */
export const imageTagCoarse = inspectionRule({
  id: 'image-tag-coarse',
  category: 'style',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'The tag {tag} names a whole major version: which one runs depends on when a node pulled it.',
      ja: 'タグ {tag} はメジャーバージョン全体を指します。実際に動くバージョンは、ノードが取得した時期によって変わります。',
    },
  },
  *check(context) {
    for (const { container, path } of containers(context.judgement.effective)) {
      const image = imageOf(container);
      // long numbers are dates or builds
      if (!image?.tag || image.digest !== undefined || !COARSE.test(image.tag) || /\d{4}/.test(image.tag)) continue;
      const place = [...path, 'image'];
      if (nodeOf(context.object.root, place)) yield { path: place, at: 'value', params: { tag: image.tag } };
    }
  },
});

import { parseImageReference } from '../../apiServer/index';
import { fix, mend } from '../fixing';
import { containers, text } from '../read';
import { inspectionRule } from '../rule';

/** What is still to be filled in: a variable, a placeholder, a word in capitals. */
const PLACEHOLDER = /[$<>{}%]|^[A-Z][A-Z0-9_-]*(?::\w*)?$/;
const DIGEST = /@sha256:([0-9a-fA-F]*)$/;
const SCHEME = /^[a-z]+:\/\//i;

/**
 * The API server takes any text for an image; the kubelet parses it and fails with InvalidImageName where it is none
 * (`applyDefaultImageTag` in pkg/kubelet/images, distribution/reference `ParseNormalizedNamed`, all releases).
 */
export const imageReferenceInvalid = inspectionRule({
  id: 'image-reference-invalid',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: '{image} is no image reference: the container waits with InvalidImageName and never starts.',
      ja: '{image} はイメージの参照として正しくありません。コンテナは InvalidImageName のまま起動しません。',
    },
    scheme: {
      en: 'An image reference has no {scheme}: the container waits with InvalidImageName and never starts.',
      ja: 'イメージの参照に {scheme} は付けられません。コンテナは InvalidImageName のまま起動しません。',
    },
    digest: {
      en: 'A sha256 digest has 64 hexadecimal digits, and this one has {digits}: the container waits with InvalidImageName and never starts.',
      ja: 'sha256 のダイジェストは 16 進数 64 桁ですが、ここでは {digits} 桁です。コンテナは InvalidImageName のまま起動しません。',
    },
    case: {
      en: 'The repository of an image is written in lower case: with {image} the container waits with InvalidImageName and never starts.',
      ja: 'イメージのリポジトリは小文字で書きます。{image} ではコンテナは InvalidImageName のまま起動しません。',
    },
  },
  *check(context) {
    for (const { container, path } of containers(context.judgement.effective)) {
      const image = text(container['image'])?.trim();
      if (image === undefined || image === '' || PLACEHOLDER.test(image)) continue;
      const digits = DIGEST.exec(image)?.[1]?.length ?? 64;
      if (digits !== 64) {
        yield { path: [...path, 'image'], at: 'value', message: 'digest', params: { image, digits } };
        continue;
      }
      if (parseImageReference(image)) continue;
      const place = [...path, 'image'];
      const bare = image.replace(SCHEME, '');
      const scheme = SCHEME.exec(image)?.[0];
      const lower = withLowerRepository(image);
      const meant =
        scheme !== undefined && parseImageReference(bare) ? bare : parseImageReference(lower) ? lower : null;
      yield {
        path: place,
        at: 'value',
        message: scheme !== undefined ? 'scheme' : meant === lower ? 'case' : 'default',
        params: { image, scheme: scheme ?? '' },
        fixes: () =>
          meant === null
            ? []
            : fix(
                { en: `Write ${meant}`, ja: `${meant} と書く` },
                meant === bare ? 'preferred' : 'alternative',
                mend(context).put(place, meant),
              ),
      };
    }
  },
});

/** The reference with its name in lower case; tags and digests may hold capitals. */
function withLowerRepository(image: string): string {
  const [name = '', digest] = image.split('@', 2);
  const colon = name.lastIndexOf(':');
  const tagged = colon > name.lastIndexOf('/');
  const lower = tagged ? name.slice(0, colon).toLowerCase() + name.slice(colon) : name.toLowerCase();
  return digest === undefined ? lower : `${lower}@${digest}`;
}

import { containers, nodeOf } from '../read';
import { inspectionRule } from '../rule';

const REGISTRY = 'registry.k8s.io/';
/** Names of one and the same old registry. */
const FROZEN = ['k8s.gcr.io/', 'gcr.io/google-containers/', 'gcr.io/google_containers/'];

/**
 * k8s.gcr.io gets no new images since 3 April 2023 and may be switched off; registry.k8s.io serves the same ones
 * (kubernetes.io/blog, "k8s.gcr.io Image Registry Will Be Frozen From the 3rd of April 2023").
 */
export const imageRegistryFrozen = inspectionRule({
  id: 'image-registry-frozen',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  singleValues: true,
  messages: {
    default: {
      en: 'The registry {registry} is frozen since April 2023 and gets no new images: the same ones come from registry.k8s.io.',
      ja: 'レジストリ {registry} は 2023 年 4 月に凍結され、新しいイメージは追加されません。同じイメージが registry.k8s.io にあります。',
    },
  },
  *check(context) {
    for (const { container, path } of containers(context.judgement.effective)) {
      const image = container['image'];
      const frozen = typeof image === 'string' ? FROZEN.find((each) => image.startsWith(each)) : undefined;
      const node = nodeOf(context.object.root, [...path, 'image']);
      if (frozen === undefined || node?.kind !== 'scalar') continue;
      const offset = node.source.indexOf(frozen);
      const start = node.span.start + offset;
      yield {
        path: [...path, 'image'],
        at: 'value',
        params: { registry: frozen.slice(0, -1) },
        fixes: () =>
          offset < 0
            ? []
            : [
                {
                  title: { en: 'Use registry.k8s.io', ja: 'registry.k8s.io を使う' },
                  preferred: true,
                  edits: [{ span: { start, end: start + frozen.length }, newText: REGISTRY }],
                },
              ],
      };
    }
  },
});

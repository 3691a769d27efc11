import type { Release } from '../../../../simulator/src/index';
import { droppedFields } from '../knowledge/droppedFields';
import { inspectionRule } from '../rule';

/**
 * A field whose feature gate is off passes strict decoding and is dropped before validation, without a word
 * (dropDisabledFields of pkg/api/pod/util.go, dropStatefulSetDisabledFields).
 */
export const fieldDropped = inspectionRule({
  id: 'field-dropped',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'Kubernetes {version} drops {field} silently (it is kept since {since}): {consequence}.',
      ja: 'Kubernetes {version} は {field} を黙って捨てます（保存されるのは {since} からです）。{consequence}。',
    },
    never: {
      en: 'Kubernetes {version} drops {field} silently (its feature gate is off by default): {consequence}.',
      ja: 'Kubernetes {version} は {field} を黙って捨てます（フィーチャーゲートが既定で無効です）。{consequence}。',
    },
  },
  *check(context) {
    const { judgement, object, release } = context;
    if (judgement.stage === 'decoding') return;
    for (const { path, since, consequence } of droppedFields(object.root, judgement.effective, object.kind, release)) {
      const field = String(path.at(-1));
      yield {
        path,
        at: 'key',
        message: since === null ? 'never' : 'default',
        params: { version: shown(release), field, since: `1.${since}`, consequence },
      };
    }
  },
});

/** Gates change with a minor release, in 1.35 also with a patch. */
function shown({ minor, patch }: Release): string {
  return minor === 35 ? `1.35.${patch}` : `1.${minor}`;
}

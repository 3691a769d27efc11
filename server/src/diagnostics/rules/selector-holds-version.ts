import { parseImageReference } from '../../apiServer/index';
import { fix, mend } from '../fixing';
import { get, list, stringMap, text } from '../read';
import { inspectionRule } from '../rule';

const MATCH_LABELS = ['spec', 'selector', 'matchLabels'] as const;
/** Labels that change with a release, whatever they hold. */
const RELEASE =
  /^(helm\.sh\/chart|chart|app\.kubernetes\.io\/version|pod-template-hash|controller-revision-hash|pod-template-generation|statefulset\.kubernetes\.io\/pod-name|apps\.kubernetes\.io\/pod-index)$/;
/** Labels that hold a release when their value looks like one. */
const MAYBE = /(^|[/._-])(version|release|revision|tag|image|build|commit|sha|gitsha|git-?commit|git-?sha|chart)$/i;
const VERSION = /^v?\d+\.\d+(\.\d+)?([-+._]?[\w.]+)*$|^[0-9a-f]{7,40}$|^\d{8,14}$|-v?\d+\.\d+\.\d+$/i;
/** Labels that the controllers put on pods themselves, over what the template says. */
const GENERATED =
  /^(controller-revision-hash|pod-template-generation|statefulset\.kubernetes\.io\/pod-name|apps\.kubernetes\.io\/pod-index)$/;

/**
 * A selector cannot be changed (ValidateStatefulSetUpdate, ValidateDaemonSetUpdate), so a label in it that changes with
 * every release makes every release an update that is refused.
 */
export const selectorHoldsVersion = inspectionRule({
  id: 'selector-holds-version',
  category: 'risk',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'The selector is immutable and holds {key}: {value}, which changes with the next release: that update will be refused.',
      ja: 'selector は変更できませんが、次のリリースで変わる {key}: {value} を含みます。その更新は拒否されます。',
    },
    generated: {
      en: 'The controller sets the label {key} of each pod itself, so the selector does not match the pods it makes: they are made again and again, or never counted.',
      ja: 'ラベル {key} は各 Pod にコントローラーが設定するため、selector は自分の作った Pod に一致しません。Pod が作られ続けるか、数に入りません。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const labels = stringMap(get(effective, ...MATCH_LABELS));
    const keys = Object.keys(labels);
    for (const key of keys) {
      const value = labels[key] ?? '';
      const sure = RELEASE.test(key);
      if (!sure && !(MAYBE.test(key) && VERSION.test(value)) && !endsWithTag(effective, value)) continue;
      const others = keys.filter((each) => each !== key && !RELEASE.test(each));
      const path = [...MATCH_LABELS, key];
      yield {
        path,
        at: 'value',
        message: GENERATED.test(key) ? 'generated' : 'default',
        params: { key, value },
        fixes: () =>
          others.length > 0
            ? fix(
                {
                  en: `Take ${key} out of the selector (a new set only)`,
                  ja: `${key} を selector から外す（新しいセットの場合）`,
                },
                'alternative',
                mend(context).remove(path),
              )
            : [],
      };
    }
  },
});

/** Is the end of the value the tag of an image: `fluentd-v1.16.2`? */
function endsWithTag(effective: Parameters<typeof get>[0], value: string): boolean {
  if (!/\d\.\d/.test(value)) return false;
  return list(get(effective, 'spec', 'template', 'spec', 'containers')).some((container) => {
    const tag = parseImageReference(text(get(container, 'image')) ?? '')?.tag;
    return (
      tag !== undefined && /\d\.\d/.test(tag) && (value === tag || value.endsWith(`-${tag}`) || `v${value}` === tag)
    );
  });
}

import { nearestName } from '../../kubernetes/index';
import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { podStorage } from '../knowledge/storage';
import { get, list, podTemplateOf, text } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

const SUBSCRIPT = /^metadata\.(labels|annotations)\['([^']+)'\]$/;
/** Keys that controllers and the API server add to pods. */
const ADDED =
  /^(?:statefulset\.kubernetes\.io|apps\.kubernetes\.io|topology\.kubernetes\.io|failure-domain\.beta\.kubernetes\.io|node\.kubernetes\.io|kubernetes\.io)\/|^(?:controller-revision-hash|pod-template-generation|pod-template-hash)$/;
/** Annotations that schedulers, networks, injectors and the like may add before the containers start. */
const OF_OTHERS =
  /\.(?:io|sh|dev|ai|tech)\/|(?:^|[.-])(?:k8s|kubernetes|openshift|nvidia|amd|intel|huawei|alibaba|aliyun|amazon|amazonaws|aws|azure|google|gke|cloud|tencent|volcano|istio|hashicorp|datadoghq|elastic)\b/;

/**
 * The downward API gives the empty text for a label or an annotation that the pod does not have
 * (`ExtractFieldPathAsString`, all releases). A variable is made when its container starts, so an
 * annotation that comes later does not arrive; those that others put on pods are left alone.
 */
export const fieldRefEmpty = inspectionRule({
  id: 'field-ref-empty',
  category: 'risk',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'The pods have no {what} {key} (they have {meant}): the value is empty.',
      ja: 'Pod に{what} {key} がありません（あるのは {meant}）。値は空になります。',
    },
    none: {
      en: 'The template gives the pods no {what} {key}: the value is empty, unless something else adds it.',
      ja: 'テンプレートに{what} {key} がありません。ほかで加えられない限り、値は空になります。',
    },
    outside: {
      en: 'The {what} {key} is on the {kind} itself and not on its template, which is all that the pods get: the value is empty.',
      ja: '{what} {key} は {kind} 自身にあり、テンプレートにはありません。Pod に付くのはテンプレートのものだけなので、値は空になります。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const template = podTemplateOf(effective, context.object.kind);
    if (!template) return;
    for (const { path, fieldPath } of fieldPaths(context)) {
      const match = SUBSCRIPT.exec(fieldPath);
      const [, field, key] = match ?? [];
      if (key === undefined || ADDED.test(key)) continue;
      const known = field === 'labels' ? template.labels : template.annotations;
      if (Object.hasOwn(known, key)) continue;
      const what = field === 'labels' ? { en: 'label', ja: 'ラベル' } : { en: 'annotation', ja: 'アノテーション' };
      const own = get(effective, 'metadata', field ?? '', key);
      if (own !== undefined) {
        const target = ['spec', 'template', 'metadata', field ?? '', key];
        yield {
          path,
          at: 'value',
          message: 'outside',
          params: { what, key, kind: context.object.kind },
          fixes: () =>
            fix(
              { en: 'Write it on the template too', ja: 'テンプレートにも書く' },
              'preferred',
              mend(context).put(target, text(own) ?? ''),
            ),
        };
        continue;
      }
      const meant = nearestName(key, Object.keys(known));
      if (meant === null && field === 'annotations' && OF_OTHERS.test(key)) continue;
      yield {
        path,
        at: 'value',
        message: meant === null ? 'none' : 'default',
        params: { what, key, ...(meant === null ? {} : { meant }) },
        fixes: () =>
          meant === null
            ? []
            : fix(
                { en: `Use ${meant}`, ja: `${meant} を使う` },
                'preferred',
                mend(context).put(path, `metadata.${field}['${meant}']`),
              ),
      };
    }
  },
});

function fieldPaths({ judgement }: RuleContext): readonly { readonly path: Path; readonly fieldPath: string }[] {
  const storage = podStorage(judgement.effective);
  const variables = storage.containers.flatMap(({ json, path }) =>
    list(json['env']).flatMap((item, index) => {
      const fieldPath = text(get(item, 'valueFrom', 'fieldRef', 'fieldPath'));
      const place = [...path, 'env', index, 'valueFrom', 'fieldRef', 'fieldPath'];
      return fieldPath === undefined ? [] : [{ path: place, fieldPath }];
    }),
  );
  // files of a downwardAPI volume follow the pod: a label that comes later arrives
  return variables;
}

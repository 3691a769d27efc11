import type { Json } from '../../apiServer/index';
import type { Path } from '../../manifest/index';
import { inNamespaceOf } from '../knowledge/admission';
import { amountOf } from '../knowledge/bytes';
import { containers, get, list, nodeOf, object, text } from '../read';
import { type Finding, inspectionRule, type RuleContext } from '../rule';

/**
 * A LimitRange fills in what a container leaves out and refuses pods and claims outside its bounds (`PodValidateLimitFunc`,
 * `PersistentVolumeClaimValidateLimitFunc` and `mergePodResourceRequirements` in plugin/pkg/admission/limitranger).
 */
export const limitRangeRefusesPods = inspectionRule({
  id: 'limit-range-refuses-pods',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  neighbours: ['LimitRange'],
  messages: {
    max: {
      en: 'The LimitRange {range} allows a {what} at most {bound} {resource}, and this asks for {value}: it is refused whenever the controller tries to make it.',
      ja: 'LimitRange {range} が {what} に許す {resource} は最大 {bound} ですが、{value} が指定されています。コントローラーが作成するたびに拒否されます。',
    },
    min: {
      en: 'The LimitRange {range} demands at least {bound} {resource} of a {what}, and this asks for {value}: it is refused whenever the controller tries to make it.',
      ja: 'LimitRange {range} は {what} に {resource} を最低 {bound} 求めますが、{value} が指定されています。コントローラーが作成するたびに拒否されます。',
    },
    default: {
      en: 'Without a limit of its own this container gets the limit {bound} of the LimitRange {range}, which is less than its request {value}: the pods are refused.',
      ja: '上限の指定がないため LimitRange {range} の上限 {bound} が補われますが、要求 {value} より小さく、Pod は拒否されます。',
    },
    ratio: {
      en: 'The LimitRange {range} allows a limit of at most {bound} times the request of {resource}: the pods are refused.',
      ja: 'LimitRange {range} が許す {resource} の上限は、要求の {bound} 倍までです。Pod は拒否されます。',
    },
  },
  *check(context) {
    for (const { json, object: range } of inNamespaceOf(context.neighbours, 'LimitRange', context.object)) {
      for (const item of list(get(json, 'spec', 'limits'))) {
        if (get(item, 'type') === 'Container') yield* ofContainers(context, range.name, item);
        else if (get(item, 'type') === 'PersistentVolumeClaim') yield* ofClaims(context, range.name, item);
      }
    }
  },
});

function* ofContainers(context: RuleContext, range: string, item: Json): Generator<Finding> {
  const what = { en: 'container', ja: 'コンテナ' };
  for (const { container, path } of containers(context.judgement.effective)) {
    for (const resource of namesOf(item)) {
      const written = (field: string) => get(container, 'resources', field, resource);
      const place = (field: string): Path => [...path, 'resources', field, resource];
      const bound = (field: string) => get(item, field, resource);
      const limit = amountOf(written('limits'));
      const request = amountOf(written('requests'));
      const filledLimit = amountOf(bound('default') ?? bound('max'));
      const params = (field: string, value: Json | undefined) => ({
        range,
        what,
        resource,
        bound: spelled(bound(field)),
        value: spelled(value),
      });
      const [max, min, ratio] = [
        amountOf(bound('max')),
        amountOf(bound('min')),
        amountOf(bound('maxLimitRequestRatio')),
      ];
      const over = max !== undefined && (limit ?? request ?? 0) > max;
      const low =
        min === undefined
          ? undefined
          : request !== undefined && request < min
            ? 'requests'
            : request === undefined && limit !== undefined && limit < min
              ? 'limits'
              : undefined;
      if (over) {
        const field = limit === undefined ? 'requests' : 'limits';
        if (nodeOf(context.object.root, place(field)))
          yield { path: place(field), at: 'value', message: 'max', params: params('max', written(field)) };
      } else if (low !== undefined) {
        if (nodeOf(context.object.root, place(low)))
          yield { path: place(low), at: 'value', message: 'min', params: params('min', written(low)) };
      } else if (limit === undefined && request !== undefined && filledLimit !== undefined && request > filledLimit) {
        const field = bound('default') === undefined ? 'max' : 'default';
        yield { path: place('requests'), at: 'value', message: 'default', params: params(field, written('requests')) };
      } else if (
        ratio !== undefined &&
        limit !== undefined &&
        request !== undefined &&
        request > 0 &&
        limit / request > ratio
      ) {
        yield {
          path: place('limits'),
          at: 'value',
          message: 'ratio',
          params: params('maxLimitRequestRatio', written('limits')),
        };
      }
    }
  }
}

function* ofClaims(context: RuleContext, range: string, item: Json): Generator<Finding> {
  const [max, min] = [amountOf(get(item, 'max', 'storage')), amountOf(get(item, 'min', 'storage'))];
  for (const [index, claim] of list(get(context.judgement.effective, 'spec', 'volumeClaimTemplates')).entries()) {
    const value = get(claim, 'spec', 'resources', 'requests', 'storage');
    const size = amountOf(value);
    if (size === undefined) continue;
    const message = max !== undefined && size > max ? 'max' : min !== undefined && size < min ? 'min' : undefined;
    if (message === undefined) continue;
    yield {
      path: ['spec', 'volumeClaimTemplates', index, 'spec', 'resources', 'requests', 'storage'],
      at: 'value',
      message,
      params: {
        range,
        what: { en: 'claim', ja: 'PVC' },
        resource: 'storage',
        bound: spelled(get(item, message, 'storage')),
        value: spelled(value),
      },
    };
  }
}

function namesOf(item: Json): readonly string[] {
  const fields = ['max', 'min', 'default', 'maxLimitRequestRatio'];
  return [...new Set(fields.flatMap((field) => Object.keys(object(get(item, field)) ?? {})))];
}

function spelled(value: Json | undefined): string {
  return text(value) ?? String(value ?? '');
}

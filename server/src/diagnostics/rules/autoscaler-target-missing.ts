import { nearestName } from '../../kubernetes/index';
import { fix, mend } from '../fixing';
import { companionsOf, stem } from '../knowledge/companions';
import { targetOf } from '../knowledge/scaling';
import { object as asObject, nodeOf } from '../read';
import { type Finding, inspectionRule, type Resource, type RuleContext } from '../rule';

const SCALED = ['StatefulSet', 'Deployment', 'DaemonSet'] as const;
const OLD_VERSION = /^(extensions\/v1beta1|apps\/v1beta[12])$/;

/**
 * The target is found by group, kind and name in the autoscaler's own namespace; when it is not, the autoscaler says
 * FailedGetScale and does nothing (horizontal controller, reconcileAutoscaler).
 */
export const autoscalerTargetMissing = inspectionRule({
  id: 'autoscaler-target-missing',
  category: 'broken',
  kinds: ['HorizontalPodAutoscaler', 'VerticalPodAutoscaler', 'ScaledObject'],
  neighbours: ['StatefulSet', 'DaemonSet', 'Deployment', 'ReplicaSet', 'Job', 'CronJob', 'Pod'],
  messages: {
    default: {
      en: '{name} is a {actual}, not a {kind}: the autoscaler finds nothing to scale.',
      ja: '{name} は {kind} ではなく {actual} です。オートスケーラーは対象を見つけられません。',
    },
    unwritten: {
      en: '{name} is a {actual}; where no kind is written, a ScaledObject looks for a {kind} and finds nothing to scale.',
      ja: '{name} は {actual} です。kind を書かない ScaledObject は {kind} を探すため、対象が見つかりません。',
    },
    name: {
      en: 'There is no {kind} {name} here (there is {known}): the autoscaler finds nothing to scale.',
      ja: '{kind} {name} がここにありません（あるのは {known}）。オートスケーラーは対象を見つけられません。',
    },
    elsewhere: {
      en: 'An autoscaler acts in its own namespace, and {kind} {name} is in {namespace}: it finds nothing to scale.',
      ja: 'オートスケーラーが対象を探すのは自分の名前空間だけですが、{kind} {name} は {namespace} にあります。対象が見つかりません。',
    },
    apiVersion: {
      en: 'No server since 1.16 serves {kind} as {written}: the autoscaler finds nothing to scale. It is apps/v1.',
      ja: '1.16 以降のサーバーに {written} の {kind} はありません。オートスケーラーは対象を見つけられません。正しくは apps/v1 です。',
    },
    unversioned: {
      en: 'Without apiVersion the target is looked up in the core group, where there is no {kind}: the autoscaler finds nothing to scale. It is apps/v1.',
      ja: 'apiVersion がないと対象はコアグループで探されますが、そこに {kind} はありません。オートスケーラーは対象を見つけられません。正しくは apps/v1 です。',
    },
    group: {
      en: 'A {kind} belongs to apps/v1, not to {written}: the autoscaler finds nothing to scale.',
      ja: '{kind} は {written} ではなく apps/v1 に属します。オートスケーラーは対象を見つけられません。',
    },
  },
  *check(context) {
    const { object, judgement, neighbours } = context;
    const target = targetOf({ object, json: asObject(judgement.effective) ?? {} });
    const ref = object.kind === 'VerticalPodAutoscaler' ? 'targetRef' : 'scaleTargetRef';
    const path = ['spec', ref];
    if (target.name === '' || !SCALED.some((kind) => kind === target.kind)) return;
    // that it cannot be scaled is another rule's matter
    if (target.kind === 'DaemonSet' && object.kind !== 'VerticalPodAutoscaler') return;
    const found = neighbours.named(target.kind, target.name, object);
    if (found.length > 0) {
      if (target.kind === 'StatefulSet' || target.kind === 'DaemonSet')
        yield* version(context, path, target.kind, target.apiVersion);
      return;
    }
    const params = { kind: target.kind, name: target.name };
    const other = SCALED.flatMap((kind) => neighbours.named(kind, target.name, object)).find(
      ({ near, object: { kind } }) => near !== 'workspace' && kind !== 'Deployment' && kind !== target.kind,
    );
    if (other) {
      yield kindFinding(context, path, other, params);
      return;
    }
    if (target.kind === 'Deployment') return;
    const elsewhere = neighbours.namedAnywhere(target.kind, target.name).find(({ near }) => near !== 'workspace');
    if (elsewhere) {
      const written = nodeOf(object.root, ['metadata', 'namespace']) !== undefined;
      yield {
        path: written ? ['metadata', 'namespace'] : path,
        at: 'value',
        message: 'elsewhere',
        params: { ...params, namespace: elsewhere.object.namespace },
        fixes: () =>
          fix(
            {
              en: `Put it into namespace ${elsewhere.object.namespace}`,
              ja: `名前空間 ${elsewhere.object.namespace} に入れる`,
            },
            'alternative',
            mend(context).put(['metadata', 'namespace'], elsewhere.object.namespace),
          ),
      };
      return;
    }
    const names = companionsOf(neighbours, object, [target.kind]).map((each) => each.object.name);
    const near = nearestName(target.name, names) ?? names.find((name) => stem(name) === stem(object.name));
    if (near === undefined || near === null) return;
    yield {
      path: [...path, 'name'],
      at: 'value',
      message: 'name',
      params: { ...params, known: near },
      fixes: () =>
        fix(
          { en: `Scale ${near}`, ja: `${near} を対象にする` },
          'preferred',
          mend(context).put([...path, 'name'], near),
        ),
    };
  },
});

function kindFinding(
  context: RuleContext,
  path: readonly string[],
  other: Resource,
  params: { readonly kind: string; readonly name: string },
): Finding {
  const actual = other.object.kind;
  const written = nodeOf(context.object.root, [...path, 'kind']) !== undefined;
  return {
    path: written ? [...path, 'kind'] : path,
    at: written ? 'value' : 'key',
    message: written ? 'default' : 'unwritten',
    params: { ...params, actual },
    fixes: () =>
      actual === 'StatefulSet' || context.object.kind === 'VerticalPodAutoscaler'
        ? fix(
            { en: `Scale the ${actual}`, ja: `${actual} を対象にする` },
            'preferred',
            mend(context).put([...path, 'kind'], actual),
          )
        : [],
  };
}

function* version(context: RuleContext, path: readonly string[], kind: string, written: string): Generator<Finding> {
  if (written === '') {
    yield {
      path,
      at: 'key',
      message: 'unversioned',
      params: { kind },
      fixes: () =>
        fix(
          { en: 'Add apiVersion: apps/v1', ja: 'apiVersion: apps/v1 を加える' },
          'preferred',
          mend(context).put([...path, 'apiVersion'], 'apps/v1'),
        ),
    };
    return;
  }
  if (written === 'apps/v1') return;
  const old = OLD_VERSION.test(written);
  if (!old && written !== 'v1' && written !== 'apps' && !/^(batch|core|autoscaling)(\/|$)/.test(written)) return;
  yield {
    path: [...path, 'apiVersion'],
    at: 'value',
    message: old ? 'apiVersion' : 'group',
    params: { kind, written },
    fixes: () =>
      fix(
        { en: 'Use apps/v1', ja: 'apps/v1 にする' },
        'preferred',
        mend(context).put([...path, 'apiVersion'], 'apps/v1'),
      ),
  };
}

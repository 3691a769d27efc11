import { isOneApplication } from '../knowledge/companions';
import { object as asObject, get, list, podTemplateOf, text } from '../read';
import { selectorOf } from '../resources';
import { inspectionRule, type Resource } from '../rule';
import { unmet } from '../selectors';

const CONTROLLERS = ['StatefulSet', 'DaemonSet', 'Deployment', 'ReplicaSet'] as const;
/** Of so many that are nearest, one is another object, or they are copies of this one. */
const MOST_LOOKED_AT = 200;
const CONTROLLERS_AND_PODS = [...CONTROLLERS, 'Pod'] as const;

/**
 * Every controller takes the pods that its selector matches for its own, as soon as they have no owner
 * (ControllerRefManager), and Services, budgets and `kubectl` by label mix them up. The API reference asks that selectors
 * of one namespace do not overlap.
 */
export const selectorsOverlap = inspectionRule({
  id: 'selectors-overlap',
  category: 'risk',
  kinds: ['StatefulSet', 'DaemonSet', 'Deployment'],
  neighbours: ['StatefulSet', 'DaemonSet', 'Deployment', 'ReplicaSet', 'Pod'],
  messages: {
    default: {
      en: 'The selector also covers the pods of {kind} {other}: it adopts those that lose their owner, and counts by label mix the two.',
      ja: 'selector が {kind} {other} の Pod にも一致します。所有者のいない Pod を取り込み、ラベルで数えると両者が混ざります。',
    },
    both: {
      en: 'This and {kind} {other} select the same pods: each takes the other’s for its own as soon as they lose their owner.',
      ja: 'これと {kind} {other} が同じ Pod を選んでいます。所有者のいない Pod を互いに自分のものとみなします。',
    },
    negative: {
      en: 'The selector only says which labels pods must not have, so it covers every other pod of the namespace, such as those of {kind} {other}.',
      ja: 'selector には「持たないラベル」の条件しかないため、{kind} {other} など、名前空間のほかの Pod がすべて対象になります。',
    },
    pod: {
      en: 'The selector matches the bare Pod {other} too: the controller takes it for a daemon of its own and deletes it where its node has one.',
      ja: 'selector が単独の Pod {other} にも一致します。コントローラーはそれを自分のデーモンとみなし、同じノードにデーモンがあれば削除します。',
    },
  },
  *check(context) {
    const { object, judgement, neighbours } = context;
    const selector = asObject(get(judgement.effective, 'spec', 'selector'));
    const labels = podTemplateOf(judgement.effective, object.kind)?.labels;
    if (!selector || !labels || Object.keys(selector).length === 0) return;
    const mine = images(judgement.effective, object.kind);
    const other = neighbours
      .selectedBy(selector, object, object.kind === 'DaemonSet' ? CONTROLLERS_AND_PODS : CONTROLLERS)
      .slice(0, MOST_LOOKED_AT)
      .find(
        (each) =>
          each.near !== 'workspace' &&
          isAnother(each) &&
          isAboutSets(each) &&
          (each.near === 'file' || !sharesImage(each, mine)),
      );
    if (!other || (other.near === 'folder' && !isOneApplication(neighbours))) return;
    const theirs = selectorOf(other.json, other.object.kind);
    const mutual = theirs !== undefined && unmet(theirs, labels).length === 0;
    if (mutual && !speaksFor(other)) return;
    const negative = !asObject(selector['matchLabels']) && list(selector['matchExpressions']).every(isNegative);
    const { kind, name } = other.object;
    yield {
      path: ['spec', 'selector'],
      at: 'key',
      message: kind === 'Pod' ? 'pod' : negative ? 'negative' : mutual ? 'both' : 'default',
      params: { kind, other: name },
    };

    function isAnother(each: Resource): boolean {
      return each.object.kind !== object.kind || each.object.name !== object.name;
    }
    function isAboutSets(each: Resource): boolean {
      return object.kind !== 'Deployment' || each.object.kind === 'StatefulSet' || each.object.kind === 'DaemonSet';
    }
    /** Of two that select each other's pods one speaks: a set before a Deployment, then the later name. */
    function speaksFor(each: Resource): boolean {
      const rank = (kind: string) => (kind === 'StatefulSet' || kind === 'DaemonSet' ? 1 : 0);
      const [a, b] = [rank(object.kind), rank(each.object.kind)];
      return a !== b ? a > b : `${object.name} ${object.kind}` > `${each.object.name} ${each.object.kind}`;
    }
  },
});

function isNegative(expression: Parameters<typeof get>[0]): boolean {
  const operator = get(expression, 'operator');
  return operator === 'NotIn' || operator === 'DoesNotExist';
}

function images(json: Parameters<typeof get>[0], kind: string): readonly string[] {
  return list(podTemplateOf(json, kind)?.spec['containers']).flatMap((each) => text(get(each, 'image')) ?? []);
}

/** Manifests of one image in several files are likely alternatives of each other. */
function sharesImage({ json, object: { kind } }: Resource, mine: readonly string[]): boolean {
  return images(json, kind).some((image) => mine.includes(image));
}

import { akin } from '../knowledge/companions';
import { ordinalsOf, serviceSelectorOf } from '../knowledge/governing';
import { autoscalersOf } from '../knowledge/scaling';
import { closest } from '../resources';
import { type Finding, inspectionRule, type RuleContext } from '../rule';

const POD_NAME = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX = 'apps.kubernetes.io/pod-index';

/**
 * A Service for one pod of a set selects it by the label that the controller gives it (initIdentity). The ordinals go from
 * ordinals.start to ordinals.start + replicas - 1.
 */
export const servicePodUnknown = inspectionRule({
  id: 'service-pod-unknown',
  category: 'broken',
  kinds: ['Service'],
  neighbours: ['StatefulSet', 'HorizontalPodAutoscaler', 'ScaledObject'],
  messages: {
    default: {
      en: 'StatefulSet {set} has no pod {pod}: its pods are {first} to {last}. The Service has no endpoints.',
      ja: 'StatefulSet {set} に Pod {pod} はありません。Pod は {first} から {last} までです。この Service にはエンドポイントができません。',
    },
    early: {
      en: 'Pods bear the label apps.kubernetes.io/pod-index from 1.28 on; in {release} none of {set} does, and the Service has no endpoints.',
      ja: 'ラベル apps.kubernetes.io/pod-index が Pod に付くのは 1.28 からです。{release} では {set} のどの Pod にも付かず、この Service にはエンドポイントができません。',
    },
    set: {
      en: 'No StatefulSet here has a pod {pod} (there is {set}): the Service has no endpoints.',
      ja: 'Pod {pod} を作る StatefulSet がここにありません（あるのは {set}）。この Service にはエンドポイントができません。',
    },
  },
  *check(context) {
    const labels = serviceSelectorOf(context.judgement.effective);
    const pod = labels[POD_NAME];
    if (pod === undefined) {
      yield* byIndex(context, labels);
      return;
    }
    const [, name, ordinal] = /^(.+)-(\d+)$/.exec(pod) ?? [];
    const { neighbours, object: service } = context;
    const path = ['spec', 'selector', POD_NAME];
    const sets = name === undefined ? [] : closest(neighbours.named('StatefulSet', name, service));
    if (sets.length === 0) {
      const others = neighbours.ofKind('StatefulSet', service).filter(({ near }) => near === 'file');
      const [only] = others;
      if (only && others.length === 1)
        yield { path, at: 'value', message: 'set', params: { pod, set: only.object.name } };
      return;
    }
    const found = sets.map((set) => {
      const most = autoscalersOf(neighbours, set.object).reduce((all, each) => Math.max(all, each.most ?? 0), 0);
      return { set, ...ordinalsOf(set.json, most) };
    });
    const [first] = found;
    if (!first || found.some(({ start, end }) => Number(ordinal) >= start && Number(ordinal) < end)) return;
    if (first.end === first.start) return;
    const { object } = first.set;
    yield {
      path,
      at: 'value',
      params: {
        set: object.name,
        pod,
        first: `${object.name}-${first.start}`,
        last: `${object.name}-${first.end - 1}`,
      },
    };
  },
});

/** A Service for the pod of one index, told by the label that the controller sets since 1.28 (PodIndexLabel). */
function* byIndex(context: RuleContext, labels: Readonly<Record<string, string>>): Generator<Finding> {
  const index = labels[POD_INDEX];
  if (index === undefined || !/^\d+$/.test(index)) return;
  const { neighbours, object: service, release } = context;
  const others = Object.fromEntries(Object.entries(labels).filter(([key]) => key !== POD_INDEX));
  if (Object.keys(others).length === 0) return;
  const sets = akin(neighbours.selectedBy({ matchLabels: others }, service, ['StatefulSet']), service);
  const [first, ...more] = sets;
  if (!first || more.length > 0) return;
  const set = first.object.name;
  const path = ['spec', 'selector', POD_INDEX];
  if (release.minor < 28) {
    yield { path, at: 'value', message: 'early', params: { release: `1.${release.minor}`, set } };
    return;
  }
  const most = autoscalersOf(neighbours, first.object).reduce((all, each) => Math.max(all, each.most ?? 0), 0);
  const { start, end } = ordinalsOf(first.json, most);
  if (end === start || (Number(index) >= start && Number(index) < end)) return;
  const params = { set, pod: `${set}-${index}`, first: `${set}-${start}`, last: `${set}-${end - 1}` };
  yield { path, at: 'value', params };
}

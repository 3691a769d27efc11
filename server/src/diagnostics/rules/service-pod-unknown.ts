import { ordinalsOf, serviceSelectorOf } from '../knowledge/governing';
import { autoscalersOf } from '../knowledge/scaling';
import { closest } from '../resources';
import { inspectionRule } from '../rule';

const POD_NAME = 'statefulset.kubernetes.io/pod-name';

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
    set: {
      en: 'No StatefulSet here has a pod {pod} (there is {set}): the Service has no endpoints.',
      ja: 'Pod {pod} を作る StatefulSet がここにありません（あるのは {set}）。この Service にはエンドポイントができません。',
    },
  },
  *check(context) {
    const labels = serviceSelectorOf(context.judgement.effective);
    const pod = labels[POD_NAME];
    if (pod === undefined) return;
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

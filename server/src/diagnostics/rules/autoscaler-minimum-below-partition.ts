import { fix, mend } from '../fixing';
import { boundsOf, targetOf } from '../knowledge/scaling';
import { object as asObject, get, nodeOf, number } from '../read';
import { closest } from '../resources';
import { inspectionRule } from '../rule';

/** With as many replicas as the partition, or fewer, no pod is above it: a change of the template reaches none (updateStatefulSet). */
export const autoscalerMinimumBelowPartition = inspectionRule({
  id: 'autoscaler-minimum-below-partition',
  category: 'risk',
  kinds: ['HorizontalPodAutoscaler', 'ScaledObject'],
  neighbours: ['StatefulSet'],
  messages: {
    default: {
      en: 'The autoscaler may shrink {name} to {least}, and its partition is {partition}: then no pod at all receives a change of the template.',
      ja: 'オートスケーラーは {name} を {least} 個まで減らせますが、partition は {partition} です。そのときテンプレートの変更はどの Pod にも届きません。',
    },
  },
  *check(context) {
    const { object, judgement, neighbours } = context;
    const json = asObject(judgement.effective) ?? {};
    const target = targetOf({ object, json });
    if (target.kind !== 'StatefulSet') return;
    const [set] = closest(neighbours.named('StatefulSet', target.name, object));
    const partition = number(get(set?.json, 'spec', 'updateStrategy', 'rollingUpdate', 'partition')) ?? 0;
    const { least } = boundsOf({ object, json });
    if (!set || partition <= 0 || partition < least || least < 1) return;
    const field = object.kind === 'ScaledObject' ? 'minReplicaCount' : 'minReplicas';
    const path = ['spec', field];
    yield {
      path: nodeOf(object.root, path) ? path : ['spec', 'scaleTargetRef'],
      at: 'value',
      params: { name: set.object.name, least, partition },
      fixes: () =>
        fix(
          { en: `Keep ${partition + 1} pods at least`, ja: `少なくとも ${partition + 1} 個の Pod を残す` },
          'alternative',
          mend(context).put(path, partition + 1),
        ),
    };
  },
});

import { clusterStoreOf, majorityOf } from '../knowledge/clusterStores';
import { podNamesIn } from '../knowledge/podNames';
import { boundsOf, targetOf } from '../knowledge/scaling';
import { object as asObject, nodeOf, podTemplateOf } from '../read';
import { closest } from '../resources';
import { inspectionRule } from '../rule';

/**
 * Who is a member of such a store is written down or registered. A pod more is a stranger; a pod less stays a member that
 * is gone, and counts for the majority.
 */
export const autoscalerChangesMembers = inspectionRule({
  id: 'autoscaler-changes-members',
  category: 'risk',
  kinds: ['HorizontalPodAutoscaler', 'ScaledObject'],
  neighbours: ['StatefulSet'],
  messages: {
    default: {
      en: '{store} does not notice that the autoscaler adds or takes pods of {name}: members that are gone still count, and from {most} down to {least} the majority is lost.',
      ja: '{store} は、オートスケーラーが {name} の Pod を増減してもメンバーを変えません。いなくなったメンバーも数に入るため、{most} 個から {least} 個まで減ると過半数が失われます。',
    },
    listed: {
      en: 'The members of {name} are listed by name, and the autoscaler may ask for {most} pods: those beyond {last} belong to no cluster.',
      ja: '{name} のメンバーは名前で列挙されていますが、オートスケーラーは {most} 個まで増やします。{last} より後の Pod はクラスターに加われません。',
    },
    minimum: {
      en: 'The autoscaler may shrink {name} to {least}, and fewer than three members of {store} outlive no failure: one restart and it stops.',
      ja: 'オートスケーラーは {name} を {least} 個まで減らせますが、{store} のメンバーが 3 個より少ないと 1 つの障害にも耐えられません。再起動 1 回で停止します。',
    },
  },
  *check(context) {
    const { object, judgement, neighbours } = context;
    const json = asObject(judgement.effective) ?? {};
    const target = targetOf({ object, json });
    if (target.kind !== 'StatefulSet') return;
    const [set] = closest(neighbours.named('StatefulSet', target.name, object));
    const spec = set && podTemplateOf(set.json, 'StatefulSet')?.spec;
    const running = spec && clusterStoreOf(spec);
    const { least, most } = boundsOf({ object, json });
    if (!spec || !running?.store.quorum || most === undefined || most <= least) return;
    const ordinals = podNamesIn(spec, []).flatMap((each) => (each.set === target.name ? (each.ordinal ?? []) : []));
    const last = Math.max(...ordinals);
    const maximum = object.kind === 'ScaledObject' ? 'maxReplicaCount' : 'maxReplicas';
    const params = { store: running.store.name, name: target.name, most, least, last: `${target.name}-${last}` };
    const minimum = ['spec', object.kind === 'ScaledObject' ? 'minReplicaCount' : 'minReplicas'];
    const fixed = running.store.fixedMembers;
    if (fixed && ordinals.length > 1 && most > last + 1)
      yield { path: ['spec', maximum], at: 'value', message: 'listed', params };
    else if (fixed && least < majorityOf(most)) yield { path: ['spec', 'scaleTargetRef'], at: 'key', params };
    else if (least > 0 && least < 3 && most >= 3) {
      const path = nodeOf(object.root, minimum) ? minimum : ['spec', 'scaleTargetRef'];
      yield { path, at: 'value', message: 'minimum', params };
    }
  },
});

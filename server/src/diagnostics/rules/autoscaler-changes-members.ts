import { clusterStoreOf, majorityOf } from '../knowledge/clusterStores';
import { podNamesIn } from '../knowledge/podNames';
import { boundsOf, targetOf } from '../knowledge/scaling';
import { object as asObject, podTemplateOf } from '../read';
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
    if (!spec || !running?.store.fixedMembers || most === undefined || most <= least) return;
    const ordinals = podNamesIn(spec, []).flatMap((each) => (each.set === target.name ? (each.ordinal ?? []) : []));
    const last = Math.max(...ordinals);
    const maximum = object.kind === 'ScaledObject' ? 'maxReplicaCount' : 'maxReplicas';
    const params = { store: running.store.name, name: target.name, most, least, last: `${target.name}-${last}` };
    if (ordinals.length > 1 && most > last + 1)
      yield { path: ['spec', maximum], at: 'value', message: 'listed', params };
    else if (least < majorityOf(most)) yield { path: ['spec', 'scaleTargetRef'], at: 'key', params };
  },
});

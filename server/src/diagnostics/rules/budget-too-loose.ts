import { fix, mend } from '../fixing';
import { clusterStoreOf, majorityOf } from '../knowledge/clusterStores';
import { akin } from '../knowledge/companions';
import { scaledUp } from '../knowledge/scaling';
import { get, list, number, object, podTemplateOf } from '../read';
import { inspectionRule } from '../rule';

const KEEPERS: ReadonlySet<string> = new Set(['NATS', 'RabbitMQ']);

/**
 * How many pods a drain may take at once: maxUnavailable (percentages round up), or replicas - minAvailable (disruption
 * controller, getExpectedPodCount). A store that decides by majority stops when half of its members are gone.
 */
export const budgetTooLoose = inspectionRule({
  id: 'budget-too-loose',
  category: 'risk',
  kinds: ['PodDisruptionBudget'],
  neighbours: ['StatefulSet', 'DaemonSet', 'Deployment'],
  messages: {
    default: {
      en: '{field} {value} lets {allowed} of {replicas} members of {store} be evicted at once, and it needs {majority} to go on: one drain too many stops it.',
      ja: '{field} {value} では {store} のメンバー {replicas} 個のうち {allowed} 個を同時に退避できますが、動作には {majority} 個必要です。drain が重なると停止します。',
    },
    all: {
      en: '{field} {value} lets all {replicas} pods of {name} be evicted at once: the budget protects nothing.',
      ja: '{field} {value} では {name} の Pod {replicas} 個すべてを同時に退避できます。この設定は何も守っていません。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const selector = object(get(effective, 'spec', 'selector'));
    const minAvailable = get(effective, 'spec', 'minAvailable');
    const maxUnavailable = get(effective, 'spec', 'maxUnavailable');
    if (!selector || (minAvailable === undefined && maxUnavailable === undefined)) return;
    const covered = akin(context.neighbours.selectedBy(selector, context.object), context.object);
    const [set, ...more] = covered;
    if (!set || more.length > 0 || set.object.kind !== 'StatefulSet') return;
    const replicas = number(get(set.json, 'spec', 'replicas')) ?? 1;
    const count = scaledUp(maxUnavailable ?? minAvailable, replicas);
    if (count === undefined || replicas < 2) return;
    const allowed = Math.min(replicas, maxUnavailable === undefined ? replicas - count : count);
    const field = maxUnavailable === undefined ? 'minAvailable' : 'maxUnavailable';
    const params = { field, value: String(maxUnavailable ?? minAvailable), allowed, replicas, name: set.object.name };
    const at = { path: ['spec', field], at: 'value' } as const;
    const template = podTemplateOf(set.json, 'StatefulSet');
    const running = template && clusterStoreOf(template.spec);
    const majority = majorityOf(replicas);
    // NATS and RabbitMQ decide by majority only about what they keep
    const keeps = list(get(set.json, 'spec', 'volumeClaimTemplates')).length > 0;
    const decides = running?.store.quorum === true && replicas >= 3 && (keeps || !KEEPERS.has(running.store.name));
    const fixes = () =>
      field === 'maxUnavailable'
        ? fix(
            { en: 'Let one pod go at a time', ja: '一度に 1 つの Pod の退避を許す' },
            'preferred',
            mend(context).put(['spec', field], 1),
          )
        : fix(
            { en: `Keep ${majority} pods`, ja: `${majority} 個の Pod を残す` },
            'preferred',
            mend(context).put(['spec', field], majority),
          );
    if (decides && running && replicas - allowed < majority)
      yield { ...at, params: { ...params, majority, store: running.store.name }, fixes };
    else if (allowed >= replicas) yield { ...at, message: 'all', params, fixes };
  },
});

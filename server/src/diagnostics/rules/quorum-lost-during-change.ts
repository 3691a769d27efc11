import {
  atLeast,
  OLDEST_COVERED_MINOR,
  type StatefulSetWorkload,
  simulateChange,
  type Workload,
} from '../../../../simulator/src/index';
import { clusterStoreOf, majorityOf } from '../knowledge/clusterStores';
import { replicasOf, startOf, statefulSetBudget } from '../knowledge/rollout';
import { templateChange } from '../knowledge/templateChange';
import { get, nodeOf, object } from '../read';
import { inspectionRule } from '../rule';

/** A set beyond that many members is not simulated while somebody types. */
const MOST = 15;

/**
 * What the controller does with scale and template at once decides: the change is simulated on nodes that take every pod,
 * and the fewest members that run at one moment are held against the majority of those that were there.
 */
export const quorumLostDuringChange = inspectionRule({
  id: 'quorum-lost-during-change',
  category: 'risk',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'Scale and template change together: at one moment only {fewest} of {from} {store} members run, fewer than the majority of {majority}. Scale first, and change the template when that is done.',
      ja: 'レプリカ数とテンプレートが同時に変わるため、{store} の {from} メンバーのうち {fewest} 個しか動かない瞬間があり、過半数の {majority} を下回ります。先に数を変え、終わってからテンプレートを変えます。',
    },
  },
  *check(context) {
    const { old, release } = context;
    const { effective } = context.judgement;
    if (!old || !atLeast(release, OLDEST_COVERED_MINOR)) return;
    const [from, to] = [replicasOf(old.judgement.effective), replicasOf(effective)];
    const majority = majorityOf(from);
    // what one of the two does alone is the matter of other rules
    if (from < 3 || from > MOST || to >= from || to < majority) return;
    if (startOf(effective) !== startOf(old.judgement.effective)) return;
    if ((statefulSetBudget(effective)?.of(to, 1) ?? 1) > to - majorityOf(to)) return;
    const podSpec = object(get(effective, 'spec', 'template', 'spec'));
    const store = podSpec ? clusterStoreOf(podSpec)?.store : undefined;
    if (store?.quorum !== true || (templateChange(context) ?? []).length === 0) return;
    // made only when asked for: not before the cheap tests
    const { workload } = context;
    const before = old.workload;
    if (workload?.kind !== 'StatefulSet' || before?.kind !== 'StatefulSet') return;
    const nodes = Array.from({ length: from + 1 }, (_, index) => ({ name: `node-${index}` }));
    const { verdict } = simulateChange({ from: placeable(before), to: placeable(workload), release, nodes });
    const fewest = verdict.fewestAvailable.count;
    if (fewest >= majority) return;
    yield {
      path: nodeOf(context.object.root, ['spec', 'replicas']) ? ['spec', 'replicas'] : ['spec'],
      at: 'value',
      params: { fewest, from, store: store.name, majority },
    };
  },
});

/** The set without what binds its pods to certain nodes. */
function placeable(set: StatefulSetWorkload): Workload {
  const { nodeName, nodeSelector, requiredNodeAffinity, requiredPodAntiAffinity, requiredPodAffinity, ...template } =
    set.template;
  return { ...set, template: { ...template, hostPorts: [], requests: { cpuMillis: 0, memoryBytes: 0 } } };
}

import { clusterStoreOf, needsPeers } from '../knowledge/clusterStores';
import { podNamesIn } from '../knowledge/podNames';
import { replicasOf, startOf } from '../knowledge/rollout';
import { scriptOf } from '../knowledge/script';
import { get, type JsonObject, nodeOf, object } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

const POLICY = ['spec', 'podManagementPolicy'] as const;
const POD_SPEC = ['spec', 'template', 'spec'] as const;

/** Stores whose first member may form a cluster alone, whatever its configuration names. */
const STARTS_ALONE = new Set([
  'MongoDB',
  'RabbitMQ',
  'Galera',
  'MySQL',
  'PostgreSQL',
  'Vault',
  'Cassandra',
  'ScyllaDB',
]);

/**
 * OrderedReady makes a pod only when all before it are running, ready and available (processReplica). A first member that
 * is ready only with a quorum waits for pods that wait for it.
 */
export const stsOrderedStartNeedsPeers = inspectionRule({
  id: 'sts-ordered-start-needs-peers',
  category: 'broken',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: '{first} is ready only with a quorum of {replicas} {store} members, and OrderedReady creates {second} only when {first} is ready: none of them gets there. Use podManagementPolicy Parallel.',
      ja: '{first} は {replicas} メンバーの {store} の過半数がそろうまで準備できず、OrderedReady では {first} の準備ができるまで {second} は作られません。どれも準備できないままです。podManagementPolicy を Parallel にします。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const replicas = replicasOf(effective);
    if (replicas < 2 || get(effective, ...POLICY) === 'Parallel') return;
    const podSpec = object(get(effective, ...POD_SPEC));
    const found = podSpec ? clusterStoreOf(podSpec) : null;
    if (!podSpec || !found || STARTS_ALONE.has(found.store.name)) return;
    const probe = (['startupProbe', 'readinessProbe'] as const).find((each) =>
      needsPeers(object(found.container[each]), found.store),
    );
    if (probe === undefined || !namesMembers(podSpec, found.container, context)) return;
    const first = startOf(effective);
    const { name } = context.object;
    yield {
      path: nodeOf(context.object.root, POLICY) ? POLICY : [...POD_SPEC, 'containers', found.index, probe],
      at: nodeOf(context.object.root, POLICY) ? 'value' : 'key',
      params: { first: `${name}-${first}`, second: `${name}-${first + 1}`, replicas, store: found.store.name },
    };
  },
});

const EXPECTED = /(?:bootstrap[-_]expect|--servers|initial[-_]cluster[-_]size)[\s=]+"?(\d+)/i;

/** Does the configuration say that the cluster starts with more than one member? */
function namesMembers(podSpec: JsonObject, container: JsonObject, context: RuleContext): boolean {
  const { name } = context.object;
  const others = podNamesIn(podSpec, POD_SPEC).filter((each) => each.set === name && (each.ordinal ?? 0) > 0);
  if (others.length > 0) return true;
  const script = scriptOf(container);
  if (Number(EXPECTED.exec(script)?.[1] ?? 1) > 1) return true;
  const masters = JSON.stringify(get(container, 'env') ?? []);
  return /initial_master_nodes/.test(`${script}${masters}`) && new RegExp(`${name}-[1-9]`).test(`${script}${masters}`);
}

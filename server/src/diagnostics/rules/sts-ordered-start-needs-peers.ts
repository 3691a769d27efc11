import { clusterStoreOf, needsPeers } from '../knowledge/clusterStores';
import { podNamesIn } from '../knowledge/podNames';
import { replicasOf, startOf } from '../knowledge/rollout';
import { scriptOf } from '../knowledge/script';
import { ordinalsNamed } from '../knowledge/waiting';
import { get, type JsonObject, list, nodeOf, object } from '../read';
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
    const found = podSpec ? (waitsForSize(podSpec) ?? waitsForQuorum(podSpec, context)) : null;
    if (!found) return;
    const first = startOf(effective);
    const { name } = context.object;
    yield {
      path: nodeOf(context.object.root, POLICY) ? POLICY : [...POD_SPEC, 'containers', found.index, found.probe],
      at: nodeOf(context.object.root, POLICY) ? 'value' : 'key',
      params: { first: `${name}-${first}`, second: `${name}-${first + 1}`, replicas, store: found.store },
    };
  },
});

interface Waiting {
  /** in `containers` */
  readonly index: number;
  readonly probe: 'startupProbe' | 'readinessProbe';
  readonly store: string;
}

const PROBES = ['startupProbe', 'readinessProbe'] as const;
/** Probes that count the members: more than one is asked for. */
const SIZE =
  /(?:wsrep_cluster_size|await_online_nodes|members\.length|wait_for_nodes|number_of_nodes|cluster_known_nodes|cluster_size)\D{1,40}?([2-9]|[1-9]\d)\b/;

/** A probe that asks for a number of members, whatever runs there. */
function waitsForSize(podSpec: JsonObject): Waiting | null {
  for (const [index, container] of list(podSpec['containers']).entries()) {
    for (const probe of PROBES) {
      const said = JSON.stringify(get(container, probe) ?? null);
      if (SIZE.test(said)) return { index, probe, store: clusterStoreOf(podSpec)?.store.name ?? 'cluster' };
    }
  }
  return null;
}

/** A store that answers its probe only when a majority of the members that it knows have met. */
function waitsForQuorum(podSpec: JsonObject, context: RuleContext): Waiting | null {
  const found = clusterStoreOf(podSpec);
  if (!found || STARTS_ALONE.has(found.store.name)) return null;
  const probe = PROBES.find((each) => needsPeers(object(found.container[each]), found.store));
  if (probe === undefined || !namesMembers(podSpec, found.container, context)) return null;
  return { index: found.index, probe, store: found.store.name };
}

const SHARDED = /cluster-enabled["'\s=,]+yes/;
const EXPECTED = /(?:bootstrap[-_]expect|--servers|initial[-_]cluster[-_]size)[\s=]+"?(\d+)/i;

/** Does the configuration say that the cluster starts with more than one member? */
function namesMembers(podSpec: JsonObject, container: JsonObject, context: RuleContext): boolean {
  const { name } = context.object;
  const others = podNamesIn(podSpec, POD_SPEC).filter((each) => each.set === name && (each.ordinal ?? 0) > 0);
  if (others.length > 0) return true;
  const script = scriptOf(container);
  // slots are given out when all nodes are there
  if (Number(EXPECTED.exec(script)?.[1] ?? 1) > 1 || SHARDED.test(script)) return true;
  const said = `${script} ${JSON.stringify(get(container, 'env') ?? [])}`;
  return /initial_master_nodes/.test(said) && ordinalsNamed(said, name).some((ordinal) => ordinal > 0);
}

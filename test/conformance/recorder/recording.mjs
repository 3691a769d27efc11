// One scenario on a real cluster, in a namespace of its own: watches, kubelets, steps by the clock; then the trace.
import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { send } from './api.mjs';
import { createKubelet } from './kubelet.mjs';
import { createIdentities, createRevisions } from './naming.mjs';
import { collectionOf, createSteps, playByClock } from './steps.mjs';
import { eventsOf, finalOf, withoutNamespace } from './trace.mjs';
import { createVolumes } from './volumes.mjs';
import { watch } from './watches.mjs';

/** Readiness is stamped in whole seconds, so a recording starts just after one, in milliseconds. */
const AFTER_SECOND = 20;
/** What was written last may still be on its way, in milliseconds. */
const LAST_NEWS = 250;
/** Looks at what is left, and the wait between them in milliseconds, before a clean-up gives up. */
const LOOKS = 150;
const LOOK = 200;

const namespaceFor = (id) =>
  `recording-${id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)}-${randomBytes(3).toString('hex')}`;

async function openNamespace(server, namespace) {
  const metadata = { name: namespace };
  await send(server, 'POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata });
  // pods are refused until it is there, and its controller takes its time
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } };
  await send(server, 'POST', `/api/v1/namespaces/${namespace}/serviceaccounts`, account).catch((error) => {
    if (error.code !== 409) throw error;
  });
}

/** Deletes everything of a recording, and waits for what other recordings would meet: its pods. */
async function closeNamespace(server, namespace, kind, log) {
  const sets = collectionOf(kind, namespace);
  const pods = `/api/v1/namespaces/${namespace}/pods`;
  const left = async () => {
    await send(server, 'DELETE', `${sets}`, { propagationPolicy: 'Background' });
    const { items } = await send(server, 'GET', sets);
    if (items.length > 0) return items.length;
    await send(server, 'DELETE', pods, { gracePeriodSeconds: 0 });
    return (await send(server, 'GET', pods)).items.length;
  };
  try {
    let count = await left();
    for (let i = 0; count > 0 && i < LOOKS; i++) {
      await sleep(LOOK);
      count = await left();
    }
    await send(server, 'DELETE', `/api/v1/namespaces/${namespace}`);
    if (count > 0) log(`${count} objects are left in the namespace ${namespace}`);
  } catch (error) {
    if (error.code !== 404) log(`${error.message}; delete the namespace ${namespace} by hand`);
  }
}

/**
 * @param options `server`, `nodes`, `scenario` of scenarios.mjs, `version`, `log`, `signal` that gives up
 * @returns the trace
 * @throws {RecorderError} when the recording cannot be made; AbortError when it was given up
 */
export async function record({ server, nodes, scenario, version, log, signal }) {
  const { id, kind, set, rules, seconds, until } = scenario;
  const namespace = namespaceFor(id);
  const say = (message) => log(`${id}: ${withoutNamespace(message, namespace)}`);
  const core = `/api/v1/namespaces/${namespace}`;
  const revisions = createRevisions();
  const seen = [];
  const asked = [];
  const errors = [];
  const live = new Map();
  const identify = createIdentities({ kind, set });
  const over = new AbortController();
  const ended = AbortSignal.any([signal, over.signal]);
  // every step waits for it
  setMaxListeners(0, ended);

  const volumes = createVolumes({ server, namespace, log: say });
  const kubelet = createKubelet({
    server,
    namespace,
    nodes,
    rules,
    seconds,
    log: say,
    describe: async (pod) => {
      const { ordinal, instance } = identify(pod);
      return { ordinal, instance, node: pod.spec.nodeName, revision: await revisions.whenKnown(pod) };
    },
  });
  const take = {
    pod: (type, pod) => {
      identify(pod);
      if (type === 'DELETED') live.delete(pod.metadata.uid);
      else live.set(pod.metadata.uid, pod);
      kubelet.see(type, pod);
    },
    claim: volumes.see,
    revision: (type, object) => {
      if (type !== 'DELETED') revisions.stored(object);
    },
    set: () => {},
    event: () => {},
  };
  const collections = {
    pod: `${core}/pods`,
    claim: `${core}/persistentvolumeclaims`,
    revision: `/apis/apps/v1/namespaces/${namespace}/controllerrevisions`,
    set: collectionOf(kind, namespace),
    event: `${core}/events`,
  };
  const play = createSteps({
    ...{ server, namespace, kind, set, nodes, kubelet, revisions },
    pods: () => [...live.values()],
    asked: ({ metadata }, at) => asked.push({ uid: metadata.uid, at }),
    signal: ended,
  });

  let watches = [];
  try {
    await openNamespace(server, namespace);
    watches = Object.entries(collections).map(([what, path]) =>
      watch(
        server,
        path,
        (type, object, at) => {
          seen.push({ what, type, object, at });
          take[what](type, object);
        },
        (error) => say(`${error.message}; connecting again`),
      ),
    );
    await Promise.all(watches.map(({ ready }) => ready));
    await sleep(1000 - (Date.now() % 1000) + AFTER_SECOND, undefined, { signal });
    const startedAt = Date.now();

    const failed = (step, error) => {
      errors.push({ t: step.at, message: withoutNamespace(error.message, namespace) });
      say(`the step at ${step.at} failed: ${error.message}`);
    };
    const steps = playByClock(scenario.steps, play, { startedAt, signal: ended, failed });
    await Promise.race([
      sleep(startedAt + until * 1000 - Date.now(), undefined, { signal }),
      // a step that breaks the recorder ends the recording
      steps.then(() => new Promise(() => {})),
    ]);
    const items = async (path) => (await send(server, 'GET', path)).items;
    const [pods, claims, sets, budgets] = await Promise.all([
      items(collections.pod),
      items(collections.claim),
      items(collections.set),
      items(collectionOf('PodDisruptionBudget', namespace)),
    ]);
    const endedAt = Date.now();
    over.abort();
    await sleep(LAST_NEWS, undefined, { signal });
    return {
      id,
      scenario: scenario.written,
      source: `kubernetes v${version}`,
      featureGates: scenario.featureGates,
      kind,
      set,
      ...(errors.length === 0 ? {} : { errors }),
      events: eventsOf({ seen, startedAt, endedAt, asked, kind, set, namespace, revisions }),
      final: finalOf({ pods, claims, budgets, workload: sets[0] }, identify, revisions),
    };
  } finally {
    over.abort();
    for (const each of watches) each.close();
    kubelet.close();
    await closeNamespace(server, namespace, kind, say);
    await volumes.clear();
  }
}

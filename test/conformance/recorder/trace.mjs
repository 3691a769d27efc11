// From what the watches told to a trace: events in the order in which the API server stored them, and what is there at the end.
import { createIdentities, ordinalOf } from './naming.mjs';

/** What was stored at the end may arrive a moment after it, in milliseconds. */
const LATE = 20;
const CONTROLLERS = { StatefulSet: 'statefulset-controller', DaemonSet: 'daemonset-controller' };
/** Who announces a pod's end in its condition DisruptionTarget (pkg/apis/core, PodDisruptionConditions, since 1.31). */
const DISRUPTORS = {
  EvictionByEvictionAPI: 'user',
  DeletionByTaintManager: 'node-lifecycle',
  DeletionByPodGC: 'pod-garbage-collector',
  PreemptionByScheduler: 'scheduler',
  TerminationByKubelet: 'kubelet',
};

const conditionOf = (pod, type) => pod.status?.conditions?.find((condition) => condition.type === type);
const isReady = (pod) => conditionOf(pod, 'Ready')?.status === 'True';
const phaseOf = (pod) => pod?.status?.phase;
const deletionAsked = (object) => object?.metadata.deletionTimestamp !== undefined;
const controllerOf = (object) => object.metadata.ownerReferences?.find((owner) => owner.controller);
const present = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

/** The workload's own counters; revisions as numbers, conditions without their clocks and texts. */
function statusOf({ status = {} }, revisions) {
  const { observedGeneration: _observed, collisionCount, conditions, ...rest } = status;
  const counters = { ...rest };
  for (const key of ['currentRevision', 'updateRevision'])
    if (counters[key] !== undefined) counters[key] = revisions.named(counters[key]) ?? counters[key];
  return {
    ...counters,
    ...(collisionCount ? { collisionCount } : {}),
    ...(conditions
      ? { conditions: conditions.map(({ type, status: state, reason }) => ({ type, status: state, reason })) }
      : {}),
  };
}

/**
 * Resource versions count the writes of the whole store, so they order what several watches told. Kubernetes Events may be
 * kept in a store of their own: they are ordered by when they arrived.
 */
function inOrder(seen, startedAt) {
  const stored = seen
    .filter(({ what }) => what !== 'event')
    .map((entry) => ({ ...entry, version: Number(entry.object.metadata.resourceVersion) }))
    .sort((a, b) => a.version - b.version);
  let clock = startedAt;
  const timed = stored.map((entry) => {
    clock = Math.max(clock, entry.at);
    return { ...entry, at: clock };
  });
  // the sort is stable: a warning follows what was stored at its moment
  return [...timed, ...seen.filter(({ what }) => what === 'event')].sort((a, b) => a.at - b.at);
}

/**
 * The events of a trace.
 * @param recording `seen`: `{ what: 'pod' | 'claim' | 'revision' | 'set' | 'event', type, object, at }`, as watches told it;
 *   `startedAt`, `endedAt` in milliseconds; `asked`: `{ uid, at }` of what a step deleted; `kind`, `set`, `namespace`;
 *   `revisions` of naming.mjs
 */
export function eventsOf({ seen, startedAt, endedAt, asked, kind, set, namespace, revisions }) {
  const events = [];
  const identify = createIdentities({ kind, set });
  const before = new Map();
  const warned = new Set();
  const controller = CONTROLLERS[kind];
  let owner = null;
  let ownerGoes = false;
  let lastStatus = '';

  const byUser = ({ metadata }, at) => asked.some((one) => one.uid === metadata.uid && one.at <= at);
  /**
   * Who asked for a pod's deletion. The API does not tell: what the steps deleted is known, disruptions announce themselves,
   * pods whose set is gone fall to the garbage collector, and what nobody else deletes its controller does.
   */
  const deleterOf = (pod, at) => {
    if (byUser(pod, at)) return 'user';
    const disruption = conditionOf(pod, 'DisruptionTarget');
    if (disruption?.status === 'True' && DISRUPTORS[disruption.reason]) return DISRUPTORS[disruption.reason];
    const controlledBy = controllerOf(pod);
    if (controlledBy === undefined) return undefined;
    if (ownerGoes && controlledBy.uid === owner) return 'garbage-collector';
    return CONTROLLERS[controlledBy.kind];
  };

  const podEvents = (emit, { type, object: pod, at }, old) => {
    const { object, ordinal, node } = identify(pod);
    const about = (where) => ({ object, ordinal, node: where, revision: revisions.numberOf(pod) });
    const rest = about(node ?? pod.spec.nodeName);
    if (type === 'DELETED') {
      if (!deletionAsked(old)) emit({ type: 'pod-deletion-requested', by: deleterOf(pod, at), ...rest });
      emit({ type: 'pod-gone', ...rest });
      return;
    }
    if (!old) emit({ type: 'pod-created', by: CONTROLLERS[controllerOf(pod)?.kind], ...about(node) });
    if (pod.spec.nodeName && !old?.spec.nodeName) emit({ type: 'pod-scheduled', by: 'scheduler', ...rest });
    if (deletionAsked(pod)) {
      if (!deletionAsked(old)) emit({ type: 'pod-deletion-requested', by: deleterOf(pod, at), ...rest });
      return;
    }
    const phase = phaseOf(pod);
    const turned = phase !== phaseOf(old);
    if (phase === 'Running' && turned) emit({ type: 'pod-running', by: 'kubelet', ...rest });
    const wasReady = old !== undefined && isReady(old);
    if (isReady(pod) && !wasReady) emit({ type: 'pod-ready', by: 'kubelet', ...rest });
    if (phase === 'Failed' && turned) {
      const collected = conditionOf(pod, 'DisruptionTarget')?.reason === 'DeletionByPodGC';
      emit({ type: 'pod-failed', by: collected ? 'pod-garbage-collector' : 'kubelet', ...rest });
    }
    if (phase === 'Succeeded' && turned) emit({ type: 'pod-succeeded', by: 'kubelet', ...rest });
    if (wasReady && !isReady(pod) && phase === 'Running') {
      // a kubelet takes both conditions back, the node lifecycle controller Ready alone
      const alone = conditionOf(pod, 'ContainersReady')?.status === 'True';
      emit({ type: 'pod-unready', by: alone ? 'node-lifecycle' : 'kubelet', ...rest });
    }
  };

  const claimEvents = (emit, { type, object: claim, at }, old) => {
    const { name, ownerReferences } = claim.metadata;
    const rest = { object: name, ordinal: ordinalOf(name) };
    if (!old && type !== 'DELETED') emit({ type: 'claim-created', by: 'statefulset-controller', ...rest });
    if ((type === 'DELETED' || deletionAsked(claim)) && !deletionAsked(old)) {
      const by = byUser(claim, at) ? 'user' : ownerReferences?.length > 0 ? 'garbage-collector' : undefined;
      emit({ type: 'claim-deletion-requested', by, ...rest });
    }
    if (type === 'DELETED') emit({ type: 'claim-gone', ...rest });
  };

  const setEvents = (emit, { type, object }, old) => {
    owner = object.metadata.uid;
    const goes = type === 'DELETED' || deletionAsked(object);
    ownerGoes = goes;
    if (goes && !deletionAsked(old)) emit({ type: 'set-deletion-requested', by: 'user', object: set });
    if (type === 'DELETED') {
      lastStatus = '';
      emit({ type: 'set-gone', object: set });
      return;
    }
    const status = statusOf(object, revisions);
    if (JSON.stringify(status) === lastStatus) return;
    lastStatus = JSON.stringify(status);
    emit({ type: 'status', by: controller, object: set, status });
  };

  const revisionEvents = (emit, { type, object }, old) => {
    if (old || type === 'DELETED') return;
    const revision = revisions.named(object.metadata.name);
    emit({ type: 'revision-created', by: controller, object: `${set}/${revision}`, revision });
  };

  const warningEvents = (emit, { object }) => {
    if (object.type !== 'Warning' || object.involvedObject?.kind !== kind || warned.has(object.metadata.uid)) return;
    warned.add(object.metadata.uid);
    const { reason, message } = object;
    const by = object.source?.component || object.reportingComponent || undefined;
    emit({ type: 'warning', by, object: set, reason, message: withoutNamespace(message, namespace) });
  };

  const take = {
    pod: podEvents,
    claim: claimEvents,
    set: setEvents,
    revision: revisionEvents,
    event: warningEvents,
  };
  for (const entry of inOrder(seen, startedAt)) {
    if (entry.at > endedAt + LATE) continue;
    const { uid } = entry.object.metadata;
    const old = before.get(uid);
    if (entry.type === 'DELETED') before.delete(uid);
    else before.set(uid, entry.object);
    const t = Math.max(0, Math.round(entry.at - startedAt) / 1000);
    take[entry.what]((event) => events.push(present({ t, ...event })), entry, old);
  }
  return events;
}

/** The namespace of a recording is its own; a trace speaks of `default`. */
export const withoutNamespace = (text, namespace) => (text ?? '').replaceAll(namespace, 'default');

/**
 * What is there at the end.
 * @param there `pods`, `claims`, `budgets`: items; `workload`: the set, or undefined when it is gone
 * @param identify of naming.mjs, with all pods of the recording told in their order
 */
export function finalOf({ pods, claims, budgets, workload }, identify, revisions) {
  const terminating = (object) => (deletionAsked(object) ? { terminating: true } : {});
  const rank = (a, b) => (a.ordinal ?? 0) - (b.ordinal ?? 0) || (a.object < b.object ? -1 : 1);
  return {
    pods: pods
      .map((pod) => {
        const { object, ordinal, node } = identify(pod);
        return {
          object,
          ...(ordinal === undefined ? {} : { ordinal }),
          node: node ?? pod.spec.nodeName ?? null,
          revision: revisions.numberOf(pod),
          phase: phaseOf(pod),
          ready: isReady(pod),
          ...terminating(pod),
        };
      })
      .sort(rank),
    claims: claims.map((claim) => ({ object: claim.metadata.name, ...terminating(claim) })),
    status: workload ? statusOf(workload, revisions) : null,
    ...(budgets.length === 0 ? {} : { budgets: budgets.map(budgetOf) }),
    ...(workload?.spec.updateStrategy ? { strategy: workload.spec.updateStrategy } : {}),
  };
}

function budgetOf({ metadata, status = {} }) {
  const { expectedPods = 0, currentHealthy = 0, desiredHealthy = 0, disruptionsAllowed = 0 } = status;
  return { object: metadata.name, expectedPods, currentHealthy, desiredHealthy, disruptionsAllowed };
}

/** JSON with an event a line, a pod a line and a claim a line, so that two recordings can be compared as texts. */
export function textOf({ events, final, ...head }) {
  const list = (items) => `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
  const value = (each) => (Array.isArray(each) && each.length > 0 ? list(each) : JSON.stringify(each));
  const entries = Object.entries(head).map(([key, each]) => `"${key}": ${JSON.stringify(each)},\n`);
  const last = Object.entries(final).map(([key, each]) => `"${key}": ${value(each)}`);
  return `{\n${entries.join('')}"events": ${list(events)},\n"final": {\n${last.join(',\n')}\n}\n}\n`;
}

/** Is the rollout done, and if not, what does it stand at? Asked when nothing moves any more. */
import { first } from '../core/ordinalSet';
import type { Pod, SetState } from '../core/state';
import { fieldOf, reason, type World } from '../core/world';
import {
  buildIndex as buildDaemonSetIndex,
  type DaemonSetIndex,
  NODE_CLASS,
  podsOn,
  recount,
  shouldRun,
} from '../daemonSet/index';
import { buildIndex as buildStatefulSetIndex, type StatefulSetIndex } from '../statefulSet/index';
import type { Reason, Stuck } from '../trace';
import { explainReason } from '../words/index';
import type { DaemonSetWorkload, StatefulSetWorkload } from '../workload';

interface Finding {
  readonly reason: Reason;
  readonly waitingFor: Reason;
  readonly wayOut: Reason;
  readonly object: string | null;
}

/** @param looping pods end, or are made and deleted, over and over */
export function diagnose(world: World, looping: boolean): Stuck | null {
  const { state } = world;
  const set = state.set;
  if (set === null || set.deleting !== null) return null;
  const finding = set.spec.kind === 'StatefulSet' ? statefulSet(world, set, looping) : daemonSet(world, set, looping);
  if (finding === null) return null;
  const field = fieldOf(world, finding.reason.code);
  return {
    reason: explainReason(finding.reason, 'en'),
    waitingFor: explainReason(finding.waitingFor, 'en'),
    wayOut: explainReason(finding.wayOut, 'en'),
    codes: { reason: finding.reason, waitingFor: finding.waitingFor, wayOut: finding.wayOut },
    ...(field === undefined ? {} : { field }),
    ...(finding.object === null ? {} : { object: finding.object }),
    since: (state.movedAt - state.origin) / 1000,
  };
}

// ---------------------------------------------------------------- StatefulSet

/** Ordinals whose pod stays on an old template by the user's own wish. */
export function isHeldBack(spec: StatefulSetWorkload, ordinal: number): boolean {
  const { type, rollingUpdate } = spec.updateStrategy;
  return type === 'OnDelete' || ordinal < spec.ordinalsStart + (rollingUpdate?.partition ?? 0);
}

function outdatedSlot(world: World, index: StatefulSetIndex, spec: StatefulSetWorkload, template: number): Pod | null {
  for (let slot = index.size - 1; slot >= 0; slot--) {
    const pod = world.state.pods[index.pods.get(index.start + slot) ?? -1];
    if (pod != null && pod.template !== template && !isHeldBack(spec, pod.ordinal)) return pod;
  }
  return null;
}

function statefulSet(world: World, set: SetState, looping: boolean): Finding | null {
  const { state } = world;
  const spec = set.spec as StatefulSetWorkload;
  const index = world.statefulSet ?? buildStatefulSetIndex(world);
  const outdated = outdatedSlot(world, index, spec, set.template);
  const lacking = first(index.unavailable);
  const unavailable = lacking >= 0 ? lacking : unavailableByMinReady(world, index);
  if (outdated === null && unavailable < 0 && index.condemned.size === 0 && !looping) return null;
  const fallback = `${spec.name}-${unavailable >= 0 ? index.start + unavailable : (outdated?.ordinal ?? spec.ordinalsStart)}`;
  const wait = state.wait ?? reason(unavailable >= 0 ? 'sts-wait-ready' : 'sts-wait-requeue-lost', { pod: fallback });
  const name = String(wait.params['pod'] ?? fallback);
  const pod = state.pods[world.podByName.get(name) ?? -1] ?? null;
  const why = looping ? loopReason(world, spec, name) : wait;
  return {
    reason: why,
    waitingFor: waitingFor(world, pod, wait),
    wayOut: wayOut(world, spec, why, pod, name),
    object: name,
  };
}

function unavailableByMinReady(world: World, index: StatefulSetIndex): number {
  for (let slot = 0; slot < index.size; slot++) {
    const pod = world.state.pods[index.pods.get(index.start + slot) ?? -1];
    if (pod != null && !pod.available) return slot;
  }
  return -1;
}

function loopReason(world: World, spec: StatefulSetWorkload, pod: string): Reason {
  const churns = spec.updateStrategy.type === 'RollingUpdate' && spec.updateStrategy.rollingUpdate === undefined;
  const ended = world.journal.some((event) => event.type === 'pod-failed' || event.type === 'pod-succeeded');
  return churns && !ended ? reason('sts-churn', { pod }) : reason('sts-delete-ended', { pod, phase: 'Failed' });
}

/** What the pod that everything waits for lacks. */
function waitingFor(world: World, pod: Pod | null, wait: Reason): Reason {
  if (pod === null) return wait;
  const params = { pod: pod.name, node: world.state.nodes[pod.node]?.name ?? '' };
  if (pod.deletedAt >= 0) return reason('sts-wait-terminate', params);
  if (pod.node < 0 && pod.unschedulable !== null) return pod.unschedulable;
  if (!pod.ready) return reason('sts-wait-ready', params);
  return wait;
}

function wayOut(world: World, spec: StatefulSetWorkload, why: Reason, pod: Pod | null, name: string): Reason {
  const params = { pod: name };
  switch (why.code) {
    case 'sts-create-refused':
      return reason('way-shorter-name', params);
    case 'sts-create-exists':
      return reason('way-delete-strays', params);
    case 'sts-wait-claim-stale':
    case 'sts-wait-requeue-lost':
      return reason('way-touch-set', params);
    case 'sts-strategy-unknown':
      return reason('way-change-strategy', params);
    case 'sts-churn':
      return reason('way-write-rolling-update', params);
    case 'sts-wait-claim-deleting':
    case 'sts-wait-condemned':
    case 'sts-wait-frozen':
      return reason('way-delete-pod', params);
    case 'sts-delete-ended':
      return reason('way-fix-template-parallel', params);
    default:
      break;
  }
  if (pod === null) return reason('way-touch-set', params);
  if (pod.deletedAt >= 0) return reason('way-force-delete', params);
  if (pod.node < 0) return reason('way-free-node', params);
  if (spec.updateStrategy.type === 'Recreate') return reason('way-fix-template', params);
  // Only pods above the ones that are waited for were made from an older template: deleting it brings the new one.
  if (pod.template !== world.state.set?.template) return reason('way-delete-pod', params);
  if (spec.podManagementPolicy === 'OrderedReady' || spec.updateStrategy.type === 'OnDelete') {
    return reason('way-delete-pod-after-fix', params);
  }
  const frozenBefore137 = world.gates.enabled('MaxUnavailableStatefulSet') && !world.gates.has('parallelTwoPasses');
  return reason(frozenBefore137 ? 'way-delete-pod-after-fix' : 'way-fix-template-parallel', params);
}

// ------------------------------------------------------------------ DaemonSet

function daemonSet(world: World, set: SetState, looping: boolean): Finding | null {
  const { state } = world;
  const spec = set.spec as DaemonSetWorkload;
  const index = world.daemonSet ?? buildDaemonSetIndex(world);
  let blocker: { readonly node: number; readonly pod: Pod | null } | null = null;
  let weight = 0;
  let handover = false;
  for (const node of state.nodes) {
    if (!shouldRun(index, node.index)) continue;
    recount(world, index, node.index);
    const its = index.classes[node.index] ?? 0;
    const done =
      its === NODE_CLASS.newAvailable || (spec.updateStrategy.type === 'OnDelete' && its === NODE_CLASS.oldAvailable);
    if (done) continue;
    // A new pod that does not become available says more than an old one that waits for its turn.
    const its2 =
      its === NODE_CLASS.newUnavailable || its === NODE_CLASS.bothNewUnavailable
        ? 3
        : its === NODE_CLASS.oldAvailable
          ? 1
          : 2;
    if (its2 <= weight) continue;
    weight = its2;
    handover = its === NODE_CLASS.bothNewAvailable;
    const pods = podsOn(world, index, node.index);
    const pod =
      pods.find((other) => other.template === set.template && !other.available) ??
      pods.find((other) => !other.available) ??
      pods[0] ??
      null;
    blocker = { node: node.index, pod };
  }
  // Only old pods that wait for their turn: what uses up the budget may stand on a node that wants no pod any more.
  if (weight === 1) blocker = unwantedHolder(world, index) ?? blocker;
  if (blocker === null && !looping) return state.wait?.code === 'ds-selecting-all' ? selectingAll(state.wait) : null;
  const node = state.nodes[blocker?.node ?? -1]?.name ?? '';
  const pod = blocker?.pod ?? null;
  const params = { pod: pod?.name ?? `${spec.name}@${node}`, node };
  if (handover && !looping) {
    // The new pod is available, and only a sync is missing that would delete the old one.
    const lost = reason('ds-wait-requeue-lost', params);
    return { reason: lost, waitingFor: lost, wayOut: reason('way-touch-set', params), object: node };
  }
  const why = state.wait ?? reason('ds-install-unready', params);
  if (why.code === 'ds-selecting-all') return selectingAll(why);
  return {
    reason: why,
    waitingFor: daemonWaitingFor(pod, params),
    wayOut: daemonWayOut(world, why, pod, params),
    object: node,
  };
}

/** A node that should not run the set's pod, but whose pod counts as unavailable until it is gone. */
function unwantedHolder(
  world: World,
  index: DaemonSetIndex,
): { readonly node: number; readonly pod: Pod | null } | null {
  const { state } = world;
  for (const node of state.nodes) {
    if (shouldRun(index, node.index)) continue;
    recount(world, index, node.index);
    const its = index.classes[node.index] ?? NODE_CLASS.none;
    if (its === NODE_CLASS.none || its === NODE_CLASS.oldAvailable || its === NODE_CLASS.newAvailable) continue;
    const pods = (index.pods[node.index] ?? []).flatMap((id) => state.pods[id] ?? []);
    const pod = pods.find((other) => other.deletedAt >= 0) ?? pods.find((other) => !other.available) ?? null;
    if (pod !== null) return { node: node.index, pod };
  }
  return null;
}

function selectingAll(why: Reason): Finding {
  return { reason: why, waitingFor: why, wayOut: reason('way-write-selector', {}), object: null };
}

function daemonWaitingFor(pod: Pod | null, params: { pod: string; node: string }): Reason {
  if (pod === null) return reason('ds-install-unready', params);
  if (pod.deletedAt >= 0) return reason('sts-wait-terminate', params);
  if (pod.node < 0 && pod.unschedulable !== null) return pod.unschedulable;
  if (pod.phase === 'Failed') return reason('kubelet-ended', { ...params, phase: 'Failed' });
  return reason('ds-install-unready', params);
}

/** The machine of a pod does not answer: it has to come back, or the pod be deleted by force. */
function silent(world: World, pod: Pod): boolean {
  return world.state.nodes[pod.node]?.ready === 'Unknown';
}

function daemonWayOut(world: World, why: Reason, pod: Pod | null, params: { pod: string; node: string }): Reason {
  if (why.code === 'ds-node-vanished') return reason('way-wait', params);
  if (pod === null) return reason('way-fix-template', params);
  if (pod.deletedAt >= 0) return reason(silent(world, pod) ? 'way-node-back' : 'way-force-delete', params);
  if (pod.unschedulable?.code === 'scheduler-ports') {
    return reason('way-delete-old-pod', { ...params, pod: String(pod.unschedulable.params['holder'] ?? params.pod) });
  }
  if (pod.node < 0) return reason('way-free-node', params);
  if (world.state.nodes[pod.node]?.ready !== 'True') return reason('way-node-back', params);
  return reason('way-fix-template', params);
}

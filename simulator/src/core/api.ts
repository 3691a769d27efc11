/** The API server's part: what is stored when pods, claims and sets are written, and who hears of it. */
import type { Actor, Reason, Tie } from '../trace';
import type { PodTemplate, Workload } from '../workload';
import type { Claim, Pod } from './state';
import { LATENCY, plan, reason, stamp, tell, tellPod, type World } from './world';

/** The templates applied, numbered in the order of their first appearance. @returns index */
function templateIndex(world: World, template: PodTemplate): number {
  const { templates } = world.state;
  for (let i = templates.length - 1; i >= 0; i--) if (templates[i]?.fingerprint === template.fingerprint) return i;
  templates.push(template);
  return templates.length - 1;
}

export function templateOf(world: World, pod: Pod): PodTemplate {
  return world.state.templates[pod.template] as PodTemplate;
}

export interface NewPod {
  readonly ordinal: number;
  readonly target: number;
  readonly template: number;
  readonly generation: number;
  readonly claims: readonly string[];
}

/** POST of a pod by its controller. The name must be free (StatefulSet). */
export function createPod(world: World, wanted: NewPod, by: Actor, why: Reason, tie?: Tie): Pod {
  const { state } = world;
  const set = state.set;
  const { setName } = world;
  let name: string;
  let instance: number;
  if (wanted.target >= 0) {
    const node = state.nodes[wanted.target];
    instance = node === undefined ? 1 : ++node.instances;
    name = `${setName}@${node?.name ?? ''}#${instance}`;
  } else {
    name = `${setName}-${wanted.ordinal}`;
    instance = (state.instances[name] ?? 0) + 1;
    state.instances[name] = instance;
  }
  const pod: Pod = {
    id: state.pods.length,
    name,
    ordinal: wanted.ordinal,
    target: wanted.target,
    instance,
    template: wanted.template,
    generation: wanted.generation,
    owner: set?.uid ?? 0,
    createdAt: stamp(state.now),
    node: -1,
    phase: 'Pending',
    ready: false,
    readyAt: -1,
    available: false,
    deletedAt: -1,
    grace: 0,
    rule: -1,
    started: false,
    wantReady: false,
    ended: false,
    evictAt: -1,
    claims: wanted.claims,
    unschedulable: null,
    attempts: 0,
    attemptedAt: 0,
  };
  state.pods.push(pod);
  if (instance > state.mostInstances) state.mostInstances = instance;
  if (wanted.target < 0) world.podByName.set(name, pod.id);
  tellPod(world, pod, 'pod-created', by, why, tie);
  world.watch.pod(world, pod, 'added');
  return pod;
}

/**
 * DELETE of a pod. A pod that has ended, was never bound, or has no grace is removed at once
 * (pkg/registry/core/pod.CheckGracefulDelete); otherwise its kubelet stops it first.
 * @param graceSeconds absent: the pod's own; 0: forced
 */
export function deletePod(world: World, pod: Pod, by: Actor, why: Reason, graceSeconds?: number, tie?: Tie): void {
  const own = templateOf(world, pod).terminationGracePeriodSeconds;
  const over = pod.node < 0 || pod.phase === 'Failed' || pod.phase === 'Succeeded';
  const grace = over ? 0 : Math.max(0, graceSeconds ?? own) * 1000;
  if (pod.deletedAt >= 0) {
    // Asked before: only a shorter grace changes anything, and it counts from now on.
    const { now } = world.state;
    if (grace === 0) removePod(world, pod, by, reason('user-forced', { pod: pod.name }));
    else if (now + grace < pod.deletedAt + pod.grace) {
      pod.grace = now + grace - pod.deletedAt;
      world.watch.pod(world, pod, 'deleting');
    }
    return;
  }
  tellPod(world, pod, 'pod-deletion-requested', by, why, tie);
  if (grace === 0) {
    removePod(world, pod, by, reason('api-removed-at-once', { pod: pod.name, phase: pod.phase }));
    return;
  }
  markDeleted(world, pod);
  pod.grace = grace;
  world.watch.pod(world, pod, 'deleting');
}

/** The pod object goes. */
export function removePod(world: World, pod: Pod, by: Actor, why: Reason): void {
  const { state } = world;
  if (state.pods[pod.id] !== pod) return;
  if (pod.deletedAt < 0) markDeleted(world, pod);
  state.pods[pod.id] = null;
  if (pod.target < 0 && world.podByName.get(pod.name) === pod.id) world.podByName.delete(pod.name);
  const node = state.nodes[pod.node];
  if (node !== undefined) drop(node.pods, pod.id);
  drop(state.unschedulable, pod.id);
  tellPod(world, pod, 'pod-gone', by, why);
  world.watch.pod(world, pod, 'gone');
}

function markDeleted(world: World, pod: Pod): void {
  pod.deletedAt = world.state.now;
  const node = world.state.nodes[pod.node];
  if (node !== undefined) node.living--;
}

function drop(list: number[], value: number): void {
  const at = list.indexOf(value);
  if (at >= 0) list.splice(at, 1);
}

/** Conditions and phase as the kubelet, node lifecycle or the pod collector report them. */
export function setReady(world: World, pod: Pod, ready: boolean, by: Actor, why: Reason): void {
  if (pod.ready === ready) return;
  pod.ready = ready;
  pod.readyAt = stamp(world.state.now);
  if (!ready) pod.available = false;
  if (pod.deletedAt < 0) tellPod(world, pod, ready ? 'pod-ready' : 'pod-unready', by, why);
  world.watch.pod(world, pod, ready ? 'ready' : 'unready');
}

/** The pod's phase becomes Failed or Succeeded. */
export function setEnded(world: World, pod: Pod, phase: 'Failed' | 'Succeeded', by: Actor, why: Reason): void {
  if (pod.phase === phase) return;
  pod.phase = phase;
  if (pod.ready) pod.readyAt = stamp(world.state.now);
  pod.ready = false;
  pod.available = false;
  if (pod.deletedAt < 0) {
    tellPod(world, pod, phase === 'Failed' ? 'pod-failed' : 'pod-succeeded', by, why);
    if (pod.instance > world.state.mostEndings) world.state.mostEndings = pod.instance;
    world.watch.pod(world, pod, 'ended');
  } else {
    world.watch.pod(world, pod, 'stopped');
  }
}

/** POST of a claim; it is bound the moment it is made. */
export function createClaim(world: World, name: string, ordinal: number, owner: Claim['owner'], why: Reason): void {
  world.state.claims[name] = { name, ordinal, owner, deleting: false };
  const names = world.claimNames.get(ordinal);
  if (names === undefined) world.claimNames.set(ordinal, [name]);
  else names.push(name);
  tell(world, { type: 'claim-created', by: 'statefulset-controller', object: name, ordinal, reason: why });
  world.watch.claim(world, ordinal);
}

/** DELETE of a claim: it stays until no bound pod uses it (pkg/controller/volume/pvcprotection). */
export function deleteClaim(world: World, claim: Claim, by: Actor, why: Reason): void {
  if (claim.deleting) return;
  claim.deleting = true;
  tell(world, { type: 'claim-deletion-requested', by, object: claim.name, ordinal: claim.ordinal, reason: why });
  world.watch.claim(world, claim.ordinal);
  plan(world.state, LATENCY.protect, 'protect', claim.ordinal);
}

/** PUT of a set: created, or its whole spec replaced. */
export function applySet(world: World, spec: Workload): 'created' | 'changed' | 'same' {
  const { state } = world;
  const template = templateIndex(world, spec.template);
  world.fields.clear();
  if (state.set === null) {
    state.set = {
      uid: ++state.uids,
      spec,
      template,
      generation: 1,
      templateGeneration: 1,
      observedGeneration: 0,
      deleting: null,
      status: {},
      conditions: [],
    };
    state.wait = null;
    return 'created';
  }
  const set = state.set;
  if (comparable(set.spec) === comparable(spec)) {
    set.spec = spec;
    return 'same';
  }
  set.generation++;
  if (set.template !== template) set.templateGeneration++;
  set.spec = spec;
  set.template = template;
  return 'changed';
}

/** What of a workload is stored, as text that no order of keys changes; where its values were written is not. */
function comparable(spec: Workload): string {
  const stored = { ...spec, writtenFields: [], template: spec.template.fingerprint };
  return JSON.stringify(stored, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

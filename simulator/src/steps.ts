/** The steps of a scenario: what a person, or the cluster, does. */
import { applySet, deleteClaim, deletePod } from './core/api';
import { makeNode, rankNodes } from './core/nodes';
import type { Node, Pod } from './core/state';
import { enqueue } from './core/workQueue';
import { reason, type World } from './core/world';
import { buildIndex as buildDaemonSetIndex } from './daemonSet/index';
import { applyBudget, deleteBudget } from './disruption/budget';
import { startDrain } from './disruption/drain';
import { deleteSet, endDeletion } from './garbageCollector';
import { specChanged } from './informers';
import { nodeReady, report } from './kubelet';
import { conditionsChanged, planMonitor } from './nodes/lifecycle';
import { planPodGc } from './nodes/podGc';
import { NOT_READY, OUT_OF_SERVICE } from './placement/taints';
import type { NodeChange, Step } from './scenario';
import type { Reason } from './trace';
import type { Workload } from './workload';

/** @param limited see `makeNode` @param seed see `rankNodes` */
export interface StepContext {
  readonly limited: boolean;
  readonly seed: number;
}

/**
 * The change that a step makes to the set, as a verdict is about it.
 * @returns the set that is asked for, or (a deletion) that was there; null for other steps
 */
export function changeOf(world: World, step: Step): Workload | null {
  if ('apply' in step) return step.apply;
  return 'delete' in step ? (world.state.set?.spec ?? null) : null;
}

/** Carries a step out, unless it changes the set: for trials of what else happens. */
export function performBeside(world: World, step: Step | undefined, context: StepContext): void {
  if (step !== undefined && !('apply' in step) && !('delete' in step)) perform(world, step, context);
}

/** Carries a step out. @returns why it could not be */
export function perform(world: World, step: Step, context: StepContext): Reason | null {
  const { state } = world;
  if ('apply' in step) {
    state.appliedAt = state.now;
    // A PUT without the finalizers of a set that is being deleted takes them off: the set goes, and nothing is applied.
    if (endDeletion(world)) return reason('step-set-going', { set: step.apply.name });
    const done = applySet(world, step.apply);
    if (done === 'same') return null;
    specChanged(world);
    enqueue(world);
    return null;
  }
  if ('applyBudget' in step) {
    applyBudget(world, step.applyBudget);
    return null;
  }
  if ('deleteBudget' in step) {
    return deleteBudget(world, step.deleteBudget) ? null : reason('step-no-budget', { budget: step.deleteBudget });
  }
  if ('deletePod' in step) {
    const pod = podNamed(world, step.deletePod);
    if (pod === null) return reason('step-no-pod', { pod: step.deletePod });
    userDeletes(world, pod, step.graceSeconds);
    return null;
  }
  if ('deletePodOn' in step) {
    const pod =
      typeof step.deletePodOn === 'string'
        ? podOn(world, step.deletePodOn)
        : podOfRevision(world, step.deletePodOn.revision);
    if (pod === null) {
      const where = typeof step.deletePodOn === 'string' ? step.deletePodOn : `revision ${step.deletePodOn.revision}`;
      return reason('step-no-pod', { pod: where });
    }
    userDeletes(world, pod, step.graceSeconds);
    return null;
  }
  if ('pod' in step) {
    const pod = step.pod.name !== undefined ? podNamed(world, step.pod.name) : podOn(world, step.pod.on ?? '');
    if (pod === null) return reason('step-no-pod', { pod: step.pod.name ?? step.pod.on ?? '' });
    report(world, pod.id, step.pod.ready);
    return null;
  }
  if ('deleteClaim' in step) {
    const claim = state.claims[step.deleteClaim];
    if (claim === undefined) return reason('step-no-claim', { claim: step.deleteClaim });
    deleteClaim(world, claim, 'user', reason('user-deleted', { object: claim.name }));
    return null;
  }
  if ('delete' in step) {
    if (state.set === null) return reason('step-no-set', {});
    state.appliedAt = state.now;
    deleteSet(world, step.delete.cascade ?? 'background');
    enqueue(world);
    return null;
  }
  return changeNode(world, step.node, context);
}

function userDeletes(world: World, pod: Pod, graceSeconds: number | undefined): void {
  deletePod(
    world,
    pod,
    'user',
    reason(graceSeconds === 0 ? 'user-forced' : 'user-deleted', { pod: pod.name, object: pod.name }),
    graceSeconds,
  );
}

function podNamed(world: World, name: string): Pod | null {
  const id = world.podByName.get(name);
  if (id !== undefined) return world.state.pods[id] ?? null;
  for (const pod of world.state.pods) if (pod != null && pod.name === name) return pod;
  return null;
}

/** The oldest pod on a node (or meant for it) that is not being deleted. */
function podOn(world: World, node: string): Pod | null {
  let found: Pod | null = null;
  for (const pod of world.state.pods) {
    if (pod == null || pod.deletedAt >= 0 || nodeNameOf(world, pod) !== node) continue;
    if (found === null || pod.createdAt < found.createdAt) found = pod;
  }
  return found;
}

/** On the first node, by name, whose pod has that revision. */
function podOfRevision(world: World, revision: number): Pod | null {
  let found: Pod | null = null;
  for (const pod of world.state.pods) {
    if (pod == null || pod.deletedAt >= 0 || pod.template + 1 !== revision) continue;
    if (found === null || nodeNameOf(world, pod) < nodeNameOf(world, found)) found = pod;
  }
  return found;
}

function nodeNameOf(world: World, pod: Pod): string {
  return world.state.nodes[pod.target >= 0 ? pod.target : pod.node]?.name ?? '';
}

function changeNode(world: World, change: NodeChange, context: StepContext): Reason | null {
  const { state } = world;
  const name = change.name ?? nodeOfPod(world, change.of) ?? change.add?.name;
  if (name === undefined) {
    return change.of === undefined ? reason('step-no-node', { node: '' }) : reason('step-no-pod', { pod: change.of });
  }
  if (change.add !== undefined) {
    if (state.nodes.some((other) => other.name === name && other.exists))
      return reason('step-node-exists', { node: name });
    addNode(world, name, change.add, context);
  }
  const node = state.nodes.find((other) => other.name === name && other.exists);
  if (node === undefined) return reason('step-no-node', { node: name });
  if (change.cordon !== undefined) cordon(world, node, change.cordon);
  if (change.uncordon === true) cordon(world, node, false);
  if (change.addTaint !== undefined) {
    // A taint is known by its key and effect.
    const { key, effect } = change.addTaint;
    node.taints = [...node.taints.filter((taint) => taint.key !== key || taint.effect !== effect), change.addTaint];
    if (key === OUT_OF_SERVICE) planPodGc(world);
    world.watch.node(world, node.index);
  }
  const gone = change.removeTaint;
  if (gone !== undefined) {
    node.taints = node.taints.filter(
      (taint) => !(taint.key === gone.key && (gone.effect === undefined || taint.effect === gone.effect)),
    );
    world.watch.node(world, node.index);
  }
  if (change.setLabels !== undefined) {
    const labels = { ...node.labels };
    for (const [key, value] of Object.entries(change.setLabels)) {
      if (value === null) delete labels[key];
      else labels[key] = value;
    }
    node.labels = labels;
    world.watch.node(world, node.index);
  }
  if (change.ready !== undefined) setNodeReady(world, node, change.ready);
  if (change.lost !== undefined) setLost(world, node, change.lost);
  if (change.drain !== undefined) {
    if (!node.unschedulable) cordon(world, node, true);
    startDrain(world, node, change.drain);
  }
  if (change.remove === true) {
    node.exists = false;
    world.watch.node(world, node.index);
    planPodGc(world);
  }
  return null;
}

function nodeOfPod(world: World, pod: string | undefined): string | undefined {
  if (pod === undefined) return undefined;
  const found = podNamed(world, pod);
  return found === null ? undefined : world.state.nodes[found.node]?.name;
}

/** A node joins with the not-ready taint (admission TaintNodesByCondition), which goes at once as it is ready. */
function addNode(world: World, name: string, spec: NonNullable<NodeChange['add']>, context: StepContext): void {
  const { state } = world;
  const known = state.nodes.find((other) => other.name === name);
  const node = makeNode({ ...spec, name }, known?.index ?? state.nodes.length, context.limited);
  if (known !== undefined) {
    // Pods of an earlier node of this name are still bound to the name.
    node.pods = known.pods;
    node.living = known.living;
    node.instances = known.instances;
  }
  state.nodes[node.index] = node;
  node.systemTaints = [...node.systemTaints, { key: NOT_READY, effect: 'NoSchedule' }];
  rankNodes(state.nodes, context.seed, world.rank, world.order);
  if (state.set?.spec.kind === 'DaemonSet') buildDaemonSetIndex(world);
  world.watch.node(world, node.index);
  conditionsChanged(world, node);
}

function cordon(world: World, node: Node, unschedulable: boolean): void {
  node.unschedulable = unschedulable;
  conditionsChanged(world, node);
}

function setNodeReady(world: World, node: Node, ready: boolean): void {
  node.kubeletReady = ready;
  node.ready = ready ? 'True' : 'False';
  conditionsChanged(world, node);
  planMonitor(world, world.state.now);
  if (ready) nodeReady(world, node);
}

function setLost(world: World, node: Node, lost: boolean): void {
  if (lost) {
    if (node.lostAt < 0) node.lostAt = world.state.now;
    planMonitor(world, world.state.now);
    return;
  }
  node.lostAt = -1;
  setNodeReady(world, node, true);
}

/**
 * What is going to happen: a binary heap in plain JSON, ordered by (time, sequence), so that what was planned first
 * comes first when times are equal.
 */

/** What is due; `id` is a pod, node or step, `arg` a moment or counter that tells whether it is still wanted. */
export type DueType =
  /** a step of the scenario; id: its index */
  | 'step'
  /** the controller's worker takes the key from its queue */
  | 'sync'
  /** a delayed addition to the controller's queue; arg: when it was asked for */
  | 'wake'
  /** the scheduler looks at a pod */
  | 'schedule'
  /** the scheduler looks again at the pods that fit nowhere */
  | 'reschedule'
  /** the kubelet's timers of a pod */
  | 'start'
  | 'ready'
  | 'end'
  | 'stop'
  /** the pod object goes after its phase was reported */
  | 'remove'
  /** the kubelet of a node that is back takes up its pods; id: node */
  | 'resume'
  /** a ready pod has been so for minReadySeconds */
  | 'available'
  /** the garbage collector looks at what an owner left behind; id: what went (pod, or -1 for the set) */
  | 'collect'
  /** finalizers of a set that is being deleted */
  | 'finalize'
  /** the protection of claims that are being deleted */
  | 'protect'
  /** the DaemonSet controller looks at a node; id: node */
  | 'node-update'
  /** node lifecycle: taints that follow from conditions; id: node */
  | 'node-taints'
  /** node lifecycle: the periodic look at all nodes */
  | 'node-monitor'
  /** node lifecycle: a zone's queue of nodes to taint NoExecute */
  | 'zone-taint'
  /** taint eviction of a pod; arg: when it was planned for */
  | 'evict'
  /** taint eviction looks at the pods of a node */
  | 'evict-node'
  /** the disruption controller works out the budgets that wait for it */
  | 'budget'
  /** an evicted pod has had its time to go; id: the pod */
  | 'budget-recheck'
  /** a drain tries to evict a pod; id: the drain, arg: which of its pods */
  | 'drain'
  /** the pod garbage collector's round */
  | 'pod-gc';

export interface Due {
  readonly at: number;
  readonly seq: number;
  readonly type: DueType;
  readonly id: number;
  readonly arg: number;
}

function before(a: Due, b: Due): boolean {
  return a.at < b.at || (a.at === b.at && a.seq < b.seq);
}

export function push(heap: Due[], due: Due): void {
  let at = heap.length;
  heap.push(due);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent] as Due;
    if (!before(due, above)) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = due;
}

export function peek(heap: readonly Due[]): Due | undefined {
  return heap[0];
}

export function pop(heap: Due[]): Due | undefined {
  const top = heap[0];
  const tail = heap.pop();
  if (top === undefined || tail === undefined || heap.length === 0) return top;
  let at = 0;
  const size = heap.length;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    if (child + 1 < size && before(heap[child + 1] as Due, heap[child] as Due)) child++;
    const below = heap[child] as Due;
    if (!before(below, tail)) break;
    heap[at] = below;
    at = child;
  }
  heap[at] = tail;
  return top;
}

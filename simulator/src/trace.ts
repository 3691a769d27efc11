/** A trace: what happened, event by event. The vocabulary is shared with recordings of real clusters. */
import type { ReasonCode } from './reasons';
import type { FieldPath, WorkloadKind } from './workload';

export type Actor =
  | 'statefulset-controller'
  | 'daemonset-controller'
  | 'scheduler'
  | 'kubelet'
  | 'garbage-collector'
  | 'pod-garbage-collector'
  | 'node-lifecycle'
  | 'user';

export type EventType =
  | 'pod-created'
  | 'pod-scheduled'
  | 'pod-running'
  | 'pod-ready'
  | 'pod-unready'
  | 'pod-available'
  | 'pod-failed'
  | 'pod-succeeded'
  | 'pod-deletion-requested'
  | 'pod-gone'
  /** simulator only: a budget refused the eviction of a pod */
  | 'eviction-refused'
  | 'claim-created'
  | 'claim-deletion-requested'
  | 'claim-gone'
  | 'revision-created'
  | 'set-deletion-requested'
  | 'set-gone'
  | 'status'
  | 'warning';

/** Values that a reason's sentence names: pods, ordinals, counts, seconds, percent. */
export type ReasonParams = Readonly<Record<string, string | number | boolean>>;

/** Why a controller did something: a code of a closed set (`simulator/src/reasons.ts`) with its parameters. */
export interface Reason {
  readonly code: ReasonCode;
  readonly params: ReasonParams;
}

/**
 * A choice that the real controller makes without an order (it walks a map, or picks at random among the best): the seed
 * settles it here.
 */
export interface Tie {
  /** how many could have been chosen, the one that was included */
  readonly among: number;
  /** their names, where they were asked for (`listTies`) */
  readonly alternatives?: readonly string[];
}

export interface TraceEvent {
  /** seconds since the scenario began */
  readonly t: number;
  readonly type: EventType;
  readonly by?: Actor;
  readonly object: string;
  readonly ordinal?: number;
  readonly node?: string;
  readonly revision?: number;
  /** For `warning` the event's own reason word, else a reason code with its parameters. */
  readonly reason?: Reason | string;
  readonly field?: FieldPath;
  /** present where the controller was free to choose another node */
  readonly tie?: Tie;
  readonly status?: Readonly<Record<string, number>>;
  /** for `status` of a StatefulSet of type Recreate: the Progressing condition */
  readonly conditions?: readonly StatusCondition[];
  readonly message?: string;
}

export interface StatusCondition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
}

export interface FinalClaim {
  readonly object: string;
  readonly terminating?: true;
}

/** The status of a PodDisruptionBudget. */
export interface FinalBudget {
  readonly object: string;
  readonly expectedPods: number;
  readonly currentHealthy: number;
  readonly desiredHealthy: number;
  readonly disruptionsAllowed: number;
}

export interface FinalPod {
  readonly object: string;
  readonly ordinal?: number;
  readonly node?: string;
  readonly revision?: number;
  readonly phase: 'Pending' | 'Running' | 'Failed' | 'Succeeded';
  readonly ready: boolean;
  readonly terminating: boolean;
}

export interface Trace {
  readonly source: 'simulator';
  readonly kind: WorkloadKind;
  readonly set: string;
  /** `1.36.3` */
  readonly kubernetesVersion: string;
  readonly events: readonly TraceEvent[];
  readonly final: {
    readonly pods: readonly FinalPod[];
    readonly claims: readonly FinalClaim[];
    readonly status: Readonly<Record<string, number>> | null;
    /** PodDisruptionBudgets, when there are any */
    readonly budgets?: readonly FinalBudget[];
  };
  /** the nodes that the cluster had at the beginning, in the order of the scenario */
  readonly nodes: readonly string[];
  /** pods that were there when the trace begins (a change to something that was installed before), else empty */
  readonly initial: { readonly pods: readonly FinalPod[]; readonly claims: readonly FinalClaim[] };
  /** when the change was made that the verdict is about: the last `apply` or `delete`, in seconds */
  readonly changeAt: number;
  /** where the trace ends, in seconds */
  readonly until: number;
  /** set when the simulation was cut short: more events than the bound allows, at that moment */
  readonly truncated?: { readonly events: number; readonly at: number };
  /** steps that could not be carried out (no such pod, no such node), each with its time and reason */
  readonly problems?: readonly { readonly t: number; readonly reason: Reason }[];
  readonly verdict: Verdict;
}

/** Where a rollout that does not come to its end stands. Words: `explainStuck`. */
export interface Stuck {
  /** English sentences; other languages are made at the edge from `codes` */
  readonly reason: string;
  readonly waitingFor: string;
  readonly wayOut: string;
  readonly codes: { readonly reason: Reason; readonly waitingFor: Reason; readonly wayOut: Reason };
  /** the manifest field responsible, when one is */
  readonly field?: FieldPath;
  /** the pod or node that everything waits for, when it is one */
  readonly object?: string;
  /** last moment at which anything moved, in seconds */
  readonly since: number;
}

export interface ExcludedNode {
  readonly node: string;
  /** English; other languages from `reason` */
  readonly why: string;
  readonly reason: Reason;
}

export interface Verdict {
  /** English; other languages are made at the edge from the fields below (`verdictSentence`). */
  readonly sentence: string;
  readonly kind: WorkloadKind;
  readonly set: string;
  /** what the change is: nothing was there before, something differs, or nothing does; `deleted`: the set itself went */
  readonly change: 'install' | 'update' | 'scale' | 'none' | 'deleted';
  /** pods (StatefulSet) or nodes (DaemonSet) in the order in which they are replaced */
  readonly restarts: readonly string[];
  /** pods or nodes that get a pod for the first time */
  readonly added: readonly string[];
  /** pods or nodes that lose their pod for good */
  readonly removed: readonly string[];
  /** from the last apply until nothing moves any more */
  readonly seconds: number;
  readonly fewestAvailable: { readonly count: number; readonly of: number; readonly at: number };
  readonly mostExtra: number;
  /** most pods that were on their way at the same time (deleted and not yet available again) */
  readonly mostAtOnce: number;
  readonly claims: {
    readonly kept: readonly string[];
    readonly deleted: readonly string[];
    readonly created: readonly string[];
  };
  /** pods that stay on the old revision, by the user's own wish (partition, OnDelete) */
  readonly heldBack: readonly string[];
  /** why they are held back; null when nothing is */
  readonly heldBackBy: 'partition' | 'on-delete' | null;
  readonly excludedNodes: readonly ExcludedNode[];
  readonly stuck: null | Stuck;
  /** the trace ends (at its `until`, or at the bound on events) while the rollout is still on its way: what it waits for then */
  readonly unfinished: null | { readonly at: number; readonly waitingFor: Reason };
  /** nodes that were drained: in how many seconds, or (null) what holds the drain up */
  readonly drains: readonly { readonly node: string; readonly seconds: number | null; readonly reason: Reason }[];
  /** the same change with a new template that never becomes ready; stopsAt: English, `stopsAtReason` for other languages */
  readonly ifBroken: {
    readonly lost: number;
    readonly stopsAt: string;
    readonly stopsAtReason: Reason;
    readonly objects: readonly string[];
  };
  /** what putting the old manifest back would do, at the end of this trace; null for a first install */
  readonly rollback: null | {
    readonly restarts: readonly string[];
    readonly seconds: number;
    readonly stuck: boolean;
    readonly reason: Reason;
  };
}

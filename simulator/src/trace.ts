/** A trace: what happened, event by event. The vocabulary is shared with recordings of real clusters. */
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
  | 'claim-created'
  | 'claim-deletion-requested'
  | 'claim-gone'
  | 'revision-created'
  | 'set-deletion-requested'
  | 'set-gone'
  | 'status'
  | 'warning';

/** Why a controller did something: a code of a closed set (`simulator/src/reasons.ts`) with its parameters. */
export interface Reason {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
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
  readonly status?: Readonly<Record<string, number>>;
  readonly message?: string;
}

export interface FinalPod {
  readonly object: string;
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
    readonly claims: readonly unknown[];
    readonly status: Readonly<Record<string, number>> | null;
  };
  readonly verdict: Verdict;
}

export interface Verdict {
  /** English; other languages are made at the edge from the fields below. */
  readonly sentence: string;
  /** pods (StatefulSet) or nodes (DaemonSet) in the order in which they are replaced */
  readonly restarts: readonly string[];
  /** from the last apply until nothing moves any more */
  readonly seconds: number;
  readonly fewestAvailable: { readonly count: number; readonly of: number; readonly at: number };
  readonly mostExtra: number;
  readonly claims: {
    readonly kept: readonly string[];
    readonly deleted: readonly string[];
    readonly created: readonly string[];
  };
  /** pods that stay on the old revision, by the user's own wish (partition, OnDelete) */
  readonly heldBack: readonly string[];
  readonly excludedNodes: readonly { readonly node: string; readonly why: string }[];
  readonly stuck: null | { readonly reason: string; readonly waitingFor: string; readonly wayOut: string };
  /** the same change with a new template that never becomes ready */
  readonly ifBroken: { readonly lost: number; readonly stopsAt: string };
}

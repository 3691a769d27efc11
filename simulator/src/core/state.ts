/** The whole state of a simulated cluster: plain JSON. Times are whole milliseconds of the simulated clock. */

import type { DrainOptions } from '../scenario';
import type { Reason, StatusCondition } from '../trace';
import type { DisruptionBudget, PodTemplate, Taint, Workload } from '../workload';
import type { Due } from './eventQueue';

export type Phase = 'Pending' | 'Running' | 'Failed' | 'Succeeded';

export interface Pod {
  /** index in `State.pods`; stands for the UID */
  readonly id: number;
  /** as traces write it: `web-0`, `agent@worker-1#2` */
  readonly name: string;
  /** -1 for daemon pods */
  readonly ordinal: number;
  /** node that a daemon pod is made for; -1 for pods of a StatefulSet */
  readonly target: number;
  /** n-th pod of that name, or on that node, from 1 */
  readonly instance: number;
  /** index in `State.templates`; stands for the controller-revision-hash label */
  readonly template: number;
  /** label pod-template-generation; 0 for pods of a StatefulSet */
  readonly generation: number;
  /** UID of the controlling set; 0: none */
  owner: number;
  /** creationTimestamp, in whole seconds as the API has it */
  readonly createdAt: number;
  /** index of the node that it is bound to; -1 */
  node: number;
  phase: Phase;
  ready: boolean;
  /** lastTransitionTime of Ready, in whole seconds; -1 */
  readyAt: number;
  /** ready for minReadySeconds */
  available: boolean;
  /** when its deletion was asked for; -1 */
  deletedAt: number;
  /** deletionGracePeriodSeconds in milliseconds; 0 while it lives */
  grace: number;
  /** index of the scenario's rule for it; -1: none matches */
  rule: number;
  /** the kubelet's own view: it has been started, what readiness it would report, it has ended */
  started: boolean;
  wantReady: boolean;
  ended: boolean;
  /** when taint eviction will delete it; -1 */
  evictAt: number;
  /** names of the claims that its volumes refer to */
  readonly claims: readonly string[];
  /** why it is bound to no node */
  unschedulable: Reason | null;
  /** when the scheduler last failed, and how often */
  attempts: number;
  attemptedAt: number;
}

export type NodeReady = 'True' | 'False' | 'Unknown';

export interface Node {
  readonly index: number;
  readonly name: string;
  exists: boolean;
  labels: Record<string, string>;
  /** taints that people set */
  taints: Taint[];
  /** taints that node lifecycle sets */
  systemTaints: Taint[];
  unschedulable: boolean;
  capacity: { cpuMillis: number; memoryBytes: number; pods: number } | null;
  ready: NodeReady;
  /** what its kubelet says of itself */
  kubeletReady: boolean;
  /** when it fell silent; -1 */
  lostAt: number;
  /** pods bound to it */
  pods: number[];
  /** how many of them are not being deleted */
  living: number;
  /** daemon pods made for it so far */
  instances: number;
}

export interface Claim {
  readonly name: string;
  readonly ordinal: number;
  /** controlling owner: the set (id: its UID) or a pod (id: pod) */
  owner: { readonly kind: 'set' | 'pod'; readonly id: number; readonly name: string } | null;
  deleting: boolean;
}

/** A ControllerRevision. */
export interface Revision {
  readonly template: number;
  /** its `revision` field */
  number: number;
  owner: number;
  readonly createdAt: number;
}

export interface SetState {
  readonly uid: number;
  spec: Workload;
  /** index of `spec.template` in `State.templates` */
  template: number;
  generation: number;
  /** DaemonSet: spec.templateGeneration */
  templateGeneration: number;
  observedGeneration: number;
  deleting: 'foreground' | 'orphan' | null;
  /** status counters; currentRevision and updateRevision as template numbers from 1, 0 when unset */
  status: Record<string, number>;
  conditions: StatusCondition[];
}

/** A controller's rate-limited work queue with its one key: client-go util/workqueue. */
export interface WorkQueue {
  queued: boolean;
  /** when the one delayed addition is due; -1: none. The earliest request wins. */
  delayedUntil: number;
  /** failures since the last success, for the rate limiter */
  failures: number;
}

export interface BackoffEntry {
  /** milliseconds */
  delay: number;
  updatedAt: number;
}

export interface ZoneTainter {
  readonly zone: string;
  /** nodes that wait for a NoExecute taint, in order */
  waiting: number[];
  /** when the last token was taken; -1: never */
  tokenAt: number;
}

/** A PodDisruptionBudget with its status. */
export interface Budget {
  spec: DisruptionBudget;
  generation: number;
  observedGeneration: number;
  /** in the disruption controller's work queue */
  queued: boolean;
  expectedPods: number;
  currentHealthy: number;
  desiredHealthy: number;
  disruptionsAllowed: number;
  /** false: the controller could not work it out (condition DisruptionAllowed with reason SyncFailed) */
  counted: boolean;
  /** pods (by id) that were evicted and are not known to go yet: when */
  disrupted: Record<string, number>;
}

export interface Drain {
  readonly node: string;
  readonly options: DrainOptions;
  readonly startedAt: number;
  /** when the last of its pods was gone; -1 */
  doneAt: number;
  readonly pods: {
    readonly id: number;
    readonly name: string;
    /** its eviction was taken, or it was gone already */
    asked: boolean;
    /** why it was refused last */
    refused: Reason | null;
    /** why it was given up */
    failed: Reason | null;
  }[];
}

export interface State {
  now: number;
  /** trace time 0 */
  readonly origin: number;
  seq: number;
  uids: number;
  due: Due[];
  nodes: Node[];
  /** gone pods leave null behind */
  pods: (Pod | null)[];
  claims: Record<string, Claim>;
  templates: PodTemplate[];
  revisions: Revision[];
  set: SetState | null;
  queue: WorkQueue;
  /** pods of a StatefulSet made so far, by name */
  instances: Record<string, number>;
  /** pods that fit no node */
  unschedulable: number[];
  rescheduleAt: number;
  /** failed daemon pods: `uid/observedGeneration/node` */
  backoff: Record<string, BackoffEntry>;
  zones: ZoneTainter[];
  /** when the next look at all nodes and the next round of the pod collector are planned; -1 */
  monitorAt: number;
  podGcAt: number;
  /** nodes without a Node object whose pods the collector has noticed: by node index, when they may be collected */
  quarantine: Record<string, number>;
  budgets: Budget[];
  drains: Drain[];
  /** warnings already given */
  warned: Record<string, true>;
  /** highest number of a pod under one name or on one node, and of one that ended by itself: loops show there */
  mostInstances: number;
  mostEndings: number;
  /** what the controller's last sync waited for */
  wait: Reason | null;
  /** last moment at which something of the trace happened */
  movedAt: number;
  /** when the last apply came; -1 */
  appliedAt: number;
}

/** A scenario: what is applied to a cluster and how its pods behave. Plain JSON; times in seconds. */
import type { DisruptionBudget, Taint, Workload } from './workload';

export interface NodeSpec {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly Taint[];
  readonly unschedulable?: boolean;
  readonly capacity?: { readonly cpuMillis?: number; readonly memoryBytes?: number; readonly pods?: number };
}

export interface PodRuleMatch {
  readonly ordinals?: readonly number[];
  readonly nodes?: readonly string[];
  /** n-th distinct template applied, from 1 */
  readonly revision?: readonly number[];
  /** n-th pod of that name, or (DaemonSet) on that node, from 1 */
  readonly instances?: readonly number[];
}

export interface PodRule {
  readonly match?: PodRuleMatch;
  readonly scheduleSeconds?: number;
  readonly startSeconds?: number;
  /** null: never */
  readonly readySeconds?: number | null;
  readonly terminateSeconds?: number;
  readonly fail?: { readonly afterSeconds: number; readonly phase: 'Failed' | 'Succeeded' };
}

export type NodeChange = {
  readonly name?: string;
  /** the node of that pod */
  readonly of?: string;
  readonly cordon?: boolean;
  readonly uncordon?: boolean;
  readonly addTaint?: Taint;
  readonly removeTaint?: { readonly key: string; readonly effect?: string };
  readonly setLabels?: Readonly<Record<string, string | null>>;
  readonly add?: Partial<NodeSpec>;
  readonly remove?: boolean;
  readonly ready?: boolean;
  readonly lost?: boolean;
  /** cordoned, then its pods are evicted, as `kubectl drain --ignore-daemonsets --delete-emptydir-data --force` does */
  readonly drain?: DrainOptions;
};

export interface DrainOptions {
  /** pods are deleted, and no budget is asked */
  readonly disableEviction?: boolean;
  /** grace period of the pods; absent: their own */
  readonly graceSeconds?: number;
}

export type Step =
  | { readonly at: number; readonly apply: Workload }
  | { readonly at: number; readonly applyBudget: DisruptionBudget }
  | { readonly at: number; readonly deleteBudget: string }
  | { readonly at: number; readonly deletePod: string; readonly graceSeconds?: number }
  | {
      readonly at: number;
      readonly deletePodOn: string | { readonly revision: number };
      readonly graceSeconds?: number;
    }
  | { readonly at: number; readonly pod: { readonly name?: string; readonly on?: string; readonly ready: boolean } }
  | { readonly at: number; readonly deleteClaim: string }
  | { readonly at: number; readonly node: NodeChange }
  | { readonly at: number; readonly delete: { readonly cascade?: 'background' | 'foreground' | 'orphan' } };

export interface Scenario {
  /** `1.36` or `1.36.3` */
  readonly kubernetesVersion: string;
  readonly featureGates?: Readonly<Record<string, boolean>>;
  /** Default: three untainted workers and one tainted control-plane node. */
  readonly nodes?: readonly NodeSpec[];
  readonly pods?: readonly PodRule[];
  readonly steps: readonly Step[];
  readonly until: number;
  readonly tolerance?: { readonly seconds: number };
  readonly ties?: 'clock' | 'sequence';
  readonly seed?: number;
}

/** What one sync of a StatefulSet decided: deeds in order, what it waits for, and whether it failed. */
import type { Reason } from '../trace';

export type Deed =
  | { readonly verb: 'create-claim'; readonly name: string; readonly ordinal: number; readonly why: Reason }
  | { readonly verb: 'create-pod'; readonly ordinal: number; readonly template: number; readonly why: Reason }
  /** by ordinal, as the API deletes by name: also a pod that this sync has just made */
  | { readonly verb: 'delete-pod'; readonly ordinal: number; readonly why: Reason }
  | { readonly verb: 'own-claims'; readonly ordinal: number }
  | { readonly verb: 'warn'; readonly word: string; readonly message: string };

export interface Plan {
  readonly deeds: Deed[];
  /** what stands in the way of the next deed; the first thing found */
  wait: Reason | null;
  /** the sync ended in an error and is repeated with growing pauses */
  failed: boolean;
  /** pods deleted for the update: each lowers status.currentReplicas */
  outdatedDeleted: number;
}

export function emptyPlan(): Plan {
  return { deeds: [], wait: null, failed: false, outdatedDeleted: 0 };
}

export function waitFor(plan: Plan, why: Reason): void {
  plan.wait ??= why;
}

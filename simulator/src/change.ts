/** What one change does to something that is installed: the question that panel, code lens and command line ask. */
import type { Release } from './release';
import type { NodeSpec, PodRule, Step } from './scenario';
import { simulate } from './simulation';
import type { Trace } from './trace';
import type { Workload } from './workload';

export interface Change {
  /** what is installed and settled before; null: nothing (a first install) */
  readonly from: Workload | null;
  readonly to: Workload;
  /** `1.36`, `1.36.3`, or a release that was read before */
  readonly release: string | Release;
  readonly featureGates?: Readonly<Record<string, boolean>>;
  /** default: `defaultNodes` */
  readonly nodes?: readonly NodeSpec[];
  /** first match wins; what no rule says is `defaultPodRule` */
  readonly pods?: readonly PodRule[];
  /** what else happens, in seconds after the change (what-ifs: a node drained, a pod killed, another apply) */
  readonly steps?: readonly Step[];
  /** default: until nothing moves any more */
  readonly until?: number;
  readonly seed?: number;
}

/**
 * Simulates a change: `from` stands settled, `to` is applied at 0, and the trace ends when nothing moves any more,
 * be it done or stuck.
 */
export function simulateChange(change: Change): Trace {
  return simulate({
    kubernetesVersion:
      typeof change.release === 'string' ? change.release : `1.${change.release.minor}.${change.release.patch}`,
    steps: [{ at: 0, apply: change.to }],
    until: change.until ?? 0,
  });
}

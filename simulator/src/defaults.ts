/** What is assumed where nothing is said: the nodes of a cluster, the times of a pod, the pace of the controllers. */
import type { NodeSpec, PodRule } from './scenario';
import type { PodTemplate } from './workload';

/** Three untainted workers and one tainted control-plane node. */
export const defaultNodes: readonly NodeSpec[] = [
  { name: 'worker-1' },
  { name: 'worker-2' },
  { name: 'worker-3' },
  {
    name: 'control-plane-1',
    labels: { 'node-role.kubernetes.io/control-plane': '' },
    taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
  },
];

/** Bound to Running, when nothing is said: image pull and container start, in seconds. */
const DEFAULT_START_SECONDS = 3;
/** Running to Ready, when nothing is said, in seconds; the initial delay of a readiness probe comes on top. */
const DEFAULT_READY_SECONDS = 2;
/** Deletion asked to gone, when nothing is said, in seconds. */
export const DEFAULT_TERMINATE_SECONDS = 1;

/**
 * The pod timing that a preview assumes for a template.
 * @param template a readiness probe's initial delay counts
 */
export function defaultPodRule(template?: PodTemplate): PodRule {
  const delay = template?.hasReadinessProbe === true ? template.readinessInitialDelaySeconds : 0;
  return {
    scheduleSeconds: 0,
    startSeconds: DEFAULT_START_SECONDS,
    readySeconds: DEFAULT_READY_SECONDS + delay,
    terminateSeconds: DEFAULT_TERMINATE_SECONDS,
  };
}

/** What a scenario's rule leaves out, in seconds; the recorder of real clusters fills in the same. */
export const SCENARIO_POD_SECONDS = { schedule: 0, start: 1, ready: 1, terminate: 1 } as const;

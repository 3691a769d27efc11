/** Workloads and readings of traces for this room's tests. */
import type { Trace } from './trace';
import type { DaemonSetWorkload, PodTemplate, StatefulSetWorkload } from './workload';

export function podTemplate(version: number | string, more: Partial<PodTemplate> = {}): PodTemplate {
  return {
    fingerprint: String(version),
    labels: { app: 'demo' },
    tolerations: [],
    hostNetwork: false,
    hostPorts: [],
    requests: { cpuMillis: 0, memoryBytes: 0 },
    terminationGracePeriodSeconds: 30,
    readinessInitialDelaySeconds: 0,
    hasReadinessProbe: false,
    images: [`registry.example/demo:${version}`],
    ...more,
  };
}

const COMMON = {
  namespace: 'default',
  selector: { matchLabels: { app: 'demo' } },
  minReadySeconds: 0,
  revisionHistoryLimit: 10,
  writtenFields: [] as readonly string[],
};

export function statefulSet(
  version: number | string,
  more: Partial<StatefulSetWorkload> = {},
  template: Partial<PodTemplate> = {},
): StatefulSetWorkload {
  return {
    ...COMMON,
    kind: 'StatefulSet',
    name: 'web',
    template: podTemplate(version, template),
    replicas: 3,
    serviceName: 'web',
    podManagementPolicy: 'OrderedReady',
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
    ordinalsStart: 0,
    claimTemplates: [],
    claimRetention: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    ...more,
  };
}

export function daemonSet(
  version: number | string,
  more: Partial<DaemonSetWorkload> = {},
  template: Partial<PodTemplate> = {},
): DaemonSetWorkload {
  return {
    ...COMMON,
    kind: 'DaemonSet',
    name: 'agent',
    template: podTemplate(version, template),
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
    ...more,
  };
}

export function workers(count: number): { readonly name: string }[] {
  return Array.from({ length: count }, (_, i) => ({ name: `worker-${i + 1}` }));
}

const VERBS: Readonly<Record<string, string>> = {
  'pod-created': '+',
  'pod-deletion-requested': '-',
  'claim-created': '+',
  'claim-deletion-requested': '-',
};

/** What was created (`+web-0/2`: from template 2) and deleted (`-web-0/1`) from a moment on, in order. */
export function deeds(trace: Trace, since = 0): string {
  return trace.events
    .filter((event) => event.t >= since && VERBS[event.type] !== undefined)
    .map(
      (event) => `${VERBS[event.type] ?? ''}${event.object}${event.revision === undefined ? '' : `/${event.revision}`}`,
    )
    .join(' ');
}

/** Seconds of the first event of a type about an object; NaN when there is none. */
export function timeOf(trace: Trace, type: string, object: string, since = 0): number {
  return (
    trace.events.find((event) => event.type === type && event.object === object && event.t >= since)?.t ?? Number.NaN
  );
}

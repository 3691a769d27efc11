/** Answers of the server, made by hand, for the page's tests. */
import type { RolloutAnswer } from '../../protocol/src/index';
import type {
  DaemonSetWorkload,
  NodeSpec,
  PodTemplate,
  StatefulSetWorkload,
  Workload,
} from '../../simulator/src/index';

export function template(image: string, more: Partial<PodTemplate> = {}): PodTemplate {
  return {
    fingerprint: JSON.stringify({ image, ...more }),
    labels: { app: 'web' },
    tolerations: [],
    hostNetwork: false,
    hostPorts: [],
    requests: { cpuMillis: 100, memoryBytes: 64 * 2 ** 20 },
    terminationGracePeriodSeconds: 30,
    readinessInitialDelaySeconds: 0,
    hasReadinessProbe: false,
    images: [image],
    ...more,
  };
}

const WRITTEN = ['spec.replicas', 'spec.serviceName', 'spec.selector', 'spec.template', 'spec.volumeClaimTemplates'];

/** The nginx tutorial's set, as the API server stores it. */
export function statefulSet(image: string, more: Partial<StatefulSetWorkload> = {}): StatefulSetWorkload {
  return {
    kind: 'StatefulSet',
    name: 'web',
    namespace: 'default',
    selector: { matchLabels: { app: 'web' } },
    template: template(image),
    minReadySeconds: 0,
    revisionHistoryLimit: 10,
    writtenFields: WRITTEN,
    replicas: 3,
    serviceName: 'nginx',
    podManagementPolicy: 'OrderedReady',
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
    ordinalsStart: 0,
    claimTemplates: [
      { name: 'www', storage: '1Gi', storageClassName: 'my-storage-class', accessModes: ['ReadWriteOnce'] },
    ],
    claimRetention: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    ...more,
  };
}

export function daemonSet(image: string, more: Partial<DaemonSetWorkload> = {}): DaemonSetWorkload {
  return {
    kind: 'DaemonSet',
    name: 'fluentd',
    namespace: 'kube-system',
    selector: { matchLabels: { app: 'web' } },
    template: template(image),
    minReadySeconds: 0,
    revisionHistoryLimit: 10,
    writtenFields: ['spec.selector', 'spec.template', 'spec.updateStrategy.rollingUpdate.maxUnavailable'],
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
    ...more,
  };
}

export function workers(count: number): readonly NodeSpec[] {
  const digits = String(count).length;
  return Array.from({ length: count }, (_, index) => ({ name: `node-${String(index + 1).padStart(digits, '0')}` }));
}

function line(number: number) {
  return { start: { line: number, character: 2 }, end: { line: number, character: 20 } };
}

/** What the server answers to a change that it accepts. */
export function answer(from: Workload | null, to: Workload | null, more: Partial<RolloutAnswer> = {}): RolloutAnswer {
  return {
    uri: 'file:///web.yaml',
    version: 1,
    kubernetesVersion: '1.36.3',
    state: { kind: 'ready' },
    workloads: to ? [{ kind: to.kind, name: to.name, namespace: to.namespace, document: 0, range: line(0) }] : [],
    selected: to ? `${to.kind}/${to.name}` : null,
    from,
    to,
    findings: [],
    fields: {
      'spec.replicas': line(9),
      'spec.podManagementPolicy': line(10),
      'spec.updateStrategy': line(11),
      'spec.template': line(15),
      'spec.volumeClaimTemplates': line(30),
    },
    ...more,
  };
}

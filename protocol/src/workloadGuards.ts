/** Guards for the simulator's types that cross a border: workloads, nodes, pod rules, scenarios. */
import type {
  ClaimTemplate,
  DaemonSetWorkload,
  DisruptionBudget,
  IntOrPercent,
  LabelSelector,
  LabelSelectorRequirement,
  NodeChange,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  NodeSpec,
  PodAffinityTerm,
  PodRule,
  PodRuleMatch,
  PodTemplate,
  Scenario,
  SpreadConstraint,
  StatefulSetWorkload,
  Step,
  Taint,
  Toleration,
  Workload,
} from '../../simulator/src/index';
import {
  boolean,
  type Check,
  either,
  type Guard,
  isRecord,
  list,
  nullable,
  number,
  optional,
  record,
  shape,
  string,
  tagged,
  word,
} from './guard';

const intOrPercent: Guard<IntOrPercent> = either(number, shape<{ readonly percent: number }>({ percent: number }));

const taint = shape<Taint>({
  key: string,
  value: optional(string),
  effect: word<Taint['effect']>({ NoSchedule: true, PreferNoSchedule: true, NoExecute: true }),
});

const toleration = shape<Toleration>({
  key: optional(string),
  operator: optional(word<NonNullable<Toleration['operator']>>({ Exists: true, Equal: true, Lt: true, Gt: true })),
  value: optional(string),
  effect: optional(string),
  tolerationSeconds: optional(number),
});

const nodeSelectorRequirement = shape<NodeSelectorRequirement>({
  key: string,
  operator: word<NodeSelectorRequirement['operator']>({
    In: true,
    NotIn: true,
    Exists: true,
    DoesNotExist: true,
    Gt: true,
    Lt: true,
  }),
  values: optional(list(string)),
});

const nodeSelectorTerm = shape<NodeSelectorTerm>({
  matchExpressions: optional(list(nodeSelectorRequirement)),
  matchFields: optional(list(nodeSelectorRequirement)),
});

const labelSelector = shape<LabelSelector>({
  matchLabels: optional(record(string)),
  matchExpressions: optional(
    list(
      shape<LabelSelectorRequirement>({
        key: string,
        operator: word<LabelSelectorRequirement['operator']>({
          In: true,
          NotIn: true,
          Exists: true,
          DoesNotExist: true,
        }),
        values: optional(list(string)),
      }),
    ),
  ),
});

const spreadConstraint = shape<SpreadConstraint>({
  maxSkew: number,
  topologyKey: string,
  labelSelector: optional(labelSelector),
  minDomains: number,
  honorAffinity: boolean,
  honorTaints: boolean,
  matchLabelKeys: list(string),
  sameRevision: boolean,
});
const podAffinityTerm = shape<PodAffinityTerm>({ labelSelector: optional(labelSelector), topologyKey: string });

const podTemplate = shape<PodTemplate>({
  fingerprint: string,
  labels: record(string),
  nodeName: optional(string),
  nodeSelector: optional(record(string)),
  requiredNodeAffinity: optional(list(nodeSelectorTerm)),
  tolerations: list(toleration),
  requiredPodAntiAffinity: optional(list(podAffinityTerm)),
  requiredPodAffinity: optional(list(podAffinityTerm)),
  topologySpread: optional(list(spreadConstraint)),
  hostNetwork: boolean,
  hostPorts: list(shape<PodTemplate['hostPorts'][number]>({ port: number, protocol: string, hostIP: string })),
  requests: shape<PodTemplate['requests']>({ cpuMillis: number, memoryBytes: number }),
  terminationGracePeriodSeconds: number,
  readinessInitialDelaySeconds: number,
  hasReadinessProbe: boolean,
  images: list(string),
});

const common = {
  name: string,
  namespace: string,
  selector: labelSelector,
  template: podTemplate,
  minReadySeconds: number,
  revisionHistoryLimit: number,
  writtenFields: list(string),
} as const;

const retention = word<'Retain' | 'Delete'>({ Retain: true, Delete: true });

export const isWorkload: Guard<Workload> = tagged<'kind', Workload>('kind', {
  StatefulSet: shape<StatefulSetWorkload>({
    ...common,
    kind: word<'StatefulSet'>({ StatefulSet: true }),
    replicas: number,
    serviceName: string,
    podManagementPolicy: word<StatefulSetWorkload['podManagementPolicy']>({ OrderedReady: true, Parallel: true }),
    updateStrategy: shape<StatefulSetWorkload['updateStrategy']>({
      type: word<StatefulSetWorkload['updateStrategy']['type']>({
        RollingUpdate: true,
        OnDelete: true,
        Recreate: true,
      }),
      rollingUpdate: optional(
        shape<NonNullable<StatefulSetWorkload['updateStrategy']['rollingUpdate']>>({
          partition: number,
          maxUnavailable: optional(intOrPercent),
        }),
      ),
    }),
    ordinalsStart: number,
    claimTemplates: list(
      shape<ClaimTemplate>({
        name: string,
        storage: optional(string),
        storageClassName: optional(string),
        accessModes: list(string),
      }),
    ),
    claimRetention: shape<StatefulSetWorkload['claimRetention']>({ whenDeleted: retention, whenScaled: retention }),
  }),
  DaemonSet: shape<DaemonSetWorkload>({
    ...common,
    kind: word<'DaemonSet'>({ DaemonSet: true }),
    updateStrategy: shape<DaemonSetWorkload['updateStrategy']>({
      type: word<DaemonSetWorkload['updateStrategy']['type']>({ RollingUpdate: true, OnDelete: true }),
      rollingUpdate: optional(
        shape<NonNullable<DaemonSetWorkload['updateStrategy']['rollingUpdate']>>({
          maxUnavailable: intOrPercent,
          maxSurge: intOrPercent,
        }),
      ),
    }),
  }),
});

const capacity = shape<NonNullable<NodeSpec['capacity']>>({
  cpuMillis: optional(number),
  memoryBytes: optional(number),
  pods: optional(number),
});

export const isNodeSpec = shape<NodeSpec>({
  name: string,
  labels: optional(record(string)),
  taints: optional(list(taint)),
  unschedulable: optional(boolean),
  capacity: optional(capacity),
});

export const isPodRule = shape<PodRule>({
  match: optional(
    shape<PodRuleMatch>({
      ordinals: optional(list(number)),
      nodes: optional(list(string)),
      revision: optional(list(number)),
      instances: optional(list(number)),
    }),
  ),
  scheduleSeconds: optional(number),
  startSeconds: optional(number),
  readySeconds: optional(nullable(number)),
  terminateSeconds: optional(number),
  fail: optional(
    shape<NonNullable<PodRule['fail']>>({
      afterSeconds: number,
      phase: word<'Failed' | 'Succeeded'>({ Failed: true, Succeeded: true }),
    }),
  ),
});

const isDisruptionBudget = shape<DisruptionBudget>({
  name: string,
  namespace: string,
  selector: nullable(labelSelector),
  minAvailable: optional(intOrPercent),
  maxUnavailable: optional(intOrPercent),
  alwaysEvictUnhealthy: boolean,
});

const nodeChange = shape<NodeChange>({
  name: optional(string),
  of: optional(string),
  cordon: optional(boolean),
  uncordon: optional(boolean),
  addTaint: optional(taint),
  removeTaint: optional(shape<NonNullable<NodeChange['removeTaint']>>({ key: string, effect: optional(string) })),
  setLabels: optional(record(nullable(string))),
  add: optional(
    shape<Partial<NodeSpec>>({
      name: optional(string),
      labels: optional(record(string)),
      taints: optional(list(taint)),
      unschedulable: optional(boolean),
      capacity: optional(capacity),
    }),
  ),
  remove: optional(boolean),
  ready: optional(boolean),
  lost: optional(boolean),
  drain: optional(
    shape<NonNullable<NodeChange['drain']>>({ disableEviction: optional(boolean), graceSeconds: optional(number) }),
  ),
});

/** Which guard looks at what a step does; a step does one thing. */
const actions: { readonly [K in Exclude<StepKeys, 'at' | 'graceSeconds'>]: Check } = {
  apply: isWorkload,
  applyBudget: isDisruptionBudget,
  deleteBudget: string,
  deletePod: string,
  deletePodOn: either(string, shape<{ readonly revision: number }>({ revision: number })),
  pod: shape<Extract<Step, { readonly pod: unknown }>['pod']>({
    name: optional(string),
    on: optional(string),
    ready: boolean,
  }),
  deleteClaim: string,
  node: nodeChange,
  delete: shape<Extract<Step, { readonly delete: unknown }>['delete']>({
    cascade: optional(
      word<'background' | 'foreground' | 'orphan'>({ background: true, foreground: true, orphan: true }),
    ),
  }),
};
type StepKeys = Step extends infer S ? (S extends unknown ? keyof S : never) : never;

const isStep: Guard<Step> = (value): value is Step => {
  if (!isRecord(value) || !number(value['at'])) return false;
  if (value['graceSeconds'] !== undefined && !number(value['graceSeconds'])) return false;
  const present = Object.entries(actions).filter(([name]) => value[name] !== undefined);
  return present.length === 1 && present.every(([name, guard]) => guard(value[name]));
};

export const isScenario = shape<Scenario>({
  kubernetesVersion: string,
  featureGates: optional(record(boolean)),
  nodes: optional(list(isNodeSpec)),
  pods: optional(list(isPodRule)),
  steps: list(isStep),
  until: number,
  tolerance: optional(shape<NonNullable<Scenario['tolerance']>>({ seconds: number })),
  ties: optional(word<'clock' | 'sequence'>({ clock: true, sequence: true })),
  seed: optional(number),
});

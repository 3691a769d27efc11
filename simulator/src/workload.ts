/**
 * What the simulator needs of a DaemonSet or StatefulSet: plain JSON, already defaulted as the API server stores it.
 * `server/src/apiServer` lowers a judged object to this; the simulator never sees YAML.
 */

export type WorkloadKind = 'DaemonSet' | 'StatefulSet';

/** An int-or-string count: a number of pods, or a percentage (`{ percent: 25 }`). */
export type IntOrPercent = number | { readonly percent: number };

/** Where a value came from: the field path as the API server writes it (`spec.updateStrategy.type`). */
export type FieldPath = string;

export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}

export interface Toleration {
  readonly key?: string;
  readonly operator?: 'Exists' | 'Equal' | 'Lt' | 'Gt';
  readonly value?: string;
  readonly effect?: string;
  /** Seconds that a NoExecute taint is borne; absent: for ever. */
  readonly tolerationSeconds?: number;
}

export interface NodeSelectorRequirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt';
  readonly values?: readonly string[];
}

export interface NodeSelectorTerm {
  readonly matchExpressions?: readonly NodeSelectorRequirement[];
  readonly matchFields?: readonly NodeSelectorRequirement[];
}

export interface LabelSelectorRequirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values?: readonly string[];
}

export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelSelectorRequirement[];
}

export interface PodAffinityTerm {
  readonly labelSelector?: LabelSelector;
  readonly topologyKey: string;
}

/** A topologySpreadConstraint with whenUnsatisfiable DoNotSchedule. */
export interface SpreadConstraint {
  /** pods that a topology may have more than the one that has fewest */
  readonly maxSkew: number;
  readonly topologyKey: string;
  /** absent: no pod counts */
  readonly labelSelector?: LabelSelector;
  /** fewer topologies than these count as if one were empty */
  readonly minDomains: number;
  /** nodeAffinityPolicy and nodeTaintsPolicy Honor: only nodes that the pod could be on count */
  readonly honorAffinity: boolean;
  readonly honorTaints: boolean;
  /** matchLabelKeys: labels of the template, and (controller-revision-hash) its revision */
  readonly matchLabelKeys: readonly string[];
  readonly sameRevision: boolean;
}

/** What controllers, scheduler and kubelet look at in a pod template. */
export interface PodTemplate {
  /**
   * Text that is equal exactly when the API server would store the same template (canonical JSON of the defaulted
   * `spec.template`): two workloads with equal fingerprints share a ControllerRevision.
   */
  readonly fingerprint: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly nodeName?: string;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms */
  readonly requiredNodeAffinity?: readonly NodeSelectorTerm[];
  readonly tolerations: readonly Toleration[];
  readonly requiredPodAntiAffinity?: readonly PodAffinityTerm[];
  readonly requiredPodAffinity?: readonly PodAffinityTerm[];
  readonly topologySpread?: readonly SpreadConstraint[];
  readonly hostNetwork: boolean;
  /** Host ports in use, `hostPort/protocol/hostIP`. */
  readonly hostPorts: readonly { readonly port: number; readonly protocol: string; readonly hostIP: string }[];
  /** Sum over containers (and the init maximum), in millicores and bytes. */
  readonly requests: { readonly cpuMillis: number; readonly memoryBytes: number };
  readonly terminationGracePeriodSeconds: number;
  /** Longest time the probes may take until Ready, in seconds, when a person has not said (0: no probe). */
  readonly readinessInitialDelaySeconds: number;
  readonly hasReadinessProbe: boolean;
  /** Images in container order, for the words of the panel. */
  readonly images: readonly string[];
}

export interface ClaimTemplate {
  readonly name: string;
  readonly storage?: string;
  readonly storageClassName?: string;
  readonly accessModes: readonly string[];
}

interface WorkloadBase {
  readonly name: string;
  readonly namespace: string;
  readonly selector: LabelSelector;
  readonly template: PodTemplate;
  readonly minReadySeconds: number;
  readonly revisionHistoryLimit: number;
  /**
   * Which of the values below the person wrote (path as the API server writes it); what is missing here was
   * filled in. Reasons point at a written field, else at the nearest written parent.
   */
  readonly writtenFields: readonly FieldPath[];
}

export interface StatefulSetWorkload extends WorkloadBase {
  readonly kind: 'StatefulSet';
  readonly replicas: number;
  readonly serviceName: string;
  readonly podManagementPolicy: 'OrderedReady' | 'Parallel';
  readonly updateStrategy: {
    readonly type: 'RollingUpdate' | 'OnDelete' | 'Recreate';
    /** Absent: the block is nil after defaulting, which selects another rule for recreated pods (semantics A2.5). */
    readonly rollingUpdate?: { readonly partition: number; readonly maxUnavailable?: IntOrPercent };
  };
  readonly ordinalsStart: number;
  readonly claimTemplates: readonly ClaimTemplate[];
  readonly claimRetention: { readonly whenDeleted: 'Retain' | 'Delete'; readonly whenScaled: 'Retain' | 'Delete' };
}

export interface DaemonSetWorkload extends WorkloadBase {
  readonly kind: 'DaemonSet';
  readonly updateStrategy: {
    readonly type: 'RollingUpdate' | 'OnDelete';
    readonly rollingUpdate?: { readonly maxUnavailable: IntOrPercent; readonly maxSurge: IntOrPercent };
  };
}

/** A PodDisruptionBudget (policy/v1). */
export interface DisruptionBudget {
  readonly name: string;
  readonly namespace: string;
  /** null: nothing is selected; an empty one selects all pods of the namespace */
  readonly selector: LabelSelector | null;
  readonly minAvailable?: IntOrPercent;
  readonly maxUnavailable?: IntOrPercent;
  /** unhealthyPodEvictionPolicy AlwaysAllow */
  readonly alwaysEvictUnhealthy: boolean;
}

export type Workload = StatefulSetWorkload | DaemonSetWorkload;

/**
 * Why something happened: the closed set of reason codes. Each names the upstream function whose decision it is, the
 * newest release in which that function was read, and the manifest fields that bear on it (most telling first).
 * The sentences stand in `words/en.ts` and `words/ja.ts`.
 */
import type { FieldPath } from './workload';

/** What kind of statement a code makes: a decision that changes something, a wait, or a note about the cluster. */
export type ReasonRole = 'decision' | 'wait' | 'way-out' | 'fact';

export interface ReasonCodeInfo {
  readonly role: ReasonRole;
  /** Go package, receiver and function, as in the Kubernetes repository; plain words where no program decides */
  readonly upstream: string;
  /** newest release in which it was read */
  readonly release: string;
  readonly fields: readonly FieldPath[];
}

const CONTROL = 'pkg/controller/statefulset';
const DAEMON = 'pkg/controller/daemon';
const PERSON = 'the person or tool that drives the change';
const SCENARIO = 'the scenario';
/** Not decided by any controller: the verdict plays the change once more. */
const SECOND_RUN = 'a second run of the simulator';

function entry(
  role: ReasonRole,
  upstream: string,
  fields: readonly FieldPath[] = [],
  release = '1.37.2',
): ReasonCodeInfo {
  return { role, upstream, release, fields };
}

/** All reason codes. Add a code here, and its sentence in every language (the compiler asks for it). */
export const reasonCodes = {
  // StatefulSet: creations
  'sts-create-ordinal': entry('decision', `${CONTROL}.defaultStatefulSetControl.processReplica`, [
    'spec.replicas',
    'spec.ordinals.start',
  ]),
  'sts-create-next': entry('decision', `${CONTROL}.defaultStatefulSetControl.processReplica`, [
    'spec.podManagementPolicy',
    'spec.replicas',
  ]),
  'sts-replace-new': entry('decision', `${CONTROL}.newVersionedStatefulSetPod`, ['spec.template']),
  'sts-replace-same': entry('decision', `${CONTROL}.defaultStatefulSetControl.processReplica`, ['spec.replicas']),
  'sts-replace-old-partition': entry('decision', `${CONTROL}.newVersionedStatefulSetPod`, [
    'spec.updateStrategy.rollingUpdate.partition',
  ]),
  'sts-replace-old-current': entry('decision', `${CONTROL}.newVersionedStatefulSetPod`, [
    'spec.updateStrategy.type',
    'spec.updateStrategy',
  ]),
  'sts-claim-create': entry('decision', `${CONTROL}.StatefulPodControl.createPersistentVolumeClaims`, [
    'spec.volumeClaimTemplates',
  ]),
  'sts-revision-create': entry('decision', `${CONTROL}.defaultStatefulSetControl.getStatefulSetRevisions`, [
    'spec.template',
  ]),
  // StatefulSet: deletions
  'sts-delete-ended': entry('decision', `${CONTROL}.defaultStatefulSetControl.processReplica`, ['spec.template']),
  'sts-scale-down': entry('decision', `${CONTROL}.defaultStatefulSetControl.processCondemned`, [
    'spec.replicas',
    'spec.ordinals.start',
  ]),
  'sts-update-next': entry('decision', `${CONTROL}.defaultStatefulSetControl.updateStatefulSet`, [
    'spec.template',
    'spec.updateStrategy.rollingUpdate.partition',
  ]),
  'sts-update-budget': entry('decision', `${CONTROL}.updateStatefulSetAfterInvariantEstablished`, [
    'spec.updateStrategy.rollingUpdate.maxUnavailable',
    'spec.template',
  ]),
  'sts-update-broken': entry('decision', `${CONTROL}.updateStatefulSetAfterInvariantEstablished`, [
    'spec.podManagementPolicy',
    'spec.template',
  ]),
  'sts-recreate-old': entry('decision', `${CONTROL}.defaultStatefulSetControl.recreateDeleteAndWait`, [
    'spec.updateStrategy.type',
    'spec.template',
  ]),
  // StatefulSet: waits
  'sts-wait-terminate': entry('wait', `${CONTROL}.defaultStatefulSetControl.processReplica`, [
    'spec.podManagementPolicy',
  ]),
  'sts-wait-ready': entry('wait', `${CONTROL}.defaultStatefulSetControl.processReplica`, [
    'spec.podManagementPolicy',
    'spec.template',
  ]),
  'sts-wait-available': entry('wait', `${CONTROL}.defaultStatefulSetControl.processReplica`, [
    'spec.minReadySeconds',
    'spec.podManagementPolicy',
  ]),
  'sts-wait-update': entry('wait', `${CONTROL}.defaultStatefulSetControl.updateStatefulSet`, [
    'spec.template',
    'spec.updateStrategy',
  ]),
  'sts-wait-budget': entry('wait', `${CONTROL}.updateStatefulSetAfterInvariantEstablished`, [
    'spec.updateStrategy.rollingUpdate.maxUnavailable',
  ]),
  'sts-wait-frozen': entry(
    'wait',
    `${CONTROL}.updateStatefulSetAfterInvariantEstablished`,
    ['spec.updateStrategy.rollingUpdate.maxUnavailable', 'spec.podManagementPolicy'],
    '1.36.3',
  ),
  'sts-wait-condemned': entry('wait', `${CONTROL}.defaultStatefulSetControl.processCondemned`, [
    'spec.replicas',
    'spec.podManagementPolicy',
  ]),
  'sts-wait-scale-down-ready': entry('wait', `${CONTROL}.defaultStatefulSetControl.processReplica`, [
    'spec.replicas',
    'spec.podManagementPolicy',
  ]),
  'sts-wait-recreate': entry('wait', `${CONTROL}.defaultStatefulSetControl.recreateDeleteAndWait`, [
    'spec.updateStrategy.type',
  ]),
  'sts-wait-claim-stale': entry('wait', `${CONTROL}.StatefulPodControl.PodClaimIsStale`, [
    'spec.persistentVolumeClaimRetentionPolicy.whenScaled',
  ]),
  'sts-wait-claim-deleting': entry('wait', `${CONTROL}.StatefulPodControl.createPersistentVolumeClaims`, [
    'spec.volumeClaimTemplates',
  ]),
  'sts-wait-requeue-lost': entry(
    'wait',
    `${CONTROL}.StatefulSetController.syncStatefulSet`,
    ['spec.minReadySeconds'],
    '1.34.4',
  ),
  'sts-create-refused': entry('wait', `${CONTROL}.StatefulPodControl.CreateStatefulPod`, ['metadata.name']),
  'sts-create-exists': entry('wait', `${CONTROL}.StatefulPodControl.CreateStatefulPod`, [
    'metadata.name',
    'spec.selector',
  ]),
  'sts-strategy-unknown': entry('wait', `${CONTROL}.defaultStatefulSetControl.updateStatefulSet`, [
    'spec.updateStrategy.type',
  ]),
  'sts-churn': entry('wait', `${CONTROL}.updateStatefulSetAfterInvariantEstablished`, [
    'spec.updateStrategy.type',
    'spec.podManagementPolicy',
  ]),
  // DaemonSet
  'ds-create': entry('decision', `${DAEMON}.DaemonSetsController.podsShouldBeOnNode`, [
    'spec.template.spec.nodeSelector',
    'spec.template',
  ]),
  'ds-replace': entry('decision', `${DAEMON}.DaemonSetsController.podsShouldBeOnNode`, ['spec.template']),
  'ds-surge-create': entry('decision', `${DAEMON}.DaemonSetsController.rollingUpdate`, [
    'spec.updateStrategy.rollingUpdate.maxSurge',
    'spec.template',
  ]),
  'ds-surge-create-broken': entry('decision', `${DAEMON}.DaemonSetsController.rollingUpdate`, [
    'spec.updateStrategy.rollingUpdate.maxSurge',
    'spec.template',
  ]),
  'ds-surge-finish': entry('decision', `${DAEMON}.DaemonSetsController.podsShouldBeOnNode`, [
    'spec.updateStrategy.rollingUpdate.maxSurge',
  ]),
  'ds-surge-old-unready': entry('decision', `${DAEMON}.DaemonSetsController.podsShouldBeOnNode`, [
    'spec.updateStrategy.rollingUpdate.maxSurge',
  ]),
  'ds-update-budget': entry('decision', `${DAEMON}.DaemonSetsController.rollingUpdate`, [
    'spec.updateStrategy.rollingUpdate.maxUnavailable',
    'spec.template',
  ]),
  'ds-update-broken': entry('decision', `${DAEMON}.DaemonSetsController.rollingUpdate`, ['spec.template']),
  'ds-sunset': entry('decision', `${DAEMON}.DaemonSetsController.rollingUpdate`, [
    'spec.template.spec.nodeSelector',
    'spec.template',
  ]),
  'ds-delete-misplaced': entry('decision', `${DAEMON}.DaemonSetsController.podsShouldBeOnNode`, [
    'spec.template.spec.nodeSelector',
    'spec.template.spec.affinity.nodeAffinity',
    'spec.template.spec.tolerations',
  ]),
  'ds-delete-failed': entry('decision', `${DAEMON}.DaemonSetsController.podsShouldBeOnNode`, ['spec.template']),
  'ds-delete-succeeded': entry('decision', `${DAEMON}.DaemonSetsController.podsShouldBeOnNode`, [
    'spec.template.spec.restartPolicy',
  ]),
  'ds-delete-excess': entry('decision', `${DAEMON}.DaemonSetsController.podsShouldBeOnNode`, ['spec.selector']),
  'ds-delete-unbound': entry('decision', `${DAEMON}.getUnscheduledPodsWithoutNode`, []),
  'ds-revision-create': entry('decision', `${DAEMON}.DaemonSetsController.snapshot`, ['spec.template']),
  'ds-wait-budget': entry('wait', `${DAEMON}.DaemonSetsController.rollingUpdate`, [
    'spec.updateStrategy.rollingUpdate.maxUnavailable',
  ]),
  'ds-wait-surge': entry('wait', `${DAEMON}.DaemonSetsController.rollingUpdate`, [
    'spec.updateStrategy.rollingUpdate.maxSurge',
  ]),
  'ds-wait-backoff': entry('wait', `${DAEMON}.DaemonSetsController.podsShouldBeOnNode`, ['spec.template']),
  'ds-wait-requeue-lost': entry('wait', `${DAEMON}.DaemonSetsController.updateDaemonSetStatus`, [
    'spec.minReadySeconds',
  ]),
  'ds-node-vanished': entry('wait', `${DAEMON}.DaemonSetsController.rollingUpdate`, [
    'spec.updateStrategy.rollingUpdate.maxSurge',
  ]),
  'ds-selecting-all': entry('wait', `${DAEMON}.DaemonSetsController.syncDaemonSet`, ['spec.selector']),
  'ds-install-unready': entry('wait', `${DAEMON}.DaemonSetsController.updateDaemonSetStatus`, ['spec.template']),
  // why a node gets no daemon pod
  'ds-excluded-name': entry('fact', `${DAEMON}.nodeShouldRunDaemonPod`, ['spec.template.spec.nodeName']),
  'ds-excluded-selector': entry('fact', `${DAEMON}.nodeShouldRunDaemonPod`, ['spec.template.spec.nodeSelector']),
  'ds-excluded-affinity': entry('fact', `${DAEMON}.nodeShouldRunDaemonPod`, [
    'spec.template.spec.affinity.nodeAffinity',
    'spec.template.spec.affinity',
  ]),
  'ds-excluded-taint': entry('fact', `${DAEMON}.nodeShouldRunDaemonPod`, ['spec.template.spec.tolerations']),
  // scheduler, kubelet, nodes
  'scheduler-bind': entry('decision', 'pkg/scheduler.Scheduler.bind', []),
  'scheduler-no-node': entry('wait', 'pkg/scheduler.Scheduler.handleSchedulingFailure', ['spec.template.spec']),
  'scheduler-ports': entry('wait', 'pkg/scheduler/framework/plugins/nodeports.NodePorts.Filter', [
    'spec.template.spec.containers',
    'spec.template.spec.hostNetwork',
  ]),
  'scheduler-resources': entry('wait', 'pkg/scheduler/framework/plugins/noderesources.Fit.Filter', [
    'spec.template.spec.containers',
  ]),
  'scheduler-taints': entry('wait', 'pkg/scheduler/framework/plugins/tainttoleration.TaintToleration.Filter', [
    'spec.template.spec.tolerations',
  ]),
  'scheduler-claim': entry('wait', 'pkg/scheduler/framework/plugins/volumebinding.VolumeBinding.PreFilter', [
    'spec.volumeClaimTemplates',
  ]),
  'scheduler-affinity': entry('wait', 'pkg/scheduler/framework/plugins/nodeaffinity.NodeAffinity.Filter', [
    'spec.template.spec.nodeSelector',
    'spec.template.spec.affinity',
  ]),
  'scheduler-spread': entry('wait', 'pkg/scheduler/framework/plugins/podtopologyspread.PodTopologySpread.Filter', [
    'spec.template.spec.topologySpreadConstraints',
  ]),
  'scheduler-pod-affinity': entry('wait', 'pkg/scheduler/framework/plugins/interpodaffinity.InterPodAffinity.Filter', [
    'spec.template.spec.affinity.podAntiAffinity',
    'spec.template.spec.affinity',
  ]),
  'kubelet-start': entry('fact', 'pkg/kubelet.Kubelet.SyncPod', ['spec.template.spec.containers']),
  'kubelet-ready': entry('fact', 'pkg/kubelet/status.GeneratePodReadyCondition', ['spec.template.spec.containers']),
  'kubelet-unready': entry('fact', 'pkg/kubelet/status.GeneratePodReadyCondition', ['spec.template.spec.containers']),
  'kubelet-ended': entry('fact', 'pkg/kubelet.Kubelet.SyncTerminatedPod', ['spec.template.spec.containers']),
  'kubelet-stopped': entry('fact', 'pkg/kubelet.Kubelet.SyncTerminatingPod', [
    'spec.template.spec.terminationGracePeriodSeconds',
  ]),
  'api-removed-at-once': entry('fact', 'pkg/registry/core/pod.podStrategy.CheckGracefulDelete', []),
  'available-after': entry('fact', 'pkg/api/v1/pod.IsPodAvailable', ['spec.minReadySeconds']),
  'node-pod-unready': entry('decision', 'pkg/controller/util/node.MarkPodsNotReady', []),
  'taint-evict': entry('decision', 'pkg/controller/tainteviction.Controller.processPodOnNode', [
    'spec.template.spec.tolerations',
  ]),
  'pod-gc-orphan': entry('decision', 'pkg/controller/podgc.PodGCController.gcOrphaned', []),
  'pod-gc-out-of-service': entry('decision', 'pkg/controller/podgc.PodGCController.gcTerminating', []),
  'gc-owner-gone': entry('decision', 'pkg/controller/garbagecollector.GarbageCollector.attemptToDeleteItem', []),
  'gc-claim-set-gone': entry('decision', 'pkg/controller/garbagecollector.GarbageCollector.attemptToDeleteItem', [
    'spec.persistentVolumeClaimRetentionPolicy.whenDeleted',
  ]),
  'gc-claim-pod-gone': entry('decision', 'pkg/controller/garbagecollector.GarbageCollector.attemptToDeleteItem', [
    'spec.persistentVolumeClaimRetentionPolicy.whenScaled',
  ]),
  'drain-evict': entry('fact', 'k8s.io/kubectl/pkg/drain.Helper.EvictPod', []),
  'drain-evict-budget': entry('fact', 'pkg/registry/core/pod/storage.EvictionREST.checkAndDecrement', []),
  'drain-evict-unready': entry('fact', 'pkg/registry/core/pod/storage.EvictionREST.Create', []),
  'drain-delete': entry('fact', 'k8s.io/kubectl/pkg/drain.Helper.DeletePod', []),
  'drain-done': entry('fact', 'k8s.io/kubectl/pkg/drain.Helper.DeleteOrEvictPods', []),
  'drain-open': entry('wait', 'k8s.io/kubectl/pkg/drain.Helper.DeleteOrEvictPods', []),
  'evict-refused': entry('wait', 'pkg/registry/core/pod/storage.EvictionREST.checkAndDecrement', []),
  'evict-refused-unseen': entry('wait', 'pkg/registry/core/pod/storage.EvictionREST.checkAndDecrement', []),
  'evict-refused-uncounted': entry('wait', 'pkg/controller/disruption.DisruptionController.failSafe', []),
  'evict-refused-several': entry('wait', 'pkg/registry/core/pod/storage.EvictionREST.Create', []),
  'claim-in-use': entry('fact', 'pkg/controller/volume/pvcprotection.Controller.podUsesPVCForDeletion', []),
  'user-deleted': entry('fact', PERSON, []),
  'user-forced': entry('fact', PERSON, []),
  // what a person can do
  'way-delete-pod': entry('way-out', `${CONTROL}.defaultStatefulSetControl.processReplica`, []),
  'way-delete-pod-after-fix': entry('way-out', `${CONTROL}.defaultStatefulSetControl.processReplica`, [
    'spec.template',
  ]),
  'way-fix-template': entry('way-out', `${DAEMON}.DaemonSetsController.rollingUpdate`, ['spec.template']),
  'way-fix-template-parallel': entry('way-out', `${CONTROL}.defaultStatefulSetControl.updateStatefulSet`, [
    'spec.template',
  ]),
  'way-free-node': entry('way-out', 'pkg/scheduler.Scheduler.schedulePod', ['spec.template.spec']),
  'way-shorter-name': entry('way-out', `${CONTROL}.StatefulPodControl.CreateStatefulPod`, ['metadata.name']),
  'way-force-delete': entry('way-out', 'pkg/controller/podgc.PodGCController.gcOrphaned', []),
  'way-delete-old-pod': entry('way-out', `${DAEMON}.DaemonSetsController.podsShouldBeOnNode`, [
    'spec.updateStrategy.rollingUpdate.maxSurge',
  ]),
  'way-delete-strays': entry('way-out', `${CONTROL}.StatefulPodControl.CreateStatefulPod`, ['spec.selector']),
  'way-touch-set': entry('way-out', `${CONTROL}.StatefulSetController.sync`, []),
  'way-write-rolling-update': entry('way-out', `${CONTROL}.newVersionedStatefulSetPod`, ['spec.updateStrategy']),
  'way-change-strategy': entry('way-out', `${CONTROL}.defaultStatefulSetControl.updateStatefulSet`, [
    'spec.updateStrategy.type',
  ]),
  'way-wait': entry('way-out', `${CONTROL}.StatefulSetController.sync`, []),
  'way-node-back': entry('way-out', 'pkg/controller/nodelifecycle.Controller.monitorNodeHealth', []),
  'way-write-selector': entry('way-out', `${DAEMON}.DaemonSetsController.syncDaemonSet`, ['spec.selector']),
  // verdict
  'broken-stops': entry('fact', SECOND_RUN, []),
  'broken-stops-nothing': entry('fact', SECOND_RUN, []),
  'broken-stops-never': entry('fact', SECOND_RUN, []),
  'rollback-clean': entry('fact', SECOND_RUN, []),
  'rollback-nothing': entry('fact', SECOND_RUN, []),
  'rollback-broken-too': entry('fact', SECOND_RUN, ['spec.template']),
  'rollback-stuck': entry('fact', SECOND_RUN, []),
  // steps of a scenario that could not be carried out
  'step-no-pod': entry('fact', SCENARIO, []),
  'step-no-node': entry('fact', SCENARIO, []),
  'step-no-claim': entry('fact', SCENARIO, []),
  'step-no-budget': entry('fact', SCENARIO, []),
  'step-set-going': entry('fact', 'pkg/registry/apps/statefulset.statefulSetStrategy.PrepareForUpdate', []),
  'step-no-set': entry('fact', SCENARIO, []),
  'step-node-exists': entry('fact', SCENARIO, []),
} as const satisfies Readonly<Record<string, ReasonCodeInfo>>;

export type ReasonCode = keyof typeof reasonCodes;

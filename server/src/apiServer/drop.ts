/**
 * Fields that the API server drops without a word before it validates, because their gate is off and the stored object does
 * not use them already.
 * Upstream: `dropDisabledFields` of pkg/api/pod/util.go and `dropStatefulSetDisabledFields` of
 * pkg/registry/apps/statefulset/strategy.go; 1.32 to 1.37.
 */
import type { Release } from '../../../simulator/src/index';
import { type ApiGate, gateDisabled } from '../kubernetes/index';
import { type DraftObject, draftAt, draftObject, draftObjects, draftText, oneObject } from './draft';

interface GatedField {
  readonly gate: ApiGate;
  /** the objects of a pod spec that may hold the field */
  readonly holders: (podSpec: DraftObject) => readonly DraftObject[];
  readonly fields: readonly string[];
}

function containers(podSpec: DraftObject): readonly DraftObject[] {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) => draftObjects(podSpec[list]));
}

function lifecycles(podSpec: DraftObject): readonly DraftObject[] {
  return containers(podSpec).flatMap((container) => oneObject(container['lifecycle']));
}

function probes(podSpec: DraftObject): readonly DraftObject[] {
  return containers(podSpec).flatMap((container) =>
    ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe) => oneObject(container[probe])),
  );
}

function handlers(podSpec: DraftObject): readonly DraftObject[] {
  return lifecycles(podSpec).flatMap((lifecycle) => [
    ...oneObject(draftAt(lifecycle, 'preStop')),
    ...oneObject(draftAt(lifecycle, 'postStart')),
  ]);
}

function mounts(podSpec: DraftObject): readonly DraftObject[] {
  return containers(podSpec).flatMap((container) => draftObjects(container['volumeMounts']));
}

function volumes(podSpec: DraftObject, source: string): readonly DraftObject[] {
  return draftObjects(podSpec['volumes']).flatMap((volume) => oneObject(volume[source]));
}

function projections(podSpec: DraftObject): readonly DraftObject[] {
  return volumes(podSpec, 'projected').flatMap((projected) => draftObjects(projected['sources']));
}

function affinityTerms(podSpec: DraftObject): readonly DraftObject[] {
  return ['podAffinity', 'podAntiAffinity'].flatMap((name) => {
    const affinity = draftAt(podSpec, 'affinity', name);
    return [
      ...draftObjects(affinity?.['requiredDuringSchedulingIgnoredDuringExecution']),
      ...draftObjects(affinity?.['preferredDuringSchedulingIgnoredDuringExecution']).flatMap((weighted) =>
        oneObject(draftAt(weighted, 'podAffinityTerm')),
      ),
    ];
  });
}

function firstOf(holder: DraftObject, names: readonly string[]): readonly DraftObject[] {
  const name = names.find((key) => draftObject(holder[key]) !== undefined);
  return name === undefined ? [] : oneObject(holder[name]);
}

/**
 * Sources that write files with an owner: `user` of their items and tokens, `defaultUser` of the volumes. Of a volume or
 * projection with several sources (which validation refuses) the first one counts.
 */
function ownedFiles(podSpec: DraftObject): readonly DraftObject[] {
  return draftObjects(podSpec['volumes']).flatMap((volume) =>
    firstOf(volume, ['secret', 'configMap', 'downwardAPI', 'projected']).flatMap((source) => [
      source,
      ...draftObjects(source['items']),
      ...draftObjects(source['sources']).flatMap((projection) =>
        firstOf(projection, PROJECTIONS).flatMap((projected) => [projected, ...draftObjects(projected['items'])]),
      ),
    ]),
  );
}

const PROJECTIONS = [
  'secret',
  'downwardAPI',
  'configMap',
  'serviceAccountToken',
  'clusterTrustBundle',
  'podCertificate',
];

const itself = (podSpec: DraftObject): readonly DraftObject[] => [podSpec];

const GATED: readonly GatedField[] = [
  { gate: 'UserNamespacesSupport', holders: itself, fields: ['hostUsers'] },
  {
    gate: 'SupplementalGroupsPolicy',
    holders: (spec) => oneObject(draftAt(spec, 'securityContext')),
    fields: ['supplementalGroupsPolicy'],
  },
  {
    gate: 'SELinuxChangePolicy',
    holders: (spec) => oneObject(draftAt(spec, 'securityContext')),
    fields: ['seLinuxChangePolicy'],
  },
  { gate: 'PodLevelResources', holders: itself, fields: ['resources'] },
  {
    gate: 'NodeInclusionPolicyInPodTopologySpread',
    holders: (spec) => draftObjects(spec['topologySpreadConstraints']),
    fields: ['nodeTaintsPolicy', 'nodeAffinityPolicy'],
  },
  {
    gate: 'MatchLabelKeysInPodTopologySpread',
    holders: (spec) => draftObjects(spec['topologySpreadConstraints']),
    fields: ['matchLabelKeys'],
  },
  { gate: 'MatchLabelKeysInPodAffinity', holders: affinityTerms, fields: ['matchLabelKeys', 'mismatchLabelKeys'] },
  { gate: 'DynamicResourceAllocation', holders: itself, fields: ['resourceClaims'] },
  {
    gate: 'DynamicResourceAllocation',
    holders: (spec) => containers(spec).flatMap((container) => oneObject(draftAt(container, 'resources'))),
    fields: ['claims'],
  },
  { gate: 'ClusterTrustBundleProjection', holders: projections, fields: ['clusterTrustBundle'] },
  { gate: 'PodCertificateRequest', holders: projections, fields: ['podCertificate'] },
  { gate: 'GenericWorkload', holders: itself, fields: ['workloadRef', 'schedulingGroup'] },
  { gate: 'InPlacePodVerticalScaling', holders: containers, fields: ['resizePolicy'] },
  { gate: 'SidecarContainers', holders: (spec) => draftObjects(spec['initContainers']), fields: ['restartPolicy'] },
  { gate: 'ContainerRestartRules', holders: containers, fields: ['restartPolicyRules'] },
  {
    gate: 'ContainerRestartRules',
    holders: (spec) => [
      ...draftObjects(spec['containers']),
      ...draftObjects(spec['ephemeralContainers']),
      ...draftObjects(spec['initContainers']).filter((container) => container['restartPolicy'] !== 'Always'),
    ],
    fields: ['restartPolicy'],
  },
  { gate: 'RecursiveReadOnlyMounts', holders: mounts, fields: ['recursiveReadOnly'] },
  { gate: 'VolumeBindMountOptions', holders: mounts, fields: ['bindMountOptions'] },
  { gate: 'HostnameOverride', holders: itself, fields: ['hostnameOverride'] },
  {
    gate: 'EnvFiles',
    holders: (spec) =>
      containers(spec).flatMap((container) =>
        draftObjects(container['env']).flatMap((env) => oneObject(draftAt(env, 'valueFrom'))),
      ),
    fields: ['fileKeyRef'],
  },
  { gate: 'EvictionRequestAPI', holders: itself, fields: ['evictionResponders'] },
  { gate: 'EmptyDirVolumeMode', holders: (spec) => volumes(spec, 'emptyDir'), fields: ['mode'] },
  { gate: 'AtomicWriteVolumeUserFields', holders: ownedFiles, fields: ['user', 'defaultUser'] },
  {
    gate: 'GRPCContainerProbeTLS',
    holders: (spec) => probes(spec).flatMap((probe) => oneObject(draftAt(probe, 'grpc'))),
    fields: ['mode'],
  },
  {
    gate: 'H2CContainerProbe',
    holders: (spec) => [...probes(spec), ...handlers(spec)].flatMap((holder) => oneObject(draftAt(holder, 'httpGet'))),
    fields: ['protocol'],
  },
];

function uses(podSpec: DraftObject | undefined, row: GatedField): boolean {
  if (podSpec === undefined) return false;
  return row.holders(podSpec).some((holder) => row.fields.some((field) => holder[field] !== undefined));
}

/** `dropPodLifecycleSleepAction`, `dropContainerStopSignals`: what holds nothing else goes with the field. */
function dropLifecycleFields(
  podSpec: DraftObject,
  drops: { readonly sleep: boolean; readonly stopSignal: boolean },
): void {
  for (const container of containers(podSpec)) {
    const lifecycle = draftAt(container, 'lifecycle');
    if (lifecycle === undefined) continue;
    let touched = false;
    if (drops.stopSignal && lifecycle['stopSignal'] !== undefined) {
      delete lifecycle['stopSignal'];
      touched = true;
    }
    for (const name of drops.sleep ? ['preStop', 'postStart'] : []) {
      const handler = draftAt(lifecycle, name);
      if (handler?.['sleep'] === undefined) continue;
      delete handler['sleep'];
      touched = true;
      if (Object.keys(handler).length === 0) delete lifecycle[name];
    }
    if (touched && Object.keys(lifecycle).length === 0) delete container['lifecycle'];
  }
}

/** `dropImageVolumes`: the volumes and every mount of them. */
function dropImageVolumes(podSpec: DraftObject): void {
  const dropped = new Set(
    draftObjects(podSpec['volumes']).flatMap((v) => (v['image'] === undefined ? [] : [draftText(v['name'])])),
  );
  if (dropped.size === 0) return;
  const keep = (holder: DraftObject, list: string, keeps: (item: DraftObject) => boolean): void => {
    const items = draftObjects(holder[list]).filter(keeps);
    if (items.length === 0) delete holder[list];
    else holder[list] = items;
  };
  keep(podSpec, 'volumes', (volume) => volume['image'] === undefined);
  for (const container of containers(podSpec)) {
    keep(container, 'volumeMounts', (mount) => !dropped.has(draftText(mount['name'])));
  }
}

/** `dropDisabledProcMountField`: the field stays, with the default value. */
function resetProcMount(podSpec: DraftObject): void {
  for (const container of containers(podSpec)) {
    const context = draftAt(container, 'securityContext');
    if (context?.['procMount'] !== undefined) context['procMount'] = 'Default';
  }
}

function dropFromPodSpec(
  podSpec: DraftObject,
  old: DraftObject | undefined,
  release: Release,
  gates: Readonly<Record<string, boolean>>,
): void {
  const off = (gate: ApiGate): boolean => gateDisabled(gate, release, gates);
  for (const row of GATED) {
    if (!off(row.gate) || !uses(podSpec, row) || GATED.some((r) => r.gate === row.gate && uses(old, r))) continue;
    for (const holder of row.holders(podSpec)) for (const field of row.fields) delete holder[field];
  }
  dropLifecycleFields(podSpec, {
    sleep: off('PodLifecycleSleepAction') && !handlers(old ?? {}).some((handler) => handler['sleep'] !== undefined),
    stopSignal: off('ContainerStopSignals') && !lifecycles(old ?? {}).some((l) => l['stopSignal'] !== undefined),
  });
  const oldHasImage = old !== undefined && volumes(old, 'image').length > 0;
  if (off('ImageVolume') && !oldHasImage) dropImageVolumes(podSpec);
  const oldHasProcMount =
    old !== undefined &&
    containers(old).some((c) => (draftAt(c, 'securityContext')?.['procMount'] ?? 'Default') !== 'Default');
  if (off('ProcMountType') && !oldHasProcMount) resetProcMount(podSpec);
}

function dropFromStatefulSet(
  spec: DraftObject,
  old: DraftObject | undefined,
  release: Release,
  gates: Readonly<Record<string, boolean>>,
): void {
  const inUse = draftAt(old, 'updateStrategy', 'rollingUpdate')?.['maxUnavailable'] !== undefined;
  const rollingUpdate = draftAt(spec, 'updateStrategy', 'rollingUpdate');
  if (rollingUpdate !== undefined && !inUse && gateDisabled('MaxUnavailableStatefulSet', release, gates)) {
    delete rollingUpdate['maxUnavailable'];
  }
  if (gateDisabled('StatefulSetStartOrdinal', release, gates) && old?.['ordinals'] === undefined)
    delete spec['ordinals'];
  if (
    gateDisabled('StatefulSetAutoDeletePVC', release, gates) &&
    old?.['persistentVolumeClaimRetentionPolicy'] === undefined
  ) {
    delete spec['persistentVolumeClaimRetentionPolicy'];
  }
}

/**
 * Drops in place what the gates of the release switch off.
 * @param object a defaulted DaemonSet or StatefulSet
 * @param old the stored object when this is an update: what it uses is kept
 * @param gates gates that differ from the release's defaults
 */
export function dropDisabledFields(
  object: DraftObject,
  kind: string,
  old: DraftObject | undefined,
  release: Release,
  gates: Readonly<Record<string, boolean>> = {},
): void {
  const spec = draftAt(object, 'spec');
  const oldSpec = draftAt(old, 'spec');
  if (spec === undefined) return;
  if (kind === 'StatefulSet') dropFromStatefulSet(spec, oldSpec, release, gates);
  const podSpec = draftAt(spec, 'template', 'spec');
  if (podSpec !== undefined) dropFromPodSpec(podSpec, draftAt(oldSpec, 'template', 'spec'), release, gates);
}

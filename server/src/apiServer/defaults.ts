/**
 * What the API server fills in after decoding and before validation, by release and gate.
 * Upstream: `SetDefaults_*` of pkg/apis/apps/v1/defaults.go and pkg/apis/core/v1/defaults.go, and the conversions that
 * change what is stored (pkg/apis/apps/v1/conversion.go, pkg/apis/core/v1/conversion.go); 1.32 to 1.37.
 */
import type { Release } from '../../../simulator/src/index';
import { gateEnabled, LITERAL_DEFAULTS, type ObjectType, objectType, type Shape } from '../kubernetes/index';
import { type Draft, type DraftObject, draftAt, draftObject, draftObjects, draftText } from './draft';
import { defaultPullPolicy } from './imageReference';
import { withoutLostSuffix } from './storedQuantity';
import { ZERO_TIME } from './storedTime';

type Gates = Readonly<Record<string, boolean>>;

/** Types whose defaults hang on what stands around them. */
const BY_HAND: ReadonlySet<string> = new Set([
  'apps.v1.StatefulSetUpdateStrategy',
  'apps.v1.RollingUpdateStatefulSetStrategy',
  'apps.v1.DaemonSetUpdateStrategy',
  'apps.v1.RollingUpdateDaemonSet',
]);

function isUnset(value: Draft | undefined): boolean {
  return value === undefined || value === null;
}

function setDefault(object: DraftObject, name: string, value: Draft): void {
  if (isUnset(object[name])) object[name] = value;
}

/** Like `setDefault`, and an empty string counts as absent (`len(x) == 0`, also behind a pointer). */
function setText(object: DraftObject, name: string, value: string): void {
  if (isUnset(object[name]) || object[name] === '') object[name] = value;
}

/** Visits every struct below `value`, children first. */
function eachStruct(
  value: Draft | undefined,
  shape: Shape,
  release: Release,
  visit: (object: DraftObject, type: ObjectType) => void,
): void {
  if (value === undefined || value === null) return;
  switch (shape.kind) {
    case 'scalar':
      return;
    case 'list':
      if (Array.isArray(value)) for (const item of value) eachStruct(item, shape.items, release, visit);
      return;
    case 'map': {
      const map = shape.values.kind === 'scalar' ? undefined : draftObject(value);
      if (map !== undefined) for (const item of Object.values(map)) eachStruct(item, shape.values, release, visit);
      return;
    }
    case 'object': {
      const object = draftObject(value);
      const type = objectType(shape.type, release);
      if (object === undefined || type === null) return;
      for (const [name, child] of Object.entries(object)) {
        const field = typeof child === 'object' ? type.fields.get(name) : undefined;
        if (field !== undefined) eachStruct(child, field.shape, release, visit);
      }
      visit(object, type);
    }
  }
}

/** `ptr.AllPtrFieldsNil(&obj.VolumeSource)`: a volume that says nothing but its name is an emptyDir. */
function defaultVolume(volume: DraftObject): void {
  if (Object.keys(volume).every((key) => key === 'name' || isUnset(volume[key]))) volume['emptyDir'] = {};
}

function defaultLiterals(object: DraftObject, type: ObjectType): void {
  const literals = BY_HAND.has(type.name) ? undefined : LITERAL_DEFAULTS[type.name];
  if (literals === undefined) return;
  for (const [name, value] of Object.entries(literals)) {
    if (type.fields.has(name)) setDefault(object, name, typeof value === 'object' ? {} : value);
  }
}

/** Init container annotations that old clients still send; the conversion leaves them out. */
const DROPPED_ANNOTATIONS = ['init-containers', 'init-container-statuses'].flatMap((name) => [
  `pod.beta.kubernetes.io/${name}`,
  `pod.alpha.kubernetes.io/${name}`,
]);

/** `Convert_v1_PodTemplateSpec_To_core_PodTemplateSpec` and the deprecated `serviceAccount`, which mirrors the new field. */
function convertTemplate(template: DraftObject): void {
  const annotations = draftAt(template, 'metadata', 'annotations');
  if (annotations !== undefined) {
    for (const name of DROPPED_ANNOTATIONS) delete annotations[name];
    const metadata = draftAt(template, 'metadata');
    if (metadata !== undefined && Object.keys(annotations).length === 0) delete metadata['annotations'];
  }
  const spec = draftAt(template, 'spec');
  if (spec === undefined) return;
  const account = draftText(spec['serviceAccountName']) || draftText(spec['serviceAccount']);
  if (account !== '') {
    spec['serviceAccountName'] = account;
    spec['serviceAccount'] = account;
  }
}

/** Before 1.28 templates had their host ports filled in (gate DefaultHostNetworkHostPortsInPodTemplates afterwards). */
function defaultHostPorts(podSpec: DraftObject): void {
  if (podSpec['hostNetwork'] !== true) return;
  for (const list of ['containers', 'initContainers']) {
    for (const container of draftObjects(podSpec[list])) {
      for (const port of draftObjects(container['ports'])) {
        if (typeof port['containerPort'] === 'number' && port['containerPort'] !== 0) {
          setDefault(port, 'hostPort', port['containerPort']);
        }
      }
    }
  }
}

function defaultStatefulSet(spec: DraftObject, release: Release, gates: Gates): void {
  const strategy = draftObject(spec['updateStrategy']);
  if (strategy !== undefined) {
    if (draftText(strategy['type']) === '') {
      strategy['type'] = 'RollingUpdate';
      setDefault(strategy, 'rollingUpdate', {});
    }
    const rollingUpdate = draftObject(strategy['rollingUpdate']);
    if (rollingUpdate !== undefined) {
      // beside another type it is the conversion that fills it in: its number is no pointer
      setDefault(rollingUpdate, 'partition', 0);
      if (strategy['type'] === 'RollingUpdate' && gateEnabled('MaxUnavailableStatefulSet', release, gates))
        setDefault(rollingUpdate, 'maxUnavailable', 1);
    }
  }
  if (gateEnabled('StatefulSetAutoDeletePVC', release, gates)) {
    setDefault(spec, 'persistentVolumeClaimRetentionPolicy', {});
    const retention = draftObject(spec['persistentVolumeClaimRetentionPolicy']);
    if (retention !== undefined) {
      setText(retention, 'whenDeleted', 'Retain');
      setText(retention, 'whenScaled', 'Retain');
    }
  }
  for (const claim of draftObjects(spec['volumeClaimTemplates'])) {
    // the conversion writes both, whatever stood there
    claim['apiVersion'] = 'v1';
    claim['kind'] = 'PersistentVolumeClaim';
  }
}

function defaultDaemonSet(spec: DraftObject): void {
  const strategy = draftObject(spec['updateStrategy']);
  if (strategy === undefined) return;
  setText(strategy, 'type', 'RollingUpdate');
  const rolling = strategy['type'] === 'RollingUpdate';
  if (rolling) setDefault(strategy, 'rollingUpdate', {});
  const rollingUpdate = draftObject(strategy['rollingUpdate']);
  if (rollingUpdate === undefined) return;
  // beside another type only the conversion fills them in: its numbers are no pointers
  setDefault(rollingUpdate, 'maxUnavailable', rolling ? 1 : 0);
  setDefault(rollingUpdate, 'maxSurge', 0);
}

function defaultStruct(object: DraftObject, type: ObjectType, release: Release, gates: Gates): void {
  defaultLiterals(object, type);
  switch (type.name) {
    case 'core.v1.Container':
    case 'core.v1.EphemeralContainer':
      setText(object, 'imagePullPolicy', defaultPullPolicy(draftText(object['image'])));
      return;
    case 'core.v1.Volume': {
      defaultVolume(object);
      const image = draftObject(object['image']);
      if (image !== undefined && gateEnabled('ImageVolume', release, gates)) {
        setText(image, 'pullPolicy', defaultPullPolicy(draftText(image['reference'])));
      }
      return;
    }
    case 'core.v1.PodSpec':
      if (release.minor < 28) defaultHostPorts(object);
      return;
    case 'core.v1.PodTemplateSpec':
      convertTemplate(object);
      return;
    case 'apps.v1.StatefulSetSpec':
      defaultStatefulSet(object, release, gates);
      return;
    case 'apps.v1.DaemonSetSpec':
      defaultDaemonSet(object);
      return;
  }
}

/**
 * Fills in the defaults of an object in place.
 * @param object as `decode` gives it
 * @param gates gates that differ from the release's defaults
 */
export function setDefaults(object: DraftObject, type: ObjectType, release: Release, gates: Gates = {}): void {
  eachStruct(object, { kind: 'object', type: type.name }, release, (struct, at) =>
    defaultStruct(struct, at, release, gates),
  );
}

/** Quantities as the server writes them in the end, in a field or as the values of a map. */
function restoreSuffixes(struct: DraftObject, name: string, value: Draft, shape: Shape | undefined): void {
  const isQuantity = (part: Shape | undefined): boolean => part?.kind === 'scalar' && part.scalar === 'Quantity';
  if (typeof value === 'string' && value.endsWith('E') && isQuantity(shape)) struct[name] = withoutLostSuffix(value);
  const amounts = shape?.kind === 'map' && isQuantity(shape.values) ? draftObject(value) : undefined;
  for (const [key, amount] of Object.entries(amounts ?? {})) {
    if (amounts !== undefined && typeof amount === 'string') amounts[key] = withoutLostSuffix(amount);
  }
}

/**
 * Leaves out in place the empty lists and maps that `omitempty` leaves out when the object is stored, and spells what Go
 * cannot spell (amounts beyond its suffixes, its zero time) as it does. Validation still sees them: to Go an empty list that
 * is written and none at all are two things.
 */
export function omitEmpty(object: DraftObject, type: ObjectType, release: Release): void {
  eachStruct(object, { kind: 'object', type: type.name }, release, (struct, at) => {
    for (const [name, value] of Object.entries(struct)) {
      const field = at.fields.get(name);
      restoreSuffixes(struct, name, value, field?.shape);
      if (value === ZERO_TIME && field?.shape.kind === 'scalar' && field.shape.scalar === 'Time') {
        if (field.pointer) struct[name] = null;
        else delete struct[name];
      }
      if (typeof value !== 'object' || value === null || Object.keys(value).length > 0) continue;
      if (at.name === 'core.v1.ProjectedVolumeSource' && name === 'sources') struct[name] = null;
      const collection = field?.shape.kind === 'list' || field?.shape.kind === 'map';
      if (field !== undefined && collection && !field.pointer && !field.always) delete struct[name];
    }
  });
}

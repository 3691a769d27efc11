/**
 * From a judged object to the `Workload` that the simulator runs. Tolerant: what the server refuses is read as far as it
 * makes sense, so that a preview lives on while a manifest is being written.
 */
import type {
  ClaimTemplate,
  DaemonSetWorkload,
  IntOrPercent,
  LabelSelector,
  StatefulSetWorkload,
  Workload,
} from '../../../simulator/src/index';
import type { Node } from '../manifest/index';
import { childText } from './fieldText';
import type { ApiObject, Json, Judgement } from './judgement';
import { lowerSelector, lowerTemplate } from './lowerTemplate';
import { count, type JsonObject, objectIn, objectsIn, textIn } from './readJson';

/** A whole number, or a percentage like `25%`; undefined for what is neither. */
function intOrPercent(value: Json | undefined): IntOrPercent | undefined {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 ? value : undefined;
  const match = typeof value === 'string' ? /^(\d{1,9})%$/.exec(value) : null;
  return match === null ? undefined : { percent: Number(match[1]) };
}

/** Paths of everything that is written, parents before children. */
function writtenFields(root: Node): readonly string[] {
  const paths: string[] = [];
  const visit = (node: Node, text: string): void => {
    if (text !== '') paths.push(text);
    if (node.kind === 'sequence') for (const [i, item] of node.items.entries()) visit(item, `${text}[${i}]`);
    else if (node.kind === 'mapping') {
      const seen = new Set<string>();
      for (const { key, value } of node.entries) {
        if (seen.has(key) || (text === '' && key === 'status')) continue;
        seen.add(key);
        if (value.kind !== 'scalar' || value.value !== null) visit(value, childText(text, key));
      }
    }
  };
  visit(root, '');
  return paths;
}

function claimTemplates(spec: JsonObject): readonly ClaimTemplate[] {
  return objectsIn(spec, 'volumeClaimTemplates').map((claim) => {
    const claimSpec = objectIn(claim, 'spec');
    const storage = textIn(objectIn(objectIn(claimSpec, 'resources'), 'requests'), 'storage');
    const className = claimSpec['storageClassName'];
    const modes = claimSpec['accessModes'];
    return {
      name: textIn(objectIn(claim, 'metadata'), 'name'),
      accessModes: Array.isArray(modes) ? modes.filter((mode): mode is string => typeof mode === 'string') : [],
      ...(storage === '' ? {} : { storage }),
      ...(typeof className === 'string' ? { storageClassName: className } : {}),
    };
  });
}

function statefulSetStrategy(spec: JsonObject): StatefulSetWorkload['updateStrategy'] {
  const strategy = objectIn(spec, 'updateStrategy');
  const written = strategy['type'];
  const type = written === 'OnDelete' || written === 'Recreate' ? written : 'RollingUpdate';
  const block = strategy['rollingUpdate'];
  if (type !== 'RollingUpdate' || block === undefined || block === null) return { type };
  const rollingUpdate = objectIn(strategy, 'rollingUpdate');
  const maxUnavailable = intOrPercent(rollingUpdate['maxUnavailable']);
  return {
    type,
    rollingUpdate: {
      partition: count(rollingUpdate['partition'], 0),
      ...(maxUnavailable === undefined ? {} : { maxUnavailable }),
    },
  };
}

function daemonSetStrategy(spec: JsonObject): DaemonSetWorkload['updateStrategy'] {
  const strategy = objectIn(spec, 'updateStrategy');
  if (strategy['type'] === 'OnDelete') return { type: 'OnDelete' };
  const rollingUpdate = objectIn(strategy, 'rollingUpdate');
  return {
    type: 'RollingUpdate',
    rollingUpdate: {
      maxUnavailable: intOrPercent(rollingUpdate['maxUnavailable']) ?? 1,
      maxSurge: intOrPercent(rollingUpdate['maxSurge']) ?? 0,
    },
  };
}

function retention(spec: JsonObject, when: 'whenDeleted' | 'whenScaled'): 'Retain' | 'Delete' {
  return objectIn(spec, 'persistentVolumeClaimRetentionPolicy')[when] === 'Delete' ? 'Delete' : 'Retain';
}

/** Base of the names of pods: the object's name, else what `generateName` begins it with. */
function nameOf(object: ApiObject, metadata: JsonObject): string {
  return object.name || textIn(metadata, 'name') || textIn(metadata, 'generateName').replace(/-$/, '');
}

/**
 * Lowers a DaemonSet or StatefulSet.
 * @param judgement of the object, whatever its stage: values come from `effective`
 * @returns null for other kinds, and where there is no name or no container to speak of
 */
export function lower(object: ApiObject, judgement: Judgement): Workload | null {
  const { effective } = judgement;
  if (object.kind !== 'DaemonSet' && object.kind !== 'StatefulSet') return null;
  if (typeof effective !== 'object' || effective === null || Array.isArray(effective)) return null;
  const root = effective as JsonObject;
  const spec = objectIn(root, 'spec');
  const name = nameOf(object, objectIn(root, 'metadata'));
  const template = lowerTemplate(objectIn(spec, 'template'));
  if (name === '' || template === null) return null;
  const limit = spec['revisionHistoryLimit'];
  const selector: LabelSelector = lowerSelector(objectIn(spec, 'selector'));
  const common = {
    name,
    namespace: object.namespace,
    selector,
    template,
    minReadySeconds: count(spec['minReadySeconds'], 0),
    // a negative limit keeps all
    revisionHistoryLimit: typeof limit === 'number' && Number.isInteger(limit) ? limit : 10,
    writtenFields: writtenFields(object.root),
  };
  if (object.kind === 'DaemonSet') return { kind: 'DaemonSet', ...common, updateStrategy: daemonSetStrategy(spec) };
  return {
    kind: 'StatefulSet',
    ...common,
    replicas: count(spec['replicas'], 1),
    serviceName: textIn(spec, 'serviceName'),
    podManagementPolicy: spec['podManagementPolicy'] === 'Parallel' ? 'Parallel' : 'OrderedReady',
    updateStrategy: statefulSetStrategy(spec),
    ordinalsStart: count(objectIn(spec, 'ordinals')['start'], 0),
    claimTemplates: claimTemplates(spec),
    claimRetention: { whenDeleted: retention(spec, 'whenDeleted'), whenScaled: retention(spec, 'whenScaled') },
  };
}

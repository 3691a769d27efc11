import type { Path } from '../../manifest/index';
import { amountOf } from '../knowledge/bytes';
import { same } from '../knowledge/templateChange';
import { get, type JsonObject, nodeOf, object, text } from '../read';
import { inspectionRule, type Params, type RuleContext, type SubjectKind } from '../rule';

interface Immutable {
  readonly paths: readonly Path[];
  /** what the server fills in where nothing is written, by path */
  readonly defaults?: Readonly<Record<string, string>>;
}

/**
 * Fields that an update may not change: ValidateSecretUpdate, ValidateStorageClassUpdate, ValidatePriorityClassUpdate,
 * ValidateRuntimeClassUpdate, ValidateRoleBindingUpdate, ValidatePersistentVolume(Claim)Update, ValidateDeploymentUpdate,
 * ValidateJobSpecUpdate, ValidateCSIDriverUpdate; 1.32 to 1.37.
 */
const IMMUTABLE: Readonly<Partial<Record<SubjectKind, Immutable>>> = {
  ConfigMap: { paths: [] },
  Secret: { paths: [['type']], defaults: { type: 'Opaque' } },
  Service: { paths: [] },
  PersistentVolumeClaim: {
    paths: ['accessModes', 'storageClassName', 'volumeName', 'volumeMode', 'selector', 'dataSource'].map((field) => [
      'spec',
      field,
    ]),
    defaults: { 'spec.volumeMode': 'Filesystem' },
  },
  PersistentVolume: {
    paths: [
      ...[
        'hostPath',
        'nfs',
        'csi',
        'local',
        'iscsi',
        'fc',
        'rbd',
        'cephfs',
        'awsElasticBlockStore',
        'gcePersistentDisk',
      ],
      'azureDisk',
      'azureFile',
      'vsphereVolume',
      'volumeMode',
    ].map((field) => ['spec', field]),
    defaults: { 'spec.volumeMode': 'Filesystem' },
  },
  StorageClass: {
    paths: [['provisioner'], ['parameters'], ['reclaimPolicy'], ['volumeBindingMode']],
    defaults: { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' },
  },
  PriorityClass: {
    paths: [['value'], ['preemptionPolicy']],
    defaults: { preemptionPolicy: 'PreemptLowerPriority' },
  },
  RuntimeClass: { paths: [['handler']] },
  RoleBinding: { paths: [['roleRef']] },
  ClusterRoleBinding: { paths: [['roleRef']] },
  CSIDriver: {
    paths: [
      ['spec', 'attachRequired'],
      ['spec', 'volumeLifecycleModes'],
    ],
  },
  Deployment: { paths: [['spec', 'selector']] },
  ReplicaSet: { paths: [['spec', 'selector']] },
  Job: {
    paths: [
      ['spec', 'template'],
      ['spec', 'selector'],
      ['spec', 'completionMode'],
    ],
  },
};

/**
 * What stands around a workload is refused as an update too; the apply then leaves the old object in place beside the new
 * template.
 */
export const neighbourChangeRefused = inspectionRule({
  id: 'neighbour-change-refused',
  category: 'broken',
  kinds: Object.keys(IMMUTABLE) as SubjectKind[],
  neighbours: ['StatefulSet', 'DaemonSet', 'StorageClass'],
  messages: {
    default: {
      en: '{field} of a {kind} cannot change: the API server refuses this update. Make one under another name, or delete {name} first.',
      ja: '{kind} の {field} は変更できず、API サーバーはこの更新を拒否します。別の名前で作るか、先に {name} を削除します。',
    },
    config: {
      en: 'The {kind} {name} is immutable: the API server refuses the change of its data. Give the new content a new name and use that in the template.',
      ja: '{kind} {name} は immutable で、データの変更は API サーバーに拒否されます。新しい内容は新しい名前で作り、テンプレートから参照します。',
    },
    clusterIP: {
      en: 'clusterIP of the Service {name} cannot change from {from} to {to}: the API server refuses this update. Delete the Service and make it again, or add another one.',
      ja: 'Service {name} の clusterIP は {from} から {to} に変更できず、API サーバーはこの更新を拒否します。Service を作り直すか、別に追加します。',
    },
    shrink: {
      en: 'A claim cannot shrink: the API server refuses {to} after {from}.',
      ja: 'PVC は縮小できません。{from} から {to} への更新は API サーバーに拒否されます。',
    },
    expansion: {
      en: 'The claim cannot grow: its StorageClass {storageClass} does not set allowVolumeExpansion, and the API server refuses the update.',
      ja: 'StorageClass {storageClass} に allowVolumeExpansion がないため、PVC は拡張できず、API サーバーはこの更新を拒否します。',
    },
  },
  *check(context) {
    const { old, object: manifest } = context;
    const facts = IMMUTABLE[manifest.kind as SubjectKind];
    if (!old || !facts) return;
    const before = object(old.judgement.effective) ?? {};
    const after = object(context.judgement.effective) ?? {};
    const found = special(context, before, after);
    const { kind, name } = manifest;
    for (const path of facts.paths) {
      const field = path.join('.');
      const filled = facts.defaults?.[field];
      const [from, to] = [get(before, ...path) ?? filled, get(after, ...path) ?? filled];
      // what is not written may be filled in, or come from elsewhere
      if (from === undefined || to === undefined || same(from, to)) continue;
      found.push({ path: placed(context, path), params: { field } });
    }
    const [first] = found;
    if (!first) return;
    const { neighbours } = context;
    const around = (each: string) => neighbours.ofKind(each, manifest).length > 0;
    if (!around('StatefulSet') && !around('DaemonSet')) return;
    yield { ...first, at: 'value', params: { ...first.params, kind, name } };
  },
});

interface Found {
  readonly path: Path;
  readonly message?: string;
  readonly params: Params;
}

/** The nearest field that is written. */
function placed(context: RuleContext, path: Path): Path {
  return nodeOf(context.object.root, path) ? path : path.slice(0, -1);
}

function special(context: RuleContext, before: JsonObject, after: JsonObject): Found[] {
  switch (context.object.kind) {
    case 'ConfigMap':
    case 'Secret':
      return frozen(context, before, after);
    case 'Service':
      return clusterIP(before, after);
    case 'PersistentVolumeClaim':
      return size(context, before, after);
    default:
      return [];
  }
}

/** ValidateConfigMapUpdate, ValidateSecretUpdate: with `immutable: true` neither the data nor the mark itself may change. */
function frozen(context: RuleContext, before: JsonObject, after: JsonObject): Found[] {
  if (before['immutable'] !== true) return [];
  for (const field of ['data', 'binaryData', 'stringData']) {
    const [from, to] = [object(before[field]), object(after[field])];
    // a Secret may be written in either form
    if (!from || !to) continue;
    const keys = [...new Set([...Object.keys(to), ...Object.keys(from)])];
    const key = keys.find((each) => !same(from[each], to[each]));
    if (key !== undefined) return [{ path: placed(context, [field, key]), message: 'config', params: {} }];
  }
  if (after['immutable'] === true) return [];
  return [{ path: placed(context, ['immutable']), message: 'config', params: {} }];
}

/** ValidateServiceClusterIPsRelatedFields: the first address of a Service may not change, `None` counts as one. */
function clusterIP(before: JsonObject, after: JsonObject): Found[] {
  if ([before, after].some((json) => get(json, 'spec', 'type') === 'ExternalName')) return [];
  const [from, to] = [before, after].map((json) => text(get(json, 'spec', 'clusterIP')) ?? '');
  if (from === undefined || to === undefined || to === '' || from === to) return [];
  // an address that the server has chosen is not known
  if (from === '' && to !== 'None') return [];
  const params = { from: from === '' ? { en: 'its assigned address', ja: '割り当て済みのアドレス' } : from, to };
  return [{ path: ['spec', 'clusterIP'], message: 'clusterIP', params }];
}

/** ValidatePersistentVolumeClaimUpdate; the admission plugin PersistentVolumeClaimResize. */
function size(context: RuleContext, before: JsonObject, after: JsonObject): Found[] {
  const path = ['spec', 'resources', 'requests', 'storage'];
  const [written, wanted] = [get(before, ...path), get(after, ...path)];
  const [from, to] = [amountOf(written), amountOf(wanted)];
  if (from === undefined || to === undefined || from === to) return [];
  if (to < from) return [{ path, message: 'shrink', params: { from: String(written), to: String(wanted) } }];
  const storageClass = text(get(after, 'spec', 'storageClassName'));
  if (storageClass === undefined) return [];
  const known = context.neighbours.namedAnywhere('StorageClass', storageClass);
  if (known.length === 0 || known.some((each) => each.json['allowVolumeExpansion'] === true)) return [];
  return [{ path, message: 'expansion', params: { storageClass } }];
}

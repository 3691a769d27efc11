import { isForOneNode } from '../knowledge/claims';
import { wordsOf } from '../knowledge/commandLine';
import { dataPlaces } from '../knowledge/dataPlaces';
import { linkedTo } from '../knowledge/references';
import { isClaimOf, type PodContainer, type PodVolume, podStorage } from '../knowledge/storage';
import { get, list, object, podTemplateOf, text } from '../read';
import { type Finding, inspectionRule, type Localized, type RuleContext } from '../rule';
import { unmet } from '../selectors';

const DATA_NAME = /^(?:.*-)?(?:data|datadir|db|database|state|wal|journal)$/;
/** Disks that one node at a time can attach, with the field that names the disk; some allow many readers. */
const DISKS: Readonly<Record<string, string>> = {
  awsElasticBlockStore: 'volumeID',
  azureDisk: 'diskName',
  cinder: 'volumeID',
  gcePersistentDisk: 'pdName',
  iscsi: 'iqn',
  rbd: 'image',
  vsphereVolume: 'volumePath',
};
const DIRECTORIES: ReadonlySet<string> = new Set(['nfs', 'cephfs', 'glusterfs', 'azureFile']);
const HOSTNAME = 'kubernetes.io/hostname';

/**
 * A volume of the template is one and the same claim for every pod. ReadWriteOnce can be attached to one node at a time
 * (attach-detach controller: "Multi-Attach error"), ReadWriteOncePod used by one pod (scheduler, VolumeRestrictions). And
 * whatever the access mode, programs that keep files of their own cannot share a directory.
 */
export const replicasShareClaim = inspectionRule({
  id: 'replicas-share-claim',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  neighbours: ['PersistentVolumeClaim'],
  messages: {
    default: {
      en: '{pods} all mount the claim {claim}, which is {mode}: it can be attached to one node at a time, and pods on other nodes hang in ContainerCreating.',
      ja: '{pods}が 1 つの claim {claim} をマウントしますが、これは {mode} です。一度に 1 つのノードにしか接続できず、ほかのノードの Pod は ContainerCreating のまま進みません。',
    },
    pod: {
      en: '{pods} all mount the claim {claim}, which is ReadWriteOncePod: one pod at a time may use it, and the other ones stay Pending.',
      ja: '{pods}が 1 つの claim {claim} をマウントしますが、これは ReadWriteOncePod です。一度に使えるのは 1 つの Pod だけで、残りは Pending のままです。',
    },
    disk: {
      en: '{pods} all mount the one disk {claim}: it can be attached to one node at a time, and pods on other nodes hang in ContainerCreating. Use a claim template.',
      ja: '{pods}が 1 つのディスク {claim} をマウントします。一度に 1 つのノードにしか接続できず、ほかのノードの Pod は ContainerCreating のまま進みません。claim テンプレートを使います。',
    },
    volume: {
      en: '{pods} keep the data of {product} in one directory of the volume {claim}: each needs its own, and they lock each other out or destroy the files. Use a claim template, or a subPathExpr for each pod.',
      ja: '{pods}が {product} のデータをボリューム {claim} の同じディレクトリに置きます。それぞれに専用の場所が必要で、互いに締め出すかファイルを壊します。claim テンプレートか、Pod ごとの subPathExpr を使います。',
    },
    store: {
      en: '{pods} keep the data of {product} in one directory of the claim {claim}: each needs its own, and they lock each other out or destroy the files. Use a claim template, or a subPathExpr for each pod.',
      ja: '{pods}が {product} のデータを claim {claim} の同じディレクトリに置きます。それぞれに専用の場所が必要で、互いに締め出すかファイルを壊します。claim テンプレートか、Pod ごとの subPathExpr を使います。',
    },
    shared: {
      en: '{pods} keep their state in one directory of the shared claim {claim} and overwrite each other. Use a claim template, or a subPathExpr such as $(POD_NAME).',
      ja: '{pods}が共有の claim {claim} の同じディレクトリに状態を置き、互いに上書きします。claim テンプレートか、$(POD_NAME) のような subPathExpr を使います。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const set = context.object.kind === 'StatefulSet';
    const replicas = get(effective, 'spec', 'replicas');
    if (set && (typeof replicas !== 'number' || replicas < 2)) return;
    const storage = podStorage(effective);
    const pods: Localized = set
      ? { en: `The ${String(replicas)} replicas`, ja: `${String(replicas)} 個のレプリカ` }
      : { en: 'The pods of every node', ja: '各ノードの Pod ' };
    for (const volume of storage.written) {
      yield* inline(context, volume, pods);
      const claim = text(volume.json['claimName']);
      if (volume.source !== 'persistentVolumeClaim' || claim === undefined) continue;
      if (storage.volumes.get(volume.name) !== volume) continue;
      // a claim of the set's own template is the matter of sts-claim-unmounted
      if (storage.claimTemplates.some(({ name }) => claim === name || isClaimOf(claim, name, context.object.name)))
        continue;
      const mounting = storage.containers.filter(
        ({ mounts, devices }) => mounts.some(({ name }) => name === volume.name) || devices.includes(volume.name),
      );
      if (mounting.length === 0) continue;
      const [found] = linkedTo(
        context.neighbours.named('PersistentVolumeClaim', claim, context.object),
        context.object,
      );
      const modes = list(get(found?.json, 'spec', 'accessModes'));
      const path = [...volume.path, 'persistentVolumeClaim', 'claimName'];
      if (modes.length > 0 && modes.every((mode) => mode === 'ReadWriteOncePod')) {
        yield { path, at: 'value', message: 'pod', params: { pods, claim } };
      } else if (isForOneNode(modes) && !stayTogether(context)) {
        yield { path, at: 'value', params: { pods, claim, mode: 'ReadWriteOnce' } };
      } else {
        const place = dataPlaces(effective).find(({ mount }) => mount?.volume === volume);
        if (place?.mount && isOneDirectory(place.mount.json)) {
          yield { path, at: 'value', message: 'store', params: { pods, claim, product: place.found.store.product } };
        } else if (set && found && storage.claimTemplates.length === 0 && keepsState(mounting, volume)) {
          yield { path, at: 'value', message: 'shared', params: { pods, claim } };
        }
      }
    }
  },
});

/** Storage that the template names itself, without a claim. */
function* inline(context: RuleContext, volume: PodVolume, pods: Localized): Iterable<Finding> {
  const { source, json, name, path } = volume;
  const field = Object.hasOwn(DISKS, source) ? DISKS[source] : undefined;
  if (field === undefined && !DIRECTORIES.has(source)) return;
  const storage = podStorage(context.judgement.effective);
  const mounts = storage.containers.flatMap((each) => each.mounts.filter((mount) => mount.volume === volume));
  if (mounts.length === 0 || json['readOnly'] === true || mounts.every((mount) => mount.json['readOnly'] === true))
    return;
  if (field !== undefined) {
    if (stayTogether(context)) return;
    const claim = text(json[field]) ?? name;
    yield { path: [...path, source], at: 'key', message: 'disk', params: { pods, claim } };
    return;
  }
  const place = dataPlaces(context.judgement.effective).find(({ mount }) => mount?.volume === volume);
  if (!place?.mount || !isOneDirectory(place.mount.json)) return;
  const params = { pods, claim: name, product: place.found.store.product };
  yield { path: [...path, source], at: 'key', message: 'volume', params };
}

/** Do all pods run on one node: by its name, by its label, or because they must keep together? */
function stayTogether(context: RuleContext): boolean {
  const template = podTemplateOf(context.judgement.effective, context.object.kind);
  const spec = template?.spec;
  if (spec?.['nodeName'] !== undefined || get(spec, 'nodeSelector', HOSTNAME) !== undefined) return true;
  const terms = list(get(spec, 'affinity', 'podAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'));
  const together = terms.some(
    (term) =>
      get(term, 'topologyKey') === HOSTNAME && unmet(get(term, 'labelSelector'), template?.labels ?? {}).length === 0,
  );
  const nodes = list(
    get(spec, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms'),
  );
  const pinned = nodes.some((term) =>
    list(get(term, 'matchExpressions')).some(
      (each) =>
        get(each, 'key') === HOSTNAME && get(each, 'operator') === 'In' && list(get(each, 'values')).length === 1,
    ),
  );
  return together || (pinned && nodes.length === 1);
}

function isOneDirectory(mount: { readonly [key: string]: unknown }): boolean {
  return mount['subPathExpr'] === undefined && mount['readOnly'] !== true;
}

/** Does a program that we do not know keep its own state on the volume, by its name and place, the same for each pod? */
function keepsState(containers: readonly PodContainer[], volume: PodVolume): boolean {
  if (volume.json['readOnly'] === true || !DATA_NAME.test(volume.name)) return false;
  return containers.some((container) => {
    if (container.init || tellsPodsApart(container)) return false;
    return container.mounts.some(
      (mount) =>
        mount.volume === volume &&
        isOneDirectory(mount.json) &&
        (/^\/var\/lib\/[^/]+(?:\/data)?$/.test(mount.mountPath) ||
          (mount.mountPath === '/data' && knowsItsName(container))),
    );
  });
}

/** Variables that hold the pod's name. */
function nameVariables({ json }: PodContainer): readonly string[] {
  return list(json['env']).flatMap((item) => {
    const isName = get(item, 'valueFrom', 'fieldRef', 'fieldPath') === 'metadata.name';
    return isName ? (text(get(item, 'name')) ?? []) : [];
  });
}

function knowsItsName(container: PodContainer): boolean {
  return nameVariables(container).length > 0;
}

/** Is the pod's name put into an argument or a variable, as for a directory of its own? */
function tellsPodsApart(container: PodContainer): boolean {
  const names = [...nameVariables(container), 'HOSTNAME'];
  const values = list(container.json['env']).flatMap((item) => text(object(item)?.['value']) ?? []);
  const texts = [...wordsOf(container.json), ...values];
  return texts.some((each) => /\bhostname\b/.test(each) || names.some((name) => each.includes(name)));
}

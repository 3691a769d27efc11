/** Fields that a release takes without a word and does not keep, because their gate is off, and what that means. */
import { NEWEST_PATCH, type Release } from '../../../../simulator/src/index';
import type { Json } from '../../apiServer/index';
import { type ApiGate, gateDisabled, gateEnabled } from '../../kubernetes/index';
import type { Node, Path } from '../../manifest/index';
import { entryOf, get, jsonOf, list } from '../read';
import type { Localized } from '../rule';

export interface DroppedField {
  readonly path: Path;
  /** first minor that keeps it by default; null: none so far */
  readonly since: number | null;
  readonly consequence: Localized;
}

interface Row {
  readonly gate: ApiGate | readonly [known: number, on: number];
  /** of one kind alone */
  readonly kind?: 'DaemonSet' | 'StatefulSet';
  /** from the object's root; `*` is any item of a list, `c` the containers and init containers, `p` any probe */
  readonly paths: readonly string[];
  /** values that say nothing new, so that nothing is lost */
  readonly idle?: readonly Json[];
  readonly consequence: Localized;
}

const POD = 'spec.template.spec';
const TERMS = ['podAffinity', 'podAntiAffinity'].flatMap((affinity) => [
  `${POD}.affinity.${affinity}.requiredDuringSchedulingIgnoredDuringExecution.*`,
  `${POD}.affinity.${affinity}.preferredDuringSchedulingIgnoredDuringExecution.*.podAffinityTerm`,
]);
const SOURCES = ['secret', 'configMap', 'downwardAPI', 'projected'];

/** `dropDisabledFields` (pkg/api/pod/util.go) and the strategies of the two kinds; gates that are gone by their releases. */
const ROWS: readonly Row[] = [
  {
    gate: 'MaxUnavailableStatefulSet',
    kind: 'StatefulSet',
    paths: ['spec.updateStrategy.rollingUpdate.maxUnavailable'],
    idle: [1],
    consequence: { en: 'pods are still replaced one at a time', ja: 'Pod は 1 つずつ置き換わるままです' },
  },
  {
    gate: 'StatefulSetStartOrdinal',
    kind: 'StatefulSet',
    paths: ['spec.ordinals'],
    idle: [{}, { start: 0 }],
    consequence: { en: 'the pods are numbered from 0', ja: 'Pod の番号は 0 から始まります' },
  },
  {
    gate: 'StatefulSetAutoDeletePVC',
    kind: 'StatefulSet',
    paths: ['spec.persistentVolumeClaimRetentionPolicy'],
    idle: [{}, { whenDeleted: 'Retain' }, { whenScaled: 'Retain' }, { whenDeleted: 'Retain', whenScaled: 'Retain' }],
    consequence: { en: 'claims and their disks always stay', ja: 'PVC とディスクは常に残ります' },
  },
  {
    gate: [21, 22],
    kind: 'DaemonSet',
    paths: ['spec.updateStrategy.rollingUpdate.maxSurge'],
    idle: [0, '0%'],
    consequence: { en: 'the old pod goes before the new one starts', ja: '新しい Pod より先に古い Pod が停止します' },
  },
  {
    gate: [22, 23],
    kind: 'StatefulSet',
    paths: ['spec.minReadySeconds'],
    idle: [0],
    consequence: {
      en: 'a rollout does not wait after a pod is ready',
      ja: 'Pod の準備ができた後の待ち時間がなくなります',
    },
  },
  {
    gate: 'UserNamespacesSupport',
    paths: [`${POD}.hostUsers`],
    idle: [true],
    consequence: {
      en: 'root in the container is root on the node',
      ja: 'コンテナ内の root はノードの root のままです',
    },
  },
  {
    gate: 'SupplementalGroupsPolicy',
    paths: [`${POD}.securityContext.supplementalGroupsPolicy`],
    idle: ['Merge'],
    consequence: { en: 'groups of the image still count', ja: 'イメージ内のグループも付いたままです' },
  },
  {
    gate: 'SELinuxChangePolicy',
    paths: [`${POD}.securityContext.seLinuxChangePolicy`],
    consequence: { en: 'volumes are labelled as before', ja: 'ボリュームのラベル付けは従来どおりです' },
  },
  {
    gate: 'PodLevelResources',
    paths: [`${POD}.resources`],
    consequence: {
      en: 'the pod as a whole has no requests and no limits',
      ja: 'Pod 全体の requests と limits はなくなります',
    },
  },
  {
    gate: 'NodeInclusionPolicyInPodTopologySpread',
    paths: [
      `${POD}.topologySpreadConstraints.*.nodeTaintsPolicy`,
      `${POD}.topologySpreadConstraints.*.nodeAffinityPolicy`,
    ],
    consequence: { en: 'nodes are counted as before', ja: 'ノードの数え方は従来どおりです' },
  },
  {
    gate: [24, 27],
    paths: [`${POD}.topologySpreadConstraints.*.minDomains`],
    consequence: { en: 'pods may all land in one domain', ja: 'Pod が 1 つのドメインに集まることがあります' },
  },
  {
    gate: 'MatchLabelKeysInPodTopologySpread',
    paths: [`${POD}.topologySpreadConstraints.*.matchLabelKeys`],
    consequence: {
      en: 'pods of all revisions are counted together',
      ja: 'すべてのリビジョンの Pod がまとめて数えられます',
    },
  },
  {
    gate: 'MatchLabelKeysInPodAffinity',
    paths: TERMS.flatMap((term) => [`${term}.matchLabelKeys`, `${term}.mismatchLabelKeys`]),
    consequence: { en: 'the term selects more pods than it is meant to', ja: '条件が意図より多くの Pod を選択します' },
  },
  {
    gate: [21, 22],
    paths: TERMS.map((term) => `${term}.namespaceSelector`),
    consequence: {
      en: 'only pods of the own namespace are looked at',
      ja: '自分の名前空間の Pod だけが対象になります',
    },
  },
  {
    gate: [26, 27],
    paths: [`${POD}.schedulingGates`],
    consequence: { en: 'pods are scheduled at once', ja: 'Pod はすぐにスケジュールされます' },
  },
  {
    gate: [23, 24],
    paths: [`${POD}.os`],
    consequence: { en: 'nothing is made of it', ja: '何も起こりません' },
  },
  {
    gate: [23, 24],
    paths: [`${POD}.c.p.grpc`],
    consequence: { en: 'the probe has no handler left', ja: 'プローブの方法がなくなります' },
  },
  {
    gate: [21, 25],
    paths: [`${POD}.c.p.terminationGracePeriodSeconds`],
    consequence: {
      en: 'a failed probe waits for the grace period of the pod',
      ja: 'プローブ失敗時も Pod の猶予期間を待ちます',
    },
  },
  {
    gate: 'DynamicResourceAllocation',
    paths: [`${POD}.resourceClaims`],
    consequence: { en: 'the pods start without their devices', ja: 'Pod はデバイスなしで起動します' },
  },
  {
    gate: 'ClusterTrustBundleProjection',
    paths: [`${POD}.volumes.*.projected.sources.*.clusterTrustBundle`],
    consequence: { en: 'the certificates are missing from the volume', ja: '証明書がボリュームに入りません' },
  },
  {
    gate: 'PodCertificateRequest',
    paths: [`${POD}.volumes.*.projected.sources.*.podCertificate`],
    consequence: { en: 'the certificate is missing from the volume', ja: '証明書がボリュームに入りません' },
  },
  {
    gate: 'GenericWorkload',
    paths: [`${POD}.workloadRef`, `${POD}.schedulingGroup`],
    consequence: { en: 'the pods are scheduled one by one', ja: 'Pod は 1 つずつスケジュールされます' },
  },
  {
    gate: 'InPlacePodVerticalScaling',
    paths: [`${POD}.c.resizePolicy`],
    consequence: { en: 'resources change only with a new pod', ja: 'リソースの変更には Pod の再作成が必要です' },
  },
  {
    gate: 'ContainerRestartRules',
    paths: [`${POD}.c.restartPolicyRules`, `${POD}.containers.*.restartPolicy`],
    consequence: { en: 'the restart policy of the pod counts', ja: 'Pod の restartPolicy が適用されます' },
  },
  {
    gate: 'RecursiveReadOnlyMounts',
    paths: [`${POD}.c.volumeMounts.*.recursiveReadOnly`],
    idle: ['Disabled'],
    consequence: { en: 'mounts below it stay writable', ja: '配下のマウントは書き込み可能なままです' },
  },
  {
    gate: 'VolumeBindMountOptions',
    paths: [`${POD}.c.volumeMounts.*.bindMountOptions`],
    consequence: { en: 'the mount has none of them', ja: 'マウントには適用されません' },
  },
  {
    gate: 'HostnameOverride',
    paths: [`${POD}.hostnameOverride`],
    consequence: { en: 'pods keep the usual host name', ja: 'Pod のホスト名は通常どおりです' },
  },
  {
    gate: 'EnvFiles',
    paths: [`${POD}.c.env.*.valueFrom.fileKeyRef`],
    consequence: { en: 'the variable has no source left', ja: '環境変数の値の取得元がなくなります' },
  },
  {
    gate: 'EvictionRequestAPI',
    paths: [`${POD}.evictionResponders`],
    consequence: { en: 'evictions go on as before', ja: '退避は従来どおり行われます' },
  },
  {
    gate: 'EmptyDirVolumeMode',
    paths: [`${POD}.volumes.*.emptyDir.mode`],
    consequence: { en: 'the directory has the mode 0777', ja: 'ディレクトリのモードは 0777 です' },
  },
  {
    gate: 'AtomicWriteVolumeUserFields',
    paths: SOURCES.flatMap((source) => [
      `${POD}.volumes.*.${source}.defaultUser`,
      `${POD}.volumes.*.${source}.items.*.user`,
      `${POD}.volumes.*.projected.sources.*.${source}.items.*.user`,
    ]),
    consequence: { en: 'the files belong to root', ja: 'ファイルの所有者は root です' },
  },
  {
    gate: 'GRPCContainerProbeTLS',
    paths: [`${POD}.c.p.grpc.mode`],
    consequence: { en: 'the probe speaks without TLS', ja: 'プローブは TLS なしで通信します' },
  },
  {
    gate: 'H2CContainerProbe',
    paths: [`${POD}.c.p.httpGet.protocol`],
    consequence: { en: 'the probe speaks HTTP/1.1', ja: 'プローブは HTTP/1.1 で通信します' },
  },
  {
    gate: 'PodLifecycleSleepAction',
    paths: [`${POD}.c.lifecycle.preStop.sleep`, `${POD}.c.lifecycle.postStart.sleep`],
    consequence: { en: 'the container stops without waiting', ja: 'コンテナは待たずに停止します' },
  },
  {
    gate: 'ContainerStopSignals',
    paths: [`${POD}.c.lifecycle.stopSignal`],
    consequence: {
      en: 'the container is stopped with the signal of its image',
      ja: 'コンテナはイメージのシグナルで停止します',
    },
  },
  {
    gate: 'ProcMountType',
    paths: [`${POD}.c.securityContext.procMount`],
    idle: ['Default'],
    consequence: { en: '/proc is masked as usual', ja: '/proc は通常どおりマスクされます' },
  },
  {
    gate: 'ImageVolume',
    paths: [`${POD}.volumes.*.image`],
    consequence: { en: 'the volume and its mounts are gone', ja: 'ボリュームとそのマウントがなくなります' },
  },
];

const ALTERNATIVES: Readonly<Record<string, readonly string[]>> = {
  c: ['containers.*', 'initContainers.*'],
  p: ['livenessProbe', 'readinessProbe', 'startupProbe'],
};

interface Pattern {
  readonly steps: readonly string[];
  readonly row: Row;
  readonly since: number | null;
}

function expand(path: string): readonly string[] {
  const [head, ...rest] = path.split('.');
  const tails = rest.length === 0 ? [''] : expand(rest.join('.')).map((tail) => `.${tail}`);
  return (ALTERNATIVES[head ?? ''] ?? [head ?? '']).flatMap((first) => tails.map((tail) => `${first}${tail}`));
}

function isDropped({ gate }: Row, release: Release): boolean {
  if (typeof gate === 'string') return gateDisabled(gate, release);
  return release.minor >= gate[0] && release.minor < gate[1];
}

function keptSince({ gate }: Row, release: Release): number | null {
  if (typeof gate !== 'string') return gate[1];
  const newest = Math.max(...NEWEST_PATCH.keys());
  for (let minor = release.minor + 1; minor <= newest; minor++) {
    if (gateEnabled(gate, { major: 1, minor, patch: NEWEST_PATCH.get(minor) ?? 99 })) return minor;
  }
  return null;
}

const byRelease = new Map<string, readonly Pattern[]>();

function patternsOf(release: Release): readonly Pattern[] {
  const key = `${release.minor}.${release.patch}`;
  let found = byRelease.get(key);
  if (!found) {
    found = ROWS.filter((row) => isDropped(row, release)).flatMap((row) =>
      row.paths.flatMap(expand).map((path) => ({ steps: path.split('.'), row, since: keptSince(row, release) })),
    );
    byRelease.set(key, found);
  }
  return found;
}

function* places(node: Node, steps: readonly string[], from: number, path: Path): Iterable<readonly [Path, Node]> {
  const step = steps[from];
  if (step === undefined) yield [path, node];
  else if (step === '*') {
    if (node.kind !== 'sequence') return;
    for (const [index, item] of node.items.entries()) yield* places(item, steps, from + 1, [...path, index]);
  } else {
    const value = node.kind === 'mapping' ? entryOf(node, step)?.value : undefined;
    if (value) yield* places(value, steps, from + 1, [...path, step]);
  }
}

/** All keys that are written: most rows of the table name one that is not among them. */
function keysOf(node: Node, into: Set<string>): ReadonlySet<string> {
  if (node.kind === 'sequence') for (const item of node.items) keysOf(item, into);
  if (node.kind !== 'mapping') return into;
  for (const { key, value } of node.entries) {
    into.add(key);
    keysOf(value, into);
  }
  return into;
}

/**
 * What the release takes and does not keep.
 * @param written the object as it is written, from its root
 * @param effective as it is stored: what an update keeps because the stored object has it is not dropped
 */
export function droppedFields(written: Node, effective: Json, kind: string, release: Release): readonly DroppedField[] {
  const found: DroppedField[] = [];
  const keys = keysOf(written, new Set());
  for (const { steps, row, since } of patternsOf(release)) {
    if (row.kind !== undefined && row.kind !== kind) continue;
    const last = steps.at(-1);
    if (typeof last === 'string' && last !== '*' && !keys.has(last)) continue;
    for (const [path, node] of places(written, steps, 0, [])) {
      const value = jsonOf(node);
      if (value === null) continue;
      if (row.idle?.some((idle) => JSON.stringify(idle) === JSON.stringify(value))) continue;
      if (typeof row.gate === 'string' && isKept(effective, path, value, row.gate)) continue;
      found.push({ path, since, consequence: row.consequence });
    }
  }
  return found;
}

function isKept(effective: Json, path: Path, value: Json, gate: ApiGate): boolean {
  // volumes from images go as a whole, and what follows them moves up
  if (gate === 'ImageVolume')
    return list(get(effective, ...path.slice(0, -2))).some((v) => get(v, 'image') !== undefined);
  if (gate === 'ProcMountType') return get(effective, ...path) === value;
  return get(effective, ...path) !== undefined;
}

/** What values of a pod template's spec mean. Paths are relative to the pod's spec. */

import type { Json } from '../../../apiServer/index';
import type { Localized } from '../../../diagnostics/index';
import { own } from '../../lookUp';
import { bytesWords, readQuantity, secondsWords } from '../units';
import { daemonSetTolerates, KNOWN_NODE_LABELS, KNOWN_POD_LABELS, KNOWN_TAINTS } from '../wellKnown';
import {
  claimTemplateNames,
  type Meaning,
  podSpecPath,
  read,
  readList,
  readMap,
  readNumber,
  readString,
  type Subject,
  say,
  setNumbers,
} from './subject';

function podSpec(subject: Subject): Json | undefined {
  const path = podSpecPath(subject.kind);
  return path ? read(subject.stored, path) : undefined;
}

const isSet = (subject: Subject) => subject.kind === 'DaemonSet' || subject.kind === 'StatefulSet';

const restartPolicy: Meaning = (value, _, subject) => {
  if (!isSet(subject)) return null;
  return value === 'Always'
    ? [
        say(
          'The only value allowed here: containers that end are started again on the same node.',
          'ここで許される唯一の値。終わったコンテナは同じノードで再び起動します。',
        ),
      ]
    : [
        say(
          `⚠ The server refuses it: pods of a ${subject.kind} always restart (\`Always\`). For work that ends, use a Job.`,
          `⚠ サーバーが拒否します。${subject.kind} の Pod は必ず再起動します(\`Always\`)。終わりのある仕事には Job を使います。`,
        ),
      ];
};

const gracePeriod: Meaning = (value, _, subject) => {
  if (typeof value !== 'number' || value < 0) return null;
  if (value === 0) {
    return [say('⚠ Killed at once, without a chance to finish.', '⚠ 後始末の機会なしに即座に殺されます。')];
  }
  const time = secondsWords(value);
  const lines = [
    say(
      `**${time.en}** to stop after the signal, \`preStop\` included; then it is killed.`,
      `停止の合図から \`preStop\` も含めて **${time.ja}**。過ぎると強制終了されます。`,
    ),
  ];
  if (subject.kind === 'StatefulSet') {
    const { replicas, partition } = setNumbers(subject.stored);
    const updated = Math.max(0, replicas - partition);
    const all = secondsWords(value * updated);
    if (updated > 1 && value >= 10) {
      lines.push(
        say(
          `If every pod takes that long, a rolling update waits ${all.en} for ${updated} pods to stop.`,
          `毎回そこまでかかると、ローリングアップデートは ${updated} 個の Pod の停止に ${all.ja}待ちます。`,
        ),
      );
    }
  }
  return lines;
};

const nodeLabel: Meaning = (_, path) => {
  const known = own(KNOWN_NODE_LABELS, String(path.at(-1)));
  return known ? [known] : null;
};

const nodeLabelName: Meaning = (value) => {
  const known = typeof value === 'string' ? own(KNOWN_NODE_LABELS, value) : undefined;
  return known ? [known] : null;
};

/** A toleration as a whole, whichever of its fields is hovered. */
const toleration: Meaning = (_, path, subject) => {
  const spec = podSpecPath(subject.kind);
  if (!spec) return null;
  const index = path[spec.length + 1];
  if (typeof index !== 'number') return null;
  const entry = read(subject.stored, [...spec, 'tolerations', index]);
  return entry === undefined ? null : tolerationWords(entry, subject);
};

/** Which taints a toleration bears, and whether nodes carry them (`ToleratesTaint`). */
export function tolerationWords(entry: Json, subject: Subject): readonly Localized[] {
  const key = readString(entry, ['key']) ?? '';
  const operator = readString(entry, ['operator']) ?? 'Equal';
  const value = readString(entry, ['value']) ?? '';
  const effect = readString(entry, ['effect']) ?? '';
  const seconds = readNumber(entry, ['tolerationSeconds']);
  if (key === '') {
    return operator === 'Exists'
      ? [
          effect === ''
            ? say(
                'Bears **every taint**: pods go, and stay, everywhere.',
                '**すべての taint** に耐えます。どこにでも置かれ、留まります。',
              )
            : say(
                `Bears every taint with the effect \`${effect}\`.`,
                `効果 \`${effect}\` のすべての taint に耐えます。`,
              ),
        ]
      : [];
  }
  const taint = operator === 'Exists' || value === '' ? key : `${key}=${value}`;
  const shown = `\`${taint}${effect === '' ? '' : `:${effect}`}\``;
  const lines = [
    operator === 'Exists'
      ? say(`Bears the taint ${shown}, whatever its value.`, `値が何であっても taint ${shown} に耐えます。`)
      : operator === 'Equal'
        ? value === ''
          ? say(`Bears the taint ${shown} with an empty value.`, `値が空の taint ${shown} に耐えます。`)
          : say(`Bears the taint ${shown}.`, `taint ${shown} に耐えます。`)
        : say(
            `Bears the taint \`${key}\` when its value is ${operator === 'Gt' ? 'greater' : 'less'} than ${value || '…'}: only with the gate \`TaintTolerationComparisonOperators\` (alpha since 1.35, off).`,
            `taint \`${key}\` の値が ${value || '…'} より${operator === 'Gt' ? '大きい' : '小さい'}とき耐えます。ゲート \`TaintTolerationComparisonOperators\`(1.35 から alpha、既定で無効)が必要です。`,
          ),
  ];
  const known = own(KNOWN_TAINTS, key);
  if (known) {
    if (known.goneSince === undefined || subject.release.minor >= known.goneSince) {
      const mark = known.goneSince === undefined ? '' : '⚠ ';
      lines.push(say(mark + known.meaning.en, mark + known.meaning.ja));
    }
    if (effect !== '' && !known.effects.includes(effect)) {
      lines.push(
        say(
          `⚠ Nodes carry it with ${known.effects.map((one) => `\`${one}\``).join(' or ')} only.`,
          `⚠ ノードに付くのは ${known.effects.map((one) => `\`${one}\``).join(' か ')} だけです。`,
        ),
      );
    }
    const hostNetwork = read(podSpec(subject), ['hostNetwork']) === true;
    if (subject.kind === 'DaemonSet' && daemonSetTolerates(key, effect, hostNetwork)) {
      lines.push(
        say('The DaemonSet controller adds this one by itself.', 'これは DaemonSet のコントローラーが自動で足します。'),
      );
    }
  } else {
    lines.push(
      say(
        'No taint that clusters set by themselves: it must have been put on nodes by you or by what runs in your cluster.',
        'クラスターが自動で付ける taint ではありません。自分で、またはクラスター内の仕組みがノードに付けたものに効きます。',
      ),
    );
  }
  if (seconds !== undefined) {
    const time = secondsWords(seconds);
    lines.push(
      effect === 'NoExecute'
        ? say(`Evicted ${time.en} after the taint comes.`, `taint が付いてから ${time.ja} 後に退避させられます。`)
        : say(
            '⚠ `tolerationSeconds` is allowed with `effect: NoExecute` only.',
            '⚠ `tolerationSeconds` は `effect: NoExecute` でだけ使えます。',
          ),
    );
  }
  return lines;
}

const hostNetwork: Meaning = (value, _, subject) => {
  if (value !== true) return null;
  const lines = [
    say(
      'Container ports are ports of the node: one such pod per node.',
      'コンテナのポートはノードのポートになります。このような Pod はノードに 1 つです。',
    ),
  ];
  const dns = readString(podSpec(subject), ['dnsPolicy']);
  if (dns === undefined || dns === 'ClusterFirst') {
    lines.push(
      say(
        '⚠ Names of Services do not resolve, unless `dnsPolicy` is `ClusterFirstWithHostNet`.',
        '⚠ `dnsPolicy` を `ClusterFirstWithHostNet` にしないと Service の名前が引けません。',
      ),
    );
  }
  return lines;
};

const dnsPolicy: Meaning = (value, _, subject) => {
  const onHost = read(podSpec(subject), ['hostNetwork']) === true;
  switch (value) {
    case 'ClusterFirst':
      return [
        onHost
          ? say(
              "⚠ With `hostNetwork: true` this falls back to the node's own DNS: names of Services do not resolve.",
              '⚠ `hostNetwork: true` ではノード自身の DNS になり、Service の名前は引けません。',
            )
          : say("Asks the cluster's DNS first.", 'まずクラスターの DNS に尋ねます。'),
      ];
    case 'ClusterFirstWithHostNet':
      return [
        say(
          "Asks the cluster's DNS first, also with `hostNetwork: true`.",
          '`hostNetwork: true` でもまずクラスターの DNS に尋ねます。',
        ),
      ];
    case 'Default':
      return [
        say(
          "Uses the node's own DNS (and is *not* the default): names of Services do not resolve.",
          'ノード自身の DNS を使います(名前に反して既定では*ありません*)。Service の名前は引けません。',
        ),
      ];
    case 'None':
      return [say('Only what `dnsConfig` says.', '`dnsConfig` の内容だけを使います。')];
    default:
      return null;
  }
};

const priorityClassName: Meaning = (value) => {
  switch (value) {
    case 'system-node-critical':
      return [
        say(
          'The highest class: for what a node cannot do without.',
          '最も高いクラス。ノードに欠かせないもののためのものです。',
        ),
      ];
    case 'system-cluster-critical':
      return [
        say(
          'The second highest class: for what the cluster cannot do without.',
          '2 番目に高いクラス。クラスターに欠かせないもののためのものです。',
        ),
      ];
    default:
      return null;
  }
};

/** Which containers mount a volume. */
function mountedBy(spec: Json | undefined, name: string): readonly string[] {
  return ['initContainers', 'containers'].flatMap((list) =>
    readList(spec, [list])
      .filter((container) =>
        [...readList(container, ['volumeMounts']), ...readList(container, ['volumeDevices'])].some(
          (mount) => readString(mount, ['name']) === name,
        ),
      )
      .map((container) => readString(container, ['name']) ?? '?'),
  );
}

const volumeName: Meaning = (value, _, subject) => {
  if (typeof value !== 'string' || value === '') return null;
  const users = mountedBy(podSpec(subject), value);
  const lines = [
    users.length > 0
      ? say(`Mounted by ${codes(users)}.`, `${codes(users)} がマウントします。`)
      : say('No container mounts it.', 'どのコンテナもマウントしていません。'),
  ];
  if (subject.kind === 'StatefulSet' && claimTemplateNames(subject.stored).includes(value)) {
    lines.push(
      say(
        '⚠ A claim template has this name too, and takes its place.',
        '⚠ 同じ名前の claim テンプレートがあり、そちらに置き換わります。',
      ),
    );
  }
  return lines;
};

function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

const sizeLimit: Meaning = (value) => {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const amount = readQuantity(value);
  return amount ? [bytesWords(amount)] : null;
};

const maxSkew: Meaning = (value) =>
  typeof value === 'number' && value > 0
    ? [
        say(
          `The fullest domain may have at most ${value} more than the emptiest.`,
          `最も多い領域と最も少ない領域の差は ${value} まで。`,
        ),
      ]
    : null;

const runAsUser: Meaning = (value) => (value === 0 ? [say('That is root.', 'root です。')] : null);

const hostPathType: Meaning = (value) => {
  switch (value) {
    case '':
      return [say('Nothing is checked.', '何も検査されません。')];
    case 'DirectoryOrCreate':
      return [
        say(
          'A folder; made (0755, by the kubelet) when it is missing.',
          'フォルダー。無ければ kubelet が作ります(0755)。',
        ),
      ];
    case 'Directory':
      return [say('A folder that must be there.', '存在しなければならないフォルダー。')];
    case 'FileOrCreate':
      return [
        say(
          'A file; made (0644) when it is missing. Its folder is not.',
          'ファイル。無ければ作られます(0644)。親フォルダーは作られません。',
        ),
      ];
    case 'File':
      return [say('A file that must be there.', '存在しなければならないファイル。')];
    case 'Socket':
      return [say('A Unix socket that must be there.', '存在しなければならない Unix ソケット。')];
    case 'CharDevice':
      return [say('A character device that must be there.', '存在しなければならないキャラクターデバイス。')];
    case 'BlockDevice':
      return [say('A block device that must be there.', '存在しなければならないブロックデバイス。')];
    default:
      return null;
  }
};

const selectorLabel: Meaning = (value, path, subject) => {
  const key = String(path.at(-1));
  const known = own(KNOWN_POD_LABELS, key);
  const labels = readMap(subject.stored, ['spec', 'template', 'metadata', 'labels']);
  const lines: Localized[] = known ? [known] : [];
  if (!isSet(subject) && subject.kind !== 'Deployment' && subject.kind !== 'ReplicaSet') return lines;
  const label = own(labels, key);
  if (label === undefined) {
    lines.push(
      say(
        `⚠ The template has no label \`${key}\`: the server refuses that.`,
        `⚠ テンプレートにラベル \`${key}\` がありません。サーバーが拒否します。`,
      ),
    );
  } else if (label !== value) {
    lines.push(
      say(
        `⚠ The template says \`${key}: ${String(label)}\`: the server refuses that.`,
        `⚠ テンプレートでは \`${key}: ${String(label)}\` です。サーバーが拒否します。`,
      ),
    );
  } else lines.push(say('The template carries this label.', 'テンプレートにこのラベルがあります。'));
  return lines;
};

const templateLabel: Meaning = (value, path, subject) => {
  const key = String(path.at(-1));
  const wanted = own(readMap(subject.stored, ['spec', 'selector', 'matchLabels']), key);
  const known = own(KNOWN_POD_LABELS, key);
  const lines: Localized[] = known ? [known] : [];
  if (wanted !== undefined && wanted === value) {
    lines.push(
      say(
        'The selector asks for it, so it cannot be changed on a running set.',
        'selector が求めるラベルなので、動いているものでは変更できません。',
      ),
    );
  } else if (wanted !== undefined) {
    lines.push(
      say(
        `⚠ The selector asks for \`${key}: ${String(wanted)}\`: the server refuses that.`,
        `⚠ selector は \`${key}: ${String(wanted)}\` を求めています。サーバーが拒否します。`,
      ),
    );
  }
  return lines.length > 0 ? lines : null;
};

/** By path from the pod's spec, list indexes left out; a map's key is `*`. */
export const POD: Readonly<Record<string, Meaning>> = {
  restartPolicy,
  terminationGracePeriodSeconds: gracePeriod,
  'nodeSelector.*': nodeLabel,
  'tolerations.key': toleration,
  'tolerations.operator': toleration,
  'tolerations.value': toleration,
  'tolerations.effect': toleration,
  'tolerations.tolerationSeconds': toleration,
  'topologySpreadConstraints.topologyKey': nodeLabelName,
  'topologySpreadConstraints.maxSkew': maxSkew,
  'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms.matchExpressions.key':
    nodeLabelName,
  'affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution.preference.matchExpressions.key':
    nodeLabelName,
  'affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution.topologyKey': nodeLabelName,
  'affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution.podAffinityTerm.topologyKey': nodeLabelName,
  'affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution.topologyKey': nodeLabelName,
  'affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution.podAffinityTerm.topologyKey': nodeLabelName,
  hostNetwork,
  dnsPolicy,
  priorityClassName,
  'securityContext.runAsUser': runAsUser,
  'volumes.name': volumeName,
  'volumes.hostPath.type': hostPathType,
  'volumes.emptyDir.sizeLimit': sizeLimit,
};

/** By path from the object's root, for kinds with a selector and a pod template. */
export const LABELS: Readonly<Record<string, Meaning>> = {
  'spec.selector.matchLabels.*': selectorLabel,
  'spec.template.metadata.labels.*': templateLabel,
};

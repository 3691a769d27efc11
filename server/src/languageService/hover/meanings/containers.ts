/** What values of a container mean. Paths are relative to the container. */

import { defaultPullPolicy, type Json } from '../../../apiServer/index';
import type { Localized } from '../../../diagnostics/index';
import { own } from '../../lookUp';
import { readImage } from '../image';
import { bytesWords, cpuWords, isMilliBytes, modeWords, readQuantity, secondsWords, times } from '../units';
import {
  claimTemplateNames,
  type Meaning,
  podSpecPath,
  read,
  readList,
  readNumber,
  readString,
  type Subject,
  say,
  setNumbers,
} from './subject';

/** The container that a path leads into, and the list it is of. */
function containerOf(path: readonly (string | number)[], subject: Subject): Json | undefined {
  const spec = podSpecPath(subject.kind);
  return spec ? read(subject.stored, path.slice(0, spec.length + 2)) : undefined;
}

/** Registries that stand still: what replaced them, and since when. */
const FROZEN: Readonly<Record<string, Localized>> = {
  'k8s.gcr.io': say(
    '⚠ This registry was frozen on 3 April 2023 and gets nothing new; `registry.k8s.io` has the images now.',
    '⚠ このレジストリは 2023 年 4 月 3 日に凍結され、新しいものは置かれません。今は `registry.k8s.io` にあります。',
  ),
};

const image: Meaning = (value, path, subject) => {
  if (typeof value !== 'string') return null;
  const parts = readImage(value);
  if (!parts) return null;
  const registry = parts.registryWritten ? `\`${parts.registry}\`` : `\`${parts.registry}\` (Docker Hub)`;
  const version = [
    ...(parts.tag === null ? [] : [`\`:${parts.tag}\``]),
    ...(parts.digest === null ? [] : [`\`@${parts.digest.slice(0, 19)}…\``]),
  ].join(' ');
  const lines = [
    say(
      `registry ${registry} · repository \`${parts.repository}\`${version ? ` · ${parts.digest ? 'digest' : 'tag'} ${version}` : ' · no tag, so `latest`'}`,
      `レジストリ ${registry} · リポジトリ \`${parts.repository}\`${version ? ` · ${parts.digest ? 'ダイジェスト' : 'タグ'} ${version}` : ' · タグなし(`latest`)'}`,
    ),
  ];
  const frozen = own(FROZEN, parts.registry);
  if (frozen) lines.push(frozen);
  if (parts.digest !== null) {
    lines.push(
      say('Pinned: every pod runs exactly this.', '固定されています。どの Pod もまったく同じものを動かします。'),
    );
  } else if (parts.tag === null || parts.tag === 'latest') {
    lines.push(
      say(
        '⚠ The tag moves: pods of one revision may run different code, and a new image starts no rollout.',
        '⚠ このタグは動きます。同じリビジョンの Pod が違うコードを動かすことがあり、新しいイメージでもロールアウトは始まりません。',
      ),
    );
  }
  const container = containerOf(path, subject);
  const policy = readString(container, ['imagePullPolicy']);
  const byDefault = defaultPullPolicy(value);
  if (policy === undefined || policy === byDefault) {
    lines.push(say(`\`imagePullPolicy\` is \`${byDefault}\`.`, `\`imagePullPolicy\` は \`${byDefault}\` です。`));
  }
  return lines;
};

const pullPolicy: Meaning = (value) => {
  switch (value) {
    case 'Always':
      return [
        say(
          'Asks the registry at every start; a registry that is down keeps pods from starting.',
          '起動のたびにレジストリに問い合わせます。レジストリが止まっていると Pod は起動できません。',
        ),
      ];
    case 'IfNotPresent':
      return [say('Pulls only when the node does not have the image.', 'ノードにイメージがないときだけ取得します。')];
    case 'Never':
      return [
        say(
          'Never pulls: the image must be on every node already.',
          '取得しません。すべてのノードにイメージが必要です。',
        ),
      ];
    default:
      return null;
  }
};

/** A quantity of a resource, by the resource's name (the path's last step). */
const resource: Meaning = (value, path, subject) => {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const amount = readQuantity(value);
  if (!amount) return null;
  const name = String(path.at(-1));
  const cpu = name === 'cpu';
  if (!cpu && !/^(memory|ephemeral-storage|storage|hugepages-.+)$/.test(name)) return null;
  const words = cpu ? cpuWords : bytesWords;
  const lines = [words(amount)];
  if (!cpu && isMilliBytes(amount)) {
    lines.push(
      say(
        `⚠ \`${amount.suffix}\` is a thousandth part or less: fractions of a byte. \`${String(value).replace(/[mun]$/, 'Mi')}\` was meant?`,
        `⚠ \`${amount.suffix}\` は千分の一以下、つまり 1 バイト未満の端数です。\`${String(value).replace(/[mun]$/, 'Mi')}\` のつもりでは?`,
      ),
    );
  }
  if (cpu && amount.suffix === '' && amount.numerator >= 64n * amount.denominator) {
    lines.push(
      say(`⚠ Whole cores. \`${String(value)}m\` was meant?`, `⚠ これはコア数です。\`${String(value)}m\` のつもりでは?`),
    );
  }
  const kind = path.at(-2);
  if (subject.kind === 'StatefulSet' && kind === 'requests') {
    const { replicas } = setNumbers(subject.stored);
    if (replicas > 1) {
      const all = words(times(amount, replicas));
      lines.push(say(`All ${replicas} pods: ${all.en}`, `${replicas} 個の Pod 合計: ${all.ja}`));
    }
  }
  if (subject.kind === 'DaemonSet' && kind === 'requests') {
    const all = words(times(amount, 100));
    lines.push(say(`On 100 nodes: ${all.en}`, `100 ノードで ${all.ja}`));
  }
  return lines;
};

const PROBE_KINDS = ['readinessProbe', 'livenessProbe', 'startupProbe'] as const;

/** The numbers of a probe together, whichever of them is hovered. */
const probe: Meaning = (_, path, subject) => {
  const at = path.findIndex((step) => (PROBE_KINDS as readonly (string | number)[]).includes(step));
  const kind = PROBE_KINDS.find((one) => one === path[at]);
  if (!kind) return null;
  const written = read(subject.stored, path.slice(0, at + 1));
  return written === undefined ? null : probeWords(written, kind);
};

/** How long a probe takes to succeed or to fail (`prober/worker.go`; defaults of `SetDefaults_Probe`). */
function probeWords(probeJson: Json, kind: (typeof PROBE_KINDS)[number]): readonly Localized[] {
  const number = (name: string, byDefault: number) => {
    const written = readNumber(probeJson, [name]);
    return written === undefined || (written === 0 && byDefault > 0) ? byDefault : written;
  };
  const delay = number('initialDelaySeconds', 0);
  const period = number('periodSeconds', 10);
  const failures = number('failureThreshold', 3);
  const successes = number('successThreshold', 1);
  const fails = secondsWords(period * failures);
  const first = secondsWords(delay + period * (successes - 1));
  const total = secondsWords(delay + period * failures);
  switch (kind) {
    case 'readinessProbe':
      return [
        say(
          `Ready ${first.en === '0 s' ? 'with the first success' : `${first.en} after the start at the earliest`}; unready after ${failures} failures in a row, about ${fails.en}.`,
          `Ready は${first.en === '0 s' ? '最初の成功で' : `早くて開始から ${first.ja} 後`}。${failures} 回続けて失敗すると(約 ${fails.ja})Ready でなくなります。`,
        ),
      ];
    case 'livenessProbe':
      return [
        say(
          `Restarted after ${failures} failures in a row, about ${fails.en}${delay > 0 ? `; ${total.en} after the start at the earliest` : ''}.`,
          `${failures} 回続けて失敗すると(約 ${fails.ja})再起動されます${delay > 0 ? `。早くて開始から ${total.ja} 後です` : ''}。`,
        ),
      ];
    case 'startupProbe':
      return [
        say(
          `The container has up to **${total.en}** to start; then it is restarted.`,
          `起動に最長 **${total.ja}** かけられます。過ぎると再起動されます。`,
        ),
      ];
  }
}

/** What a mount's name refers to. */
const mountName: Meaning = (value, _, subject) => {
  if (typeof value !== 'string' || value === '') return null;
  const spec = podSpecPath(subject.kind);
  if (!spec) return null;
  if (subject.kind === 'StatefulSet' && claimTemplateNames(subject.stored).includes(value)) {
    const { start } = setNumbers(subject.stored);
    return [
      say(
        `The pod's own claim, \`${value}-${subject.name}-${start}\` for \`${subject.name}-${start}\`.`,
        `Pod 専用の claim。\`${subject.name}-${start}\` なら \`${value}-${subject.name}-${start}\`。`,
      ),
    ];
  }
  const volume = readList(subject.stored, [...spec, 'volumes']).find((one) => readString(one, ['name']) === value);
  if (volume === undefined) {
    return [
      subject.kind === 'StatefulSet'
        ? say(
            `⚠ There is neither a volume nor a claim template \`${value}\`.`,
            `⚠ ボリュームにも claim テンプレートにも \`${value}\` はありません。`,
          )
        : say(`⚠ There is no volume \`${value}\`.`, `⚠ ボリューム \`${value}\` はありません。`),
    ];
  }
  const source = volumeSource(volume);
  return source ? [say(`The volume: ${source}.`, `ボリューム: ${source}。`)] : null;
};

/** A volume's source in a few words: `` `hostPath` `/var/log` ``. */
function volumeSource(volume: Json): string | null {
  if (volume === null || typeof volume !== 'object' || Array.isArray(volume)) return null;
  const kind = Object.keys(volume).find((key) => key !== 'name');
  if (kind === undefined) return '`emptyDir`';
  const detail =
    readString(volume, [kind, 'path']) ??
    readString(volume, [kind, 'name']) ??
    readString(volume, [kind, 'secretName']) ??
    readString(volume, [kind, 'claimName']) ??
    readString(volume, [kind, 'driver']) ??
    readString(volume, [kind, 'medium']);
  return detail ? `\`${kind}\` \`${detail}\`` : `\`${kind}\``;
}

const hostPort: Meaning = (value, _, subject) => {
  if (typeof value !== 'number' || value <= 0) return null;
  return [
    subject.kind === 'StatefulSet'
      ? say(
          `Port ${value} of the node: each pod needs a node of its own.`,
          `ノードのポート ${value}。Pod ごとに別のノードが必要です。`,
        )
      : say(
          `Port ${value} of the node: one such pod per node, so \`maxSurge\` cannot work.`,
          `ノードのポート ${value}。ノードに 1 つしか置けないため、\`maxSurge\` は成り立ちません。`,
        ),
  ];
};

/** Values of the downward API's field paths (`ConvertDownwardAPIFieldLabel`). */
const fieldPath: Meaning = (value, _, subject) => {
  const { start } = setNumbers(subject.stored);
  const pod = subject.kind === 'StatefulSet' ? `\`${subject.name}-${start}\`` : '';
  switch (value) {
    case 'metadata.name':
      return [say(`The pod's name${pod ? `: ${pod} …` : ''}.`, `Pod の名前${pod ? `: ${pod} など` : ''}。`)];
    case 'metadata.namespace':
      return [say(`The namespace: \`${subject.namespace}\`.`, `namespace: \`${subject.namespace}\`。`)];
    case "metadata.labels['apps.kubernetes.io/pod-index']":
      return [say(`The pod's ordinal: ${start} …`, `Pod の序数: ${start} など。`)];
    case 'metadata.uid':
      return [say("The pod's uid; a new one after each replacement.", 'Pod の UID。置き換えのたびに変わります。')];
    case 'spec.nodeName':
      return [say('The name of the node.', 'ノードの名前。')];
    case 'spec.serviceAccountName':
      return [say('The ServiceAccount.', 'ServiceAccount の名前。')];
    case 'status.hostIP':
    case 'status.hostIPs':
      return [say("The node's address.", 'ノードのアドレス。')];
    case 'status.podIP':
    case 'status.podIPs':
      return [
        say("The pod's address; a new one after each replacement.", 'Pod のアドレス。置き換えのたびに変わります。'),
      ];
    default:
      return null;
  }
};

const propagation: Meaning = (value) => {
  switch (value) {
    case 'None':
      return [say('Mounts made later on the node do not show up.', 'ノードが後から行うマウントは見えません。')];
    case 'HostToContainer':
      return [
        say(
          'Mounts made later on the node show up in the container.',
          'ノードが後から行うマウントもコンテナから見えます。',
        ),
      ];
    case 'Bidirectional':
      return [
        say(
          'Mounts go both ways; the container has to be privileged.',
          'マウントが双方向に伝わります。コンテナは privileged である必要があります。',
        ),
      ];
    default:
      return null;
  }
};

const privileged: Meaning = (value) =>
  value === true
    ? [say('The container may do on the node whatever root may.', 'ノード上で root と同じことができます。')]
    : null;

const runAsUser: Meaning = (value) => (value === 0 ? [say('That is root.', 'root です。')] : null);

/** By path from the container, list indexes left out; a map's key is `*`. */
export const CONTAINER: Readonly<Record<string, Meaning>> = {
  image,
  imagePullPolicy: pullPolicy,
  'resources.requests.*': resource,
  'resources.limits.*': resource,
  'volumeMounts.name': mountName,
  'volumeMounts.mountPropagation': propagation,
  'volumeDevices.name': mountName,
  'ports.hostPort': hostPort,
  'env.valueFrom.fieldRef.fieldPath': fieldPath,
  'securityContext.privileged': privileged,
  'securityContext.runAsUser': runAsUser,
  ...Object.fromEntries(
    PROBE_KINDS.flatMap((kind) =>
      ['initialDelaySeconds', 'periodSeconds', 'failureThreshold', 'successThreshold'].map((name) => [
        `${kind}.${name}`,
        probe,
      ]),
    ),
  ),
};

/** A probe as a whole. */
export const CONTAINER_BLOCKS: Readonly<Record<string, Meaning>> = Object.fromEntries(
  PROBE_KINDS.map((kind) => [kind, probe]),
);

/** File modes, wherever they stand: YAML reads `0644` as octal and `644` as decimal. */
export const fileMode: Meaning = (value) => {
  if (typeof value !== 'number') return null;
  const words = modeWords(value);
  if (!words) return null;
  const lines = [
    say(
      `**\`${words.octal}\`** = \`${words.letters}\` (${value})`,
      `**\`${words.octal}\`** = \`${words.letters}\`(${value})`,
    ),
  ];
  if ([644, 600, 400, 755, 444, 640, 440, 777].includes(value)) {
    lines.push(
      say(`⚠ Decimal ${value}. \`0${value}\` was meant?`, `⚠ 10 進数の ${value} です。\`0${value}\` のつもりでは?`),
    );
  }
  return lines;
};

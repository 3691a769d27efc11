/** What the keys of `.rollout-lens.yaml` mean, for completion and hover. */
import { DEFAULT_VERSION, NEWEST_PATCH, OLDEST_MINOR } from '../../../../simulator/src/index';
import type { Localized } from '../../diagnostics/index';
import type { Path } from '../../manifest/index';

export interface ConfigField {
  readonly name: string;
  readonly about: Localized;
  /** what comes behind the colon, as a snippet; default: a value on the same line */
  readonly opens?: 'block' | 'list';
  readonly values?: readonly string[];
}

/** Minors that can be chosen, the newest first, as texts: `1.30` without quotes is a number to other readers of YAML. */
const VERSIONS: readonly string[] = Array.from(
  { length: Math.max(...NEWEST_PATCH.keys()) - OLDEST_MINOR + 1 },
  (_, index) => `"1.${Math.max(...NEWEST_PATCH.keys()) - index}"`,
);
const BOOLEANS: readonly string[] = ['true', 'false'];
const LEVELS: readonly string[] = ['off', 'error', 'warning', 'information', 'hint'];

const ROOT: readonly ConfigField[] = [
  {
    name: 'kubernetesVersion',
    values: VERSIONS,
    about: {
      en: `The release of the API server that manifests are judged for: a minor (its newest patch release) or a patch release, 1.20 to ${DEFAULT_VERSION}.`,
      ja: `マニフェストを判定する API サーバーのリリースです。マイナー（その最新パッチ）またはパッチを 1.20 から ${DEFAULT_VERSION} の範囲で書きます。`,
    },
  },
  {
    name: 'style',
    values: BOOLEANS,
    about: {
      en: 'Report matters of style too. They are off unless asked for.',
      ja: 'スタイルに関する指摘も報告します。既定では報告しません。',
    },
  },
  {
    name: 'rules',
    opens: 'block',
    about: {
      en: 'Rules by id: `off`, or the severity of their findings. `{enabled, severity}` sets one of the two and leaves the other as it is.',
      ja: '規則ごとの設定です。`off` か、指摘の重大度を書きます。`{enabled, severity}` なら片方だけを変えられます。',
    },
  },
  {
    name: 'nodes',
    opens: 'list',
    about: {
      en: 'The nodes of the cluster: groups of like nodes with a count, or a file that `kubectl get nodes -o yaml` has saved. Rules about placement then know what there is.',
      ja: 'クラスターのノードです。同じ構成のノードを count でまとめて書くか、`kubectl get nodes -o yaml` で保存したファイルを指定します。配置に関する規則がこれを使います。',
    },
  },
  {
    name: 'exclude',
    opens: 'list',
    about: {
      en: 'Files that are not checked: globs as in .gitignore (`*`, `**`, `?`, `{a,b}`, `!` to take in again), relative to the folder of this file.',
      ja: '検査しないファイルです。.gitignore のような glob（`*`、`**`、`?`、`{a,b}`、除外の取り消しは `!`）を、このファイルのフォルダーからの相対で書きます。',
    },
  },
];

const RULE: readonly ConfigField[] = [
  { name: 'enabled', values: BOOLEANS, about: { en: 'Is the rule applied?', ja: '規則を適用するかどうか。' } },
  {
    name: 'severity',
    values: LEVELS.slice(1),
    about: { en: 'The severity of its findings.', ja: '指摘の重大度です。' },
  },
];

const NODE: readonly ConfigField[] = [
  {
    name: 'name',
    about: {
      en: 'The name of the node; of a group what stands before the number (`worker-1`, `worker-2`).',
      ja: 'ノードの名前です。count があるときは番号の前に付く名前になります（`worker-1`、`worker-2`）。',
    },
  },
  { name: 'count', about: { en: 'How many nodes are like this one.', ja: '同じ構成のノードの数です。' } },
  {
    name: 'zone',
    about: {
      en: 'Their zone, or a list of zones over which they are spread (label topology.kubernetes.io/zone).',
      ja: 'ゾーンです。リストにすると順に割り振られます（ラベル topology.kubernetes.io/zone）。',
    },
  },
  {
    name: 'labels',
    opens: 'block',
    about: {
      en: 'Labels. The name (kubernetes.io/hostname), kubernetes.io/os: linux and kubernetes.io/arch: amd64 are filled in.',
      ja: 'ラベルです。名前（kubernetes.io/hostname）と kubernetes.io/os: linux、kubernetes.io/arch: amd64 は自動で補われます。',
    },
  },
  {
    name: 'taints',
    opens: 'list',
    about: { en: 'Taints: key, value and effect.', ja: 'taint です。key、value、effect を書きます。' },
  },
  {
    name: 'allocatable',
    opens: 'block',
    about: {
      en: 'What pods may ask for, as quantities: cpu, memory, pods, ephemeral-storage, nvidia.com/gpu. What is not listed is not known.',
      ja: 'Pod が要求できる量です（cpu、memory、pods、ephemeral-storage、nvidia.com/gpu など）。書かれていないものは不明として扱います。',
    },
  },
  {
    name: 'unschedulable',
    values: BOOLEANS,
    about: { en: 'The node is cordoned.', ja: 'ノードが cordon されているかどうか。' },
  },
  {
    name: 'file',
    about: {
      en: 'A file with nodes, as `kubectl get nodes -o yaml` or `-o json` writes it; relative to the folder of this file.',
      ja: '`kubectl get nodes -o yaml`（または `-o json`）の出力を保存したファイルです。このファイルのフォルダーからの相対パスで書きます。',
    },
  },
];

const TAINT: readonly ConfigField[] = [
  { name: 'key', about: { en: 'The key of the taint.', ja: 'taint のキーです。' } },
  { name: 'value', about: { en: 'The value of the taint.', ja: 'taint の値です。' } },
  {
    name: 'effect',
    values: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'],
    about: { en: 'What the taint does to pods that do not tolerate it.', ja: 'toleration のない Pod への作用です。' },
  },
];

const RESOURCES: readonly ConfigField[] = ['cpu', 'memory', 'pods', 'ephemeral-storage'].map((name) => ({
  name,
  about: { en: 'What pods may ask for in all.', ja: 'Pod が要求できる合計です。' },
}));

/** Keys that can stand at a path; `rules` is for whoever knows the rules. */
export function fieldsAt(path: Path): readonly ConfigField[] {
  const steps = path.map((step) => (typeof step === 'number' ? '[]' : step));
  if (steps.length === 0) return ROOT;
  if (steps[0] === 'rules') return steps.length === 2 ? RULE : [];
  if (steps[0] !== 'nodes') return [];
  switch (steps.slice(1).join('.')) {
    case '[]':
      return NODE;
    case '[].taints.[]':
      return TAINT;
    case '[].allocatable':
      return RESOURCES;
    default:
      return [];
  }
}

/** Values that can stand at a path, where they can be listed. */
export function valuesAt(path: Path): readonly string[] {
  if (path.length === 2 && path[0] === 'rules') return LEVELS;
  const name = path.at(-1);
  return fieldsAt(path.slice(0, -1)).find((field) => field.name === name)?.values ?? [];
}

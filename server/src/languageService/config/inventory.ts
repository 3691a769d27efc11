/** The nodes of a cluster as `.rollout-lens.yaml` lists them, or as `kubectl get nodes -o yaml` (or json) saved them. */
import { parseQuantity } from '../../apiServer/index';
import {
  type ClusterNode,
  clusterNodeOf,
  type JsonObject,
  jsonOf,
  type Localized,
  list,
  object,
} from '../../diagnostics/index';
import { type Node, parseDocument, splitDocuments } from '../../manifest/index';
import { taintOf } from '../scenarioNodes';
import { optional, type Reader } from '../scenarioReader';

/** As many nodes as Kubernetes is tested with, three times over. */
const MOST_NODES = 15_000;
/** Longer YAML (UTF-16 units) is not read; JSON is, whatever its length. */
const MOST_YAML = 8_000_000;

const NODE_KEYS: readonly string[] = [
  'name',
  'count',
  'zone',
  'labels',
  'taints',
  'allocatable',
  'unschedulable',
  'file',
];
const ZONE = 'topology.kubernetes.io/zone';

/** What a file says that the inventory names: its text; null where there is none; undefined where that is not known (yet). */
export type ReadFile = (name: string) => string | null | undefined;

/** Reads the list `nodes`, with a slip for whatever is wrong. A mapping counts as a list of one. */
export function inventoryOf(node: Node, read: Reader, readFile: ReadFile): readonly ClusterNode[] {
  const found: ClusterNode[] = [];
  const names = new Map<string, Node>();
  for (const item of read.itemsOrOne(node, (each) => each)) {
    for (const each of groupOf(item, read, readFile, found.length)) {
      if (names.get(each.name) === item) continue;
      if (names.has(each.name)) {
        read.slip(item, {
          en: `Two nodes are called ${each.name}: give the groups names of their own.`,
          ja: `${each.name} という名前のノードが 2 つあります。グループごとに別の名前を付けてください。`,
        });
        break;
      }
      names.set(each.name, item);
      found.push(each);
    }
  }
  return found;
}

/** One item: a node, so many alike, or a file. */
function groupOf(node: Node, read: Reader, readFile: ReadFile, already: number): readonly ClusterNode[] {
  const entries = read.mapping(node, 'a node', NODE_KEYS);
  if (node.kind !== 'mapping') return [];
  const file = entries.get('file');
  if (file) {
    for (const [key, entry] of entries) {
      if (key === 'file') continue;
      read.slip(entry.keySpan, {
        en: `${key} has no effect beside file: the nodes are as the file has them.`,
        ja: `file があるので ${key} は使われません。ノードはファイルの内容どおりになります。`,
      });
    }
    const name = read.text(file.value, 'file');
    return name === undefined ? [] : nodesOfFile(name, file.value, read, readFile, already);
  }
  const name = optional(entries, 'name', (value) => read.text(value, 'name'));
  const count = optional(entries, 'count', (value) => countOf(value, read, MOST_NODES - already));
  const zones = optional(entries, 'zone', (value) => read.itemsOrOne(value, (each) => read.text(each, 'zone'))) ?? [];
  const labels = optional(entries, 'labels', (value) => read.strings(value, 'labels')) ?? {};
  const taints =
    optional(entries, 'taints', (value) => read.items(value, 'taints', (each) => writtenTaint(each, read))) ?? [];
  const allocatable = optional(entries, 'allocatable', (value) => quantitiesOf(value, read)) ?? {};
  const unschedulable = optional(entries, 'unschedulable', (value) => read.bool(value, 'unschedulable')) ?? false;
  const rest = { taints, allocatable, unschedulable };
  return Array.from({ length: count ?? 1 }, (_, index): ClusterNode => {
    const own = count === undefined ? (name ?? 'node') : `${name ?? 'node'}-${index + 1}`;
    const zone = zones[index % Math.max(1, zones.length)];
    return {
      name: own,
      labels: withUsual(own, { ...(zone === undefined ? {} : { [ZONE]: zone }), ...labels }),
      ...rest,
    };
  });
}

function writtenTaint(node: Node, read: Reader): ClusterNode['taints'][number] | undefined {
  const taint = taintOf(node, read);
  return taint && { ...taint, value: taint.value ?? '' };
}

/** The kubelet labels its node by name, operating system and architecture (`wellKnownLabels`); these are the commonest. */
function withUsual(name: string, labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64', ...labels };
}

function countOf(node: Node, read: Reader, most: number): number | undefined {
  const count = read.number(node, 'count', { least: 1, whole: true });
  if (count === undefined || count <= most) return count;
  read.slip(node, {
    en: `An inventory holds at most ${MOST_NODES} nodes.`,
    ja: `ノードは全部で ${MOST_NODES} 台までです。`,
  });
  return undefined;
}

function quantitiesOf(node: Node, read: Reader): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [name, quantity] of Object.entries(read.strings(node, 'allocatable'))) {
    const value = parseQuantity(quantity);
    if (value && value.nano >= 0n) found[name] = quantity;
    else {
      const at = node.kind === 'mapping' ? (node.entries.find(({ key }) => key === name)?.value ?? node) : node;
      read.slip(at, {
        en: `allocatable.${name} must be a quantity from 0 on, such as 500m or 16Gi, not ${quantity === '' ? 'null' : quantity}.`,
        ja: `allocatable.${name} には 500m や 16Gi のような 0 以上の量を書きます（${quantity === '' ? 'null' : quantity} ではありません）。`,
      });
    }
  }
  return found;
}

function nodesOfFile(
  name: string,
  at: Node,
  read: Reader,
  readFile: ReadFile,
  already: number,
): readonly ClusterNode[] {
  const text = readFile(name);
  if (text === undefined) return [];
  const slip = (message: Localized) => read.slip(at, message);
  if (text === null) {
    slip({ en: `${name} cannot be read.`, ja: `${name} を読めません。` });
    return [];
  }
  const saved = savedNodes(text);
  if (saved.nodes.length === 0)
    slip({
      en: `${name} holds no Node: save one with kubectl get nodes -o yaml.`,
      ja: `${name} に Node がありません。kubectl get nodes -o yaml の出力を保存してください。`,
    });
  else if (!saved.whole)
    slip({
      en: `${name} cannot be read to its end: some nodes may be missing.`,
      ja: `${name} を最後まで読めません。ノードが足りない可能性があります。`,
    });
  if (saved.nodes.length > MOST_NODES - already)
    slip({ en: `An inventory holds at most ${MOST_NODES} nodes.`, ja: `ノードは全部で ${MOST_NODES} 台までです。` });
  return saved.nodes.slice(0, Math.max(0, MOST_NODES - already));
}

/** Nodes of what kubectl saved: a list, or one Node after the other. */
function savedNodes(saved: string): { readonly nodes: readonly ClusterNode[]; readonly whole: boolean } {
  const found = new Map<string, ClusterNode>();
  let whole = true;
  for (const value of valuesOf(saved, () => {
    whole = false;
  })) {
    for (const item of Array.isArray(value['items']) ? list(value['items']) : [value]) {
      const json = object(item);
      if (json?.['kind'] !== 'Node') continue;
      const node = clusterNodeOf(json);
      if (node.name !== '' && !found.has(node.name)) found.set(node.name, node);
    }
  }
  return { nodes: [...found.values()], whole };
}

function* valuesOf(saved: string, broken: () => void): Generator<JsonObject> {
  if (/^\ufeff?\s*\{/.test(saved)) {
    try {
      const value = object(JSON.parse(saved.replace(/^\ufeff/, '')));
      if (value) yield value;
      return;
    } catch {
      // flow style, or broken: the reader of YAML makes out what can be made out
    }
  }
  if (saved.length > MOST_YAML) return broken();
  for (const slice of splitDocuments(saved)) {
    const { root, problems } = parseDocument(slice.text);
    if (problems.length > 0) broken();
    const value = root ? object(jsonOf(root)) : undefined;
    if (value) yield value;
  }
}

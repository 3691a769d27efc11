/** Nodes of a scenario, and what happens to them. */
import type { DrainOptions, NodeChange, NodeSpec, Taint } from '../../../simulator/src/index';
import { parseQuantity } from '../apiServer/index';
import type { Node } from '../manifest/index';
import { optional, type Reader, required } from './scenarioReader';

const NODE_KEYS = ['name', 'labels', 'taints', 'unschedulable', 'capacity'];
const CHANGES = [
  'cordon',
  'uncordon',
  'addTaint',
  'removeTaint',
  'setLabels',
  'add',
  'remove',
  'ready',
  'lost',
  'drain',
];
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] as const;

/** The nodes of a cluster; each has a name of its own. */
export function nodesOf(node: Node, read: Reader): readonly NodeSpec[] {
  const names = new Set<string>();
  return read.items(node, 'nodes', (item) => {
    const spec = nodeOf(item, read);
    if (spec && names.has(spec.name)) {
      read.slip(item, {
        en: `Two nodes are named ${spec.name}.`,
        ja: `${spec.name} という名前のノードが 2 つあります。`,
      });
    }
    if (spec) names.add(spec.name);
    return spec;
  });
}

function nodeOf(node: Node, read: Reader): NodeSpec | undefined {
  const spec = partialNodeOf(node, read);
  if (spec.name !== undefined) return { ...spec, name: spec.name };
  if (node.kind === 'mapping') read.slip(node, { en: 'A node needs a name.', ja: 'ノードには name が必要です。' });
  return undefined;
}

function partialNodeOf(node: Node, read: Reader): Partial<NodeSpec> {
  const entries = read.mapping(node, 'a node', NODE_KEYS);
  const name = optional(entries, 'name', (value) => read.text(value, 'name'));
  const labels = optional(entries, 'labels', (value) => read.strings(value, 'labels'));
  const taints = optional(entries, 'taints', (value) => read.items(value, 'taints', (item) => taintOf(item, read)));
  const unschedulable = optional(entries, 'unschedulable', (value) => read.bool(value, 'unschedulable'));
  const capacity = optional(entries, 'capacity', (value) => capacityOf(value, read));
  return {
    ...(name === undefined ? {} : { name }),
    ...(labels ? { labels } : {}),
    ...(taints ? { taints } : {}),
    ...(unschedulable === undefined ? {} : { unschedulable }),
    ...(capacity ? { capacity } : {}),
  };
}

/**
 * What a node offers: `cpu`, `memory` and `pods` as quantities, as the status of a Node has them, or the simulator's own
 * `cpuMillis` and `memoryBytes` as numbers. Fractions are rounded up (`Quantity.MilliValue`, `Quantity.Value`).
 */
function capacityOf(node: Node, read: Reader): NonNullable<NodeSpec['capacity']> {
  const entries = read.mapping(node, 'capacity', ['cpu', 'memory', 'pods', 'cpuMillis', 'memoryBytes']);
  const quantity = (key: string, unit: bigint) => {
    const value = optional(entries, key, (each) => quantityOf(each, `capacity.${key}`, read));
    return value === undefined ? undefined : Number((value + unit - 1n) / unit);
  };
  const number = (key: string) => optional(entries, key, (each) => read.number(each, `capacity.${key}`));
  const cpuMillis = quantity('cpu', 1_000_000n) ?? number('cpuMillis');
  const memoryBytes = quantity('memory', 1_000_000_000n) ?? number('memoryBytes');
  const pods = quantity('pods', 1_000_000_000n);
  return {
    ...(cpuMillis === undefined ? {} : { cpuMillis }),
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(pods === undefined ? {} : { pods }),
  };
}

/** @returns billionths */
function quantityOf(node: Node, what: string, read: Reader): bigint | undefined {
  const text = read.text(node, what);
  if (text === undefined) return undefined;
  const nano = parseQuantity(text)?.nano;
  if (nano !== undefined && nano >= 0n) return nano;
  read.slip(node, {
    en: `${what} must be a quantity from 0 on, such as 500m or 1Gi, not ${text}.`,
    ja: `${what} には 500m や 1Gi のような 0 以上の量を書きます（${text} ではありません）。`,
  });
  return undefined;
}

export function taintOf(node: Node, read: Reader): Taint | undefined {
  const entries = read.mapping(node, 'a taint', ['key', 'value', 'effect']);
  const key = required(entries, 'key', node, read, (value) => read.text(value, 'key'));
  const effect = required(entries, 'effect', node, read, (value) => read.choice(value, 'effect', EFFECTS));
  const value = optional(entries, 'value', (each) => read.text(each, 'value'));
  if (key === undefined || effect === undefined) return undefined;
  return { key, effect, ...(value === undefined ? {} : { value }) };
}

export function nodeChangeOf(node: Node, read: Reader): NodeChange | undefined {
  const entries = read.mapping(node, 'node', ['name', 'of', ...CHANGES]);
  if (node.kind !== 'mapping') return undefined;
  const name = optional(entries, 'name', (value) => read.text(value, 'name'));
  const of = optional(entries, 'of', (value) => read.text(value, 'of'));
  const flag = (key: 'cordon' | 'uncordon' | 'remove' | 'ready' | 'lost') => {
    const value = optional(entries, key, (each) => read.bool(each, key));
    return value === undefined ? {} : { [key]: value };
  };
  const addTaint = optional(entries, 'addTaint', (value) => taintOf(value, read));
  const removeTaint = optional(entries, 'removeTaint', (value) => {
    const parts = read.mapping(value, 'removeTaint', ['key', 'value', 'effect']);
    const key = required(parts, 'key', value, read, (each) => read.text(each, 'key'));
    const effect = optional(parts, 'effect', (each) => read.choice(each, 'effect', EFFECTS));
    return key === undefined ? undefined : { key, ...(effect ? { effect } : {}) };
  });
  const setLabels = optional(entries, 'setLabels', (value) => labelsOf(value, read));
  const drain = optional(entries, 'drain', (value) => drainOf(value, read));
  const add = optional(entries, 'add', (value) => partialNodeOf(value, read));
  if (!CHANGES.some((key) => entries.has(key)) || (name === undefined && of === undefined && !add)) {
    const which = CHANGES.join(', ');
    read.slip(node, {
      en: `node needs a name (or of) and one of ${which}.`,
      ja: `node には name（または of）と ${which} のどれかが必要です。`,
    });
    return undefined;
  }
  return {
    ...(name === undefined ? {} : { name }),
    ...(of === undefined ? {} : { of }),
    ...flag('cordon'),
    ...flag('uncordon'),
    ...flag('remove'),
    ...flag('ready'),
    ...flag('lost'),
    ...(addTaint ? { addTaint } : {}),
    ...(removeTaint ? { removeTaint } : {}),
    ...(setLabels ? { setLabels } : {}),
    ...(add ? { add } : {}),
    ...(drain ? { drain } : {}),
  };
}

/** `true`, or how: false drains nothing. */
function drainOf(node: Node, read: Reader): DrainOptions | undefined {
  if (node.kind !== 'mapping') return read.bool(node, 'drain') === true ? {} : undefined;
  const entries = read.mapping(node, 'drain', ['disableEviction', 'graceSeconds']);
  const disableEviction = optional(entries, 'disableEviction', (value) => read.bool(value, 'disableEviction'));
  const graceSeconds = optional(entries, 'graceSeconds', (value) => read.number(value, 'graceSeconds'));
  return {
    ...(disableEviction === undefined ? {} : { disableEviction }),
    ...(graceSeconds === undefined ? {} : { graceSeconds }),
  };
}

function labelsOf(node: Node, read: Reader): Readonly<Record<string, string | null>> {
  const labels: Record<string, string | null> = {};
  if (node.kind !== 'mapping') return read.strings(node, 'setLabels');
  for (const { key, value } of node.entries) {
    if (value.kind === 'scalar' && value.value === null) labels[key] = null;
    else {
      const text = read.text(value, `setLabels.${key}`);
      if (text !== undefined) labels[key] = text;
    }
  }
  return labels;
}

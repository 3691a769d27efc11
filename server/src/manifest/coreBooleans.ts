import type { Entry, Node } from './node';

const CORE = /^(?:true|True|TRUE|false|False|FALSE)$/;

/**
 * Reads `yes`, `no`, `on`, `off`, `y` and `n` as the strings they are in YAML 1.2 and JSON. Scenario files and what they
 * apply are read so: whoever plays them against a cluster sends JSON.
 * @returns the same node where nothing changes
 */
export function withCoreBooleans(node: Node): Node {
  switch (node.kind) {
    case 'scalar':
      return node.type === 'bool' && node.style === 'plain' && !CORE.test(node.source)
        ? { ...node, type: 'string', value: node.source }
        : node;
    case 'sequence': {
      const items = node.items.map(withCoreBooleans);
      return items.every((item, i) => item === node.items[i]) ? node : { ...node, items };
    }
    case 'mapping': {
      const entries = node.entries.map(entryWithCoreBooleans);
      return entries.every((entry, i) => entry === node.entries[i]) ? node : { ...node, entries };
    }
  }
}

function entryWithCoreBooleans(entry: Entry): Entry {
  const keyNode = withCoreBooleans(entry.keyNode);
  const value = withCoreBooleans(entry.value);
  if (keyNode === entry.keyNode && value === entry.value) return entry;
  if (keyNode.kind !== 'scalar' || keyNode === entry.keyNode) return { ...entry, value };
  return { ...entry, key: String(keyNode.value), keyNode, value };
}

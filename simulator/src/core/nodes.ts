/** Nodes as the API has them: made from a scenario's words, and how they are ordered where a controller has no order. */
import type { NodeSpec } from '../scenario';
import type { Node } from './state';

/** What a node offers when a scenario does not say (the recorder's fake nodes offer the same). */
const SCENARIO_CAPACITY = { cpuMillis: 32_000, memoryBytes: 64 * 1024 ** 3, pods: 110 };

/** @param limited has a node of which nothing is said a capacity? Previews assume that there is room. */
export function makeNode(spec: NodeSpec, index: number, limited: boolean): Node {
  const capacity =
    spec.capacity === undefined && !limited
      ? null
      : {
          cpuMillis: spec.capacity?.cpuMillis ?? (limited ? SCENARIO_CAPACITY.cpuMillis : Number.MAX_SAFE_INTEGER),
          memoryBytes:
            spec.capacity?.memoryBytes ?? (limited ? SCENARIO_CAPACITY.memoryBytes : Number.MAX_SAFE_INTEGER),
          pods: spec.capacity?.pods ?? (limited ? SCENARIO_CAPACITY.pods : Number.MAX_SAFE_INTEGER),
        };
  return {
    index,
    name: spec.name,
    exists: true,
    labels: {
      'kubernetes.io/hostname': spec.name,
      'kubernetes.io/os': 'linux',
      'kubernetes.io/arch': 'amd64',
      ...spec.labels,
    },
    taints: [...(spec.taints ?? [])],
    systemTaints:
      spec.unschedulable === true ? [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }] : [],
    unschedulable: spec.unschedulable === true,
    capacity,
    ready: 'True',
    kubeletReady: true,
    lostAt: -1,
    pods: [],
    living: 0,
    instances: 0,
  };
}

/**
 * Fills `rank` and `order`: with seed 1 nodes are taken in the order of the scenario, any other seed shuffles them.
 * Real controllers walk a map, so any order can happen.
 */
export function rankNodes(nodes: readonly Node[], seed: number, rank: number[], order: number[]): void {
  order.length = 0;
  for (let i = 0; i < nodes.length; i++) order.push(i);
  if (seed !== 1) {
    const keys = nodes.map((node) => scramble(node.name, seed));
    order.sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
  }
  rank.length = nodes.length;
  order.forEach((node, at) => {
    rank[node] = at;
  });
}

/** FNV-1a over the name, then mixed with the seed. */
function scramble(name: string, seed: number): number {
  let hash = 0x811c9dc5 ^ Math.imul(seed | 0, 0x9e3779b1);
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  return hash >>> 0;
}

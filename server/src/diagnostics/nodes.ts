/** The nodes that a workspace tells of. */
import { get, type JsonObject, list, object, stringMap, text } from './read';
import type { ClusterNode, Neighbours, Resource } from './rule';

const made = new WeakMap<Resource['object'], ClusterNode>();

/** Node objects of the workspace as the scheduler sees them, by name; of two with one name the nearest. */
export function nodesIn(neighbours: Neighbours): readonly ClusterNode[] {
  const byName = new Map<string, ClusterNode>();
  for (const resource of neighbours.ofKind('Node')) {
    const { name } = resource.object;
    if (name !== '' && !byName.has(name)) byName.set(name, nodeOfResource(resource));
  }
  return [...byName.values()];
}

function nodeOfResource({ object: node, json }: Resource): ClusterNode {
  let found = made.get(node);
  if (!found) {
    found = clusterNodeOf(json);
    made.set(node, found);
  }
  return found;
}

/** A Node of the API (core/v1) as the scheduler sees it. Where it has no status, nothing is known of what it offers. */
export function clusterNodeOf(json: JsonObject): ClusterNode {
  const allocatable = object(get(json, 'status', 'allocatable')) ?? object(get(json, 'status', 'capacity')) ?? {};
  return {
    name: text(get(json, 'metadata', 'name')) ?? '',
    labels: stringMap(get(json, 'metadata', 'labels')),
    taints: list(get(json, 'spec', 'taints')).map((taint) => ({
      key: text(get(taint, 'key')) ?? '',
      value: text(get(taint, 'value')) ?? '',
      effect: text(get(taint, 'effect')) ?? '',
    })),
    allocatable: Object.fromEntries(
      Object.entries(allocatable).flatMap(([resource, value]) =>
        typeof value === 'string' || typeof value === 'number' ? [[resource, String(value)]] : [],
      ),
    ),
    unschedulable: get(json, 'spec', 'unschedulable') === true,
  };
}

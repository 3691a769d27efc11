/** What a pod asks of a node: the sums that the scheduler compares with what the node can give. */
import { type Json, parseQuantity } from '../../apiServer/index';
import type { Path } from '../../manifest/index';
import { type JsonObject, list, object } from '../read';

export interface PodRequest {
  /** in billionths of the resource's unit */
  readonly nano: bigint;
  /** the request (or limit) that asks for the most of it */
  readonly path: Path;
}

interface Part {
  readonly nano: bigint;
  readonly path: Path;
}

type Parts = ReadonlyMap<string, Part>;

/** Requests of a container or a pod: what is requested, and limits where no request is written (the server fills them in). */
function partsOf(resources: Json | undefined, path: Path): Parts {
  const found = new Map<string, Part>();
  for (const field of ['requests', 'limits'] as const) {
    for (const [resource, value] of Object.entries(object(object(resources)?.[field]) ?? {})) {
      const nano = parseQuantity(value)?.nano;
      if (nano === undefined || nano < 0n || found.has(resource)) continue;
      found.set(resource, { nano, path: [...path, field, resource] });
    }
  }
  return found;
}

function sum(a: Parts, b: Parts): Parts {
  const found = new Map(a);
  for (const [resource, part] of b) {
    const before = found.get(resource);
    if (!before) found.set(resource, part);
    else found.set(resource, { nano: before.nano + part.nano, path: (before.nano >= part.nano ? before : part).path });
  }
  return found;
}

function most(a: Parts, b: Parts): Parts {
  const found = new Map(a);
  for (const [resource, part] of b) {
    if (part.nano > (found.get(resource)?.nano ?? -1n)) found.set(resource, part);
  }
  return found;
}

const known = new WeakMap<object, ReadonlyMap<string, PodRequest>>();

/**
 * Requests of a pod by resource: containers and sidecars together, or the largest moment of the init phase, whichever is
 * more; a request of the pod itself replaces the sum (cpu, memory, huge pages; since 1.34), overhead comes on top.
 * Upstream: `PodRequests` of k8s.io/component-helpers/resource, 1.32 to 1.37.
 * @param spec a pod's spec with defaults filled in
 * @param at where it stands in its object
 */
export function podRequests(spec: JsonObject, at: Path): ReadonlyMap<string, PodRequest> {
  const before = known.get(spec);
  if (before) return before;
  const parts = (item: Json, field: string, index: number) =>
    partsOf(object(item)?.['resources'], [...at, field, index, 'resources']);
  let running: Parts = new Map();
  for (const [index, item] of list(spec['containers']).entries())
    running = sum(running, parts(item, 'containers', index));
  let sidecars: Parts = new Map();
  let starting: Parts = new Map();
  for (const [index, item] of list(spec['initContainers']).entries()) {
    const own = parts(item, 'initContainers', index);
    if (object(item)?.['restartPolicy'] === 'Always') {
      sidecars = sum(sidecars, own);
      running = sum(running, own);
    } else starting = most(starting, sum(sidecars, own));
  }
  const total = new Map(most(running, starting));
  for (const [resource, part] of partsOf(spec['resources'], [...at, 'resources'])) total.set(resource, part);
  for (const [resource, value] of Object.entries(object(spec['overhead']) ?? {})) {
    const nano = parseQuantity(value)?.nano ?? 0n;
    const own = total.get(resource);
    total.set(resource, { nano: (own?.nano ?? 0n) + nano, path: own?.path ?? [...at, 'overhead', resource] });
  }
  known.set(spec, total);
  return total;
}

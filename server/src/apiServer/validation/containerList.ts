/** All containers of a pod spec, in the order in which the server visits them (`pods.VisitContainersWithPath`). */
import { child, type FieldPath, index } from './fieldPath';
import { type JsonObject, listOf, structOf } from './json';

const CONTAINER_LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

export interface ListedContainer {
  readonly container: JsonObject;
  readonly path: FieldPath;
}

/** @param path of the pod spec */
export function containersOf(spec: JsonObject, path: FieldPath): readonly ListedContainer[] {
  return CONTAINER_LISTS.flatMap((name) =>
    listOf(spec[name]).map((entry, i) => ({ container: structOf(entry), path: index(child(path, name), i) })),
  );
}

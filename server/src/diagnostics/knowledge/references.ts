/** What the pods of a template name: ConfigMaps, Secrets, claims, their service account and classes. */
import type { ApiObject, Json } from '../../apiServer/index';
import type { Path } from '../../manifest/index';
import { writtenNamespace } from '../namespaces';
import { get, type JsonObject, list, object, podTemplateOf, text } from '../read';
import { closest } from '../resources';
import type { Neighbours, Resource } from '../rule';

export type ReferredKind =
  | 'ConfigMap'
  | 'Secret'
  | 'PersistentVolumeClaim'
  | 'ServiceAccount'
  | 'PriorityClass'
  | 'RuntimeClass';

export interface KeyReference {
  readonly key: string;
  readonly path: Path;
  readonly optional: boolean;
}

export interface Reference {
  readonly kind: ReferredKind;
  readonly name: string;
  /** of the name */
  readonly path: Path;
  /** the pod starts without it */
  readonly optional: boolean;
  readonly use: 'env' | 'envFrom' | 'volume' | 'pullSecret' | 'pod';
  /** keys that must be in it; empty: all keys are taken, or none is needed */
  readonly keys: readonly KeyReference[];
}

const CONFIG = [
  { kind: 'ConfigMap', env: 'configMapKeyRef', from: 'configMapRef', volume: 'configMap', name: 'name' },
  { kind: 'Secret', env: 'secretKeyRef', from: 'secretRef', volume: 'secret', name: 'secretName' },
] as const;

function isOptional(json: Json | undefined): boolean {
  return get(json, 'optional') === true;
}

const known = new WeakMap<object, readonly Reference[]>();

/** Everything that the pods of a workload name; read once for each object. */
export function podReferences(json: Json, kind: string): readonly Reference[] {
  if (json === null || typeof json !== 'object') return [];
  const before = known.get(json);
  if (before) return before;
  const references = read(json, kind);
  known.set(json, references);
  return references;
}

function read(json: Json, kind: string): readonly Reference[] {
  const template = podTemplateOf(json, kind);
  if (!template) return [];
  const at: Path = [...template.path, 'spec'];
  const { spec } = template;
  return [
    ...(['initContainers', 'containers'] as const).flatMap((field) =>
      list(spec[field]).flatMap((item, index) => ofContainer(object(item) ?? {}, [...at, field, index])),
    ),
    ...list(spec['volumes']).flatMap((item, index) => ofVolume(object(item) ?? {}, [...at, 'volumes', index])),
    ...list(spec['imagePullSecrets']).flatMap((item, index): Reference[] => {
      const path = [...at, 'imagePullSecrets', index, 'name'];
      return named('Secret', get(item, 'name'), path, 'pullSecret', false, []);
    }),
    ...named('ServiceAccount', spec['serviceAccountName'], [...at, 'serviceAccountName'], 'pod', false, []),
    ...named('PriorityClass', spec['priorityClassName'], [...at, 'priorityClassName'], 'pod', false, []),
    ...named('RuntimeClass', spec['runtimeClassName'], [...at, 'runtimeClassName'], 'pod', false, []),
  ];
}

function named(
  kind: ReferredKind,
  name: Json | undefined,
  path: Path,
  use: Reference['use'],
  optional: boolean,
  keys: readonly KeyReference[],
): Reference[] {
  return typeof name === 'string' && name !== '' ? [{ kind, name, path, use, optional, keys }] : [];
}

function ofContainer(container: JsonObject, at: Path): readonly Reference[] {
  const env = list(container['env']).flatMap((item, index) =>
    CONFIG.flatMap(({ kind, env: field }) => {
      const source = object(get(item, 'valueFrom', field));
      if (!source) return [];
      const path = [...at, 'env', index, 'valueFrom', field];
      const key = text(source['key']);
      const optional = isOptional(source);
      const keys = key === undefined ? [] : [{ key, path: [...path, 'key'], optional }];
      return named(kind, source['name'], [...path, 'name'], 'env', optional, keys);
    }),
  );
  const envFrom = list(container['envFrom']).flatMap((item, index) =>
    CONFIG.flatMap(({ kind, from }) => {
      const source = object(get(item, from));
      const path = [...at, 'envFrom', index, from, 'name'];
      return source ? named(kind, source['name'], path, 'envFrom', isOptional(source), []) : [];
    }),
  );
  return [...env, ...envFrom];
}

function ofVolume(volume: JsonObject, at: Path): readonly Reference[] {
  const own = CONFIG.flatMap(({ kind, volume: field, name }) => {
    const source = object(volume[field]);
    return source ? ofSource(kind, source, name, [...at, field]) : [];
  });
  const projected = list(get(volume, 'projected', 'sources')).flatMap((item, index) =>
    CONFIG.flatMap(({ kind, volume: field }) => {
      const source = object(get(item, field));
      return source ? ofSource(kind, source, 'name', [...at, 'projected', 'sources', index, field]) : [];
    }),
  );
  const claim = object(volume['persistentVolumeClaim']);
  const path = [...at, 'persistentVolumeClaim', 'claimName'];
  return [...own, ...projected, ...named('PersistentVolumeClaim', claim?.['claimName'], path, 'volume', false, [])];
}

function ofSource(kind: 'ConfigMap' | 'Secret', source: JsonObject, name: string, at: Path): readonly Reference[] {
  const optional = isOptional(source);
  const keys = list(source['items']).flatMap((item, index): KeyReference[] => {
    const key = text(get(item, 'key'));
    return key === undefined ? [] : [{ key, path: [...at, 'items', index, 'key'], optional }];
  });
  return named(kind, source[name], [...at, name], 'volume', optional, keys);
}

/** Keys of a ConfigMap or a Secret as it is written. */
export function keysOf(json: JsonObject): readonly string[] {
  return ['data', 'binaryData', 'stringData'].flatMap((field) => Object.keys(object(json[field]) ?? {}));
}

/** Does something else fill it in: a token of a service account, a copy kept by a controller, an empty vessel? */
export function isFilledElsewhere(json: JsonObject): boolean {
  return keysOf(json).length === 0 || get(json, 'type') === 'kubernetes.io/service-account-token';
}

const WORKLOADS = ['StatefulSet', 'DaemonSet', 'Deployment'] as const;

/** Does any workload at hand name the object? Asks for all of them: only after a cheap test. */
export function isReferred(neighbours: Neighbours, kind: ReferredKind, name: string, of: ApiObject): boolean {
  return WORKLOADS.some((workload) =>
    neighbours
      .ofKind(workload, of)
      .some(({ json }) => podReferences(json, workload).some((each) => each.kind === kind && each.name === name)),
  );
}

/** The two kinds whose pods name the object, in its namespace. */
export function usersOf(neighbours: Neighbours, kind: ReferredKind, of: ApiObject): readonly Resource[] {
  return (['StatefulSet', 'DaemonSet'] as const).flatMap((workload) =>
    neighbours
      .ofKind(workload, of)
      .filter(({ json }) => podReferences(json, workload).some((each) => each.kind === kind && each.name === of.name)),
  );
}

/**
 * Of the objects of a name those that the workload means: the nearest ones. What stands far off in the workspace counts only
 * where both write one namespace, since unrelated projects use the same plain names.
 */
export function linkedTo(found: readonly Resource[], of: ApiObject): readonly Resource[] {
  const near = closest(found);
  const own = writtenNamespace(of);
  return near.filter(
    ({ near: distance, namespace }) => distance !== 'workspace' || (own !== null && namespace === own),
  );
}

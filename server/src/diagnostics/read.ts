/** Reading plain JSON (effective values) and nodes (what the person wrote) without a cast at every step. */
import type { Json } from '../apiServer/index';
import {
  type Entry,
  getEntry,
  type MappingNode,
  type Node,
  type Path,
  type PlainValue,
  toJson,
} from '../manifest/index';

export type JsonObject = { readonly [key: string]: Json };

/** What a node says, as plain JSON; whole numbers beyond the exact ones become the nearest. */
export function jsonOf(node: Node): Json {
  const value = toJson(node);
  return holdsBigint(value) ? plain(value) : (value as Json);
}

function holdsBigint(value: PlainValue): boolean {
  if (value === null || typeof value !== 'object') return typeof value === 'bigint';
  return Object.values(value).some(holdsBigint);
}

function plain(value: PlainValue): Json {
  if (typeof value === 'bigint') return Number(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(plain);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}

/** The value at a path, or undefined where the path leads nowhere. */
export function get(json: Json | undefined, ...path: Path): Json | undefined {
  let at: Json | undefined = json;
  for (const step of path) {
    if (typeof step === 'number') at = Array.isArray(at) ? (at[step] as Json | undefined) : undefined;
    else at = object(at)?.[step];
    if (at === undefined) return undefined;
  }
  return at;
}

/** The value as an object; undefined for anything else. */
export function object(json: Json | undefined): JsonObject | undefined {
  return json !== null && typeof json === 'object' && !Array.isArray(json) ? (json as JsonObject) : undefined;
}

/** The value as a list; empty for anything else. */
export function list(json: Json | undefined): readonly Json[] {
  return Array.isArray(json) ? json : [];
}

export function text(json: Json | undefined): string | undefined {
  return typeof json === 'string' ? json : undefined;
}

export function number(json: Json | undefined): number | undefined {
  return typeof json === 'number' ? json : undefined;
}

/** A map of strings, its other values left out. */
export function stringMap(json: Json | undefined): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [key, value] of Object.entries(object(json) ?? {})) if (typeof value === 'string') found[key] = value;
  return found;
}

/** A function of one object that is asked again and again, answered from memory: the objects never change. */
export function remembered<A extends object, R>(make: (from: A) => R): (from: A) => R {
  const known = new WeakMap<A, { readonly made: R }>();
  return (from) => {
    let found = known.get(from);
    if (!found) {
      found = { made: make(from) };
      known.set(from, found);
    }
    return found.made;
  };
}

/** Containers of a pod template with the path of each: init containers first, as the pod runs them. */
export function containers(effective: Json): readonly PlacedContainer[] {
  const whole = object(effective);
  if (!whole) return [];
  let found = containersOf.get(whole);
  if (!found) {
    found = readContainers(whole);
    containersOf.set(whole, found);
  }
  return found;
}

interface PlacedContainer {
  readonly container: JsonObject;
  readonly path: Path;
  readonly init: boolean;
}

/** Most rules ask for the same few things of the same objects. */
const containersOf = new WeakMap<JsonObject, readonly PlacedContainer[]>();
const templatesOf = new WeakMap<JsonObject, PodTemplate | null>();

function readContainers(effective: JsonObject): readonly PlacedContainer[] {
  return (['initContainers', 'containers'] as const).flatMap((field) =>
    list(get(effective, 'spec', 'template', 'spec', field)).flatMap((item, index) => {
      const container = object(item);
      const path: Path = ['spec', 'template', 'spec', field, index];
      return container ? [{ container, path, init: field === 'initContainers' }] : [];
    }),
  );
}

export interface PodTemplate {
  /** of the template itself (of a Pod: the object), where `metadata` and `spec` stand */
  readonly path: Path;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** the pod's spec; empty where there is none */
  readonly spec: JsonObject;
}

const TEMPLATE_PATHS: Readonly<Record<string, Path>> = {
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Deployment: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  Pod: [],
};

/** Do objects of that kind run pods of a template (or are they pods themselves)? */
export function runsPods(kind: string): boolean {
  return Object.hasOwn(TEMPLATE_PATHS, kind);
}

/** The pod template of an object of any kind that has one; null for others. */
export function podTemplateOf(json: Json | undefined, kind: string): PodTemplate | null {
  const whole = object(json);
  if (!whole) return null;
  let found = templatesOf.get(whole);
  if (found === undefined) {
    found = readPodTemplate(whole, kind);
    templatesOf.set(whole, found);
  }
  return found;
}

function readPodTemplate(json: JsonObject, kind: string): PodTemplate | null {
  const path = Object.hasOwn(TEMPLATE_PATHS, kind) ? TEMPLATE_PATHS[kind] : undefined;
  const template = path && object(get(json, ...path));
  if (!path || !template) return null;
  return {
    path,
    labels: stringMap(get(template, 'metadata', 'labels')),
    annotations: stringMap(get(template, 'metadata', 'annotations')),
    spec: object(template['spec']) ?? {},
  };
}

/** The entry of a key; of duplicate keys the last, as the reader takes it. */
export function entryOf(node: Node | undefined | null, key: string): Entry | undefined {
  return getEntry(node, key);
}

/** The node at a path, or undefined. */
export function nodeOf(root: Node | null | undefined, path: Path): Node | undefined {
  let at: Node | undefined = root ?? undefined;
  for (const step of path) {
    if (typeof step === 'number') at = at?.kind === 'sequence' ? at.items[step] : undefined;
    else at = entryOf(at, step)?.value;
  }
  return at;
}

export function mappingOf(root: Node | null | undefined, path: Path): MappingNode | undefined {
  const node = nodeOf(root, path);
  return node?.kind === 'mapping' ? node : undefined;
}

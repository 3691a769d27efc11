/** What a value's meaning is judged by: the object around it, as written and as the server would store it. */
import type { Release } from '../../../../../simulator/src/index';
import type { Json } from '../../../apiServer/index';
import type { Localized, Neighbours } from '../../../diagnostics/index';
import type { Path } from '../../../manifest/index';

export interface Subject {
  readonly kind: string;
  /** `metadata.name`; a stand-in where there is none yet */
  readonly name: string;
  /** `metadata.namespace`, else `default` */
  readonly namespace: string;
  readonly release: Release;
  /** as the server of the release would store it, as far as that can be said; else as written */
  readonly stored: Json;
  readonly neighbours?: Pick<Neighbours, 'ofKind'>;
}

/** Sentences about a value at a path (from the object's root); null: nothing to say. */
export type Meaning = (value: Json, path: Path, subject: Subject) => readonly Localized[] | null;

export function say(en: string, ja: string): Localized {
  return { en, ja };
}

/** The value at a path of plain JSON; undefined where the path leads nowhere. */
export function read(json: Json | undefined, path: Path): Json | undefined {
  let at: Json | undefined = json;
  for (const step of path) {
    if (at === null || typeof at !== 'object') return undefined;
    if (Array.isArray(at)) at = typeof step === 'number' ? (at as readonly Json[])[step] : undefined;
    else at = Object.hasOwn(at, step) ? (at as { readonly [key: string]: Json })[String(step)] : undefined;
  }
  return at;
}

export function readNumber(json: Json | undefined, path: Path): number | undefined {
  const value = read(json, path);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function readString(json: Json | undefined, path: Path): string | undefined {
  const value = read(json, path);
  return typeof value === 'string' ? value : undefined;
}

export function readList(json: Json | undefined, path: Path): readonly Json[] {
  const value = read(json, path);
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

export function readMap(json: Json | undefined, path: Path): Readonly<Record<string, Json>> {
  const value = read(json, path);
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Readonly<Record<string, Json>>)
    : {};
}

/** Where the pod template's spec stands, by kind; null for kinds without pods. */
export function podSpecPath(kind: string): Path | null {
  switch (kind) {
    case 'Pod':
      return ['spec'];
    case 'CronJob':
      return ['spec', 'jobTemplate', 'spec', 'template', 'spec'];
    case 'DaemonSet':
    case 'StatefulSet':
    case 'Deployment':
    case 'ReplicaSet':
    case 'Job':
      return ['spec', 'template', 'spec'];
    default:
      return null;
  }
}

/** Numbers of a StatefulSet that decide about its pods, defaults filled in (`SetDefaults_StatefulSet`). */
export interface SetNumbers {
  readonly replicas: number;
  readonly start: number;
  readonly partition: number;
}

export function setNumbers(stored: Json): SetNumbers {
  return {
    replicas: Math.max(0, readNumber(stored, ['spec', 'replicas']) ?? 1),
    start: Math.max(0, readNumber(stored, ['spec', 'ordinals', 'start']) ?? 0),
    partition: Math.max(0, readNumber(stored, ['spec', 'updateStrategy', 'rollingUpdate', 'partition']) ?? 0),
  };
}

/** Names of the claim templates of a StatefulSet. */
export function claimTemplateNames(stored: Json): readonly string[] {
  return readList(stored, ['spec', 'volumeClaimTemplates'])
    .map((template) => readString(template, ['metadata', 'name']))
    .filter((name) => name !== undefined);
}

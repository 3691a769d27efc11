/** What a pod template mounts, and where: volumes, claim templates, mounts, and the storage that lies under a directory. */
import type { Json } from '../../apiServer/index';
import type { Path } from '../../manifest/index';
import { containers, get, type JsonObject, list, object, text } from '../read';

/** A volume of the template, or a claim template, which replaces a volume of its name (`updateStorage`, all releases). */
export interface PodVolume {
  readonly name: string;
  readonly path: Path;
  /** which source the volume has (`emptyDir`, `configMap`, …); `claimTemplate` for a claim template */
  readonly source: string;
  /** the source's own object; of a claim template its spec */
  readonly json: JsonObject;
}

export interface Mount {
  readonly name: string;
  readonly path: Path;
  /** without a slash at its end */
  readonly mountPath: string;
  readonly json: JsonObject;
  /** undefined: the volume is not there (the API server refuses that) */
  readonly volume: PodVolume | undefined;
}

export interface PodContainer {
  readonly name: string;
  readonly path: Path;
  readonly init: boolean;
  readonly json: JsonObject;
  readonly mounts: readonly Mount[];
  /** names of the claims and volumes that it uses as raw devices */
  readonly devices: readonly string[];
}

export interface PodStorage {
  /** what is mounted under a name: claim templates win */
  readonly volumes: ReadonlyMap<string, PodVolume>;
  /** volumes of the template, in order, those that a claim template replaces too */
  readonly written: readonly PodVolume[];
  readonly claimTemplates: readonly PodVolume[];
  readonly containers: readonly PodContainer[];
}

const VOLUMES = ['spec', 'template', 'spec', 'volumes'] as const;
const CLAIMS = ['spec', 'volumeClaimTemplates'] as const;
const known = new WeakMap<object, PodStorage>();

/** Storage of a StatefulSet or DaemonSet with defaults filled in; read once for each judged object. */
export function podStorage(effective: Json): PodStorage {
  if (effective === null || typeof effective !== 'object') return read(effective);
  const before = known.get(effective);
  if (before) return before;
  const storage = read(effective);
  known.set(effective, storage);
  return storage;
}

function read(effective: Json): PodStorage {
  const written = list(get(effective, ...VOLUMES)).flatMap((item, index): PodVolume[] => {
    const volume = object(item);
    const name = text(volume?.['name']);
    if (!volume || name === undefined) return [];
    const source = Object.keys(volume).find((key) => key !== 'name' && object(volume[key])) ?? 'emptyDir';
    return [{ name, path: [...VOLUMES, index], source, json: object(volume[source]) ?? {} }];
  });
  const claimTemplates = list(get(effective, ...CLAIMS)).flatMap((item, index): PodVolume[] => {
    const name = text(get(item, 'metadata', 'name'));
    if (name === undefined) return [];
    return [{ name, path: [...CLAIMS, index], source: 'claimTemplate', json: object(get(item, 'spec')) ?? {} }];
  });
  const volumes = new Map([...written, ...claimTemplates].map((volume) => [volume.name, volume]));
  return {
    volumes,
    written,
    claimTemplates,
    containers: containers(effective).map(({ container, path, init }) => ({
      name: text(container['name']) ?? '',
      path,
      init,
      json: container,
      mounts: list(container['volumeMounts']).flatMap((item, index): Mount[] => {
        const json = object(item);
        const name = text(json?.['name']);
        const mountPath = text(json?.['mountPath']);
        if (!json || name === undefined || mountPath === undefined) return [];
        const place = [...path, 'volumeMounts', index];
        return [{ name, path: place, mountPath: directory(mountPath), json, volume: volumes.get(name) }];
      }),
      devices: list(container['volumeDevices']).flatMap((item) => text(get(item, 'name')) ?? []),
    })),
  };
}

/** A directory without slashes at its end or doubled ones. */
export function directory(path: string): string {
  const clean = path.replace(/\/{2,}/g, '/');
  return clean.length > 1 && clean.endsWith('/') ? clean.slice(0, -1) : clean;
}

/** Is `inner` the directory `outer`, or below it? */
export function within(inner: string, outer: string): boolean {
  return outer === '/' || inner === outer || inner.startsWith(`${outer}/`);
}

/** The mount that a path of a container lies on: the deepest one; undefined for the container's own layer. */
export function mountAt(container: PodContainer, path: string): Mount | undefined {
  const inside = directory(path);
  let best: Mount | undefined;
  for (const mount of container.mounts)
    if (within(inside, mount.mountPath) && mount.mountPath.length >= (best?.mountPath.length ?? 0)) best = mount;
  return best;
}

const CONFIGURATION: ReadonlySet<string> = new Set(['configMap', 'secret', 'projected', 'downwardAPI', 'image']);

/** Sources that are filled from elsewhere and never written to. */
export function isConfiguration(volume: PodVolume): boolean {
  return CONFIGURATION.has(volume.source);
}

/** Sources whose content goes with the pod. */
export function diesWithPod(volume: PodVolume): boolean {
  return volume.source === 'emptyDir' || volume.source === 'ephemeral';
}

/** Is it the name of a claim that the set makes of the template, for whichever replica? */
export function isClaimOf(claim: string, template: string, set: string): boolean {
  const prefix = `${template}-${set}-`;
  return claim.startsWith(prefix) && /^\d+$/.test(claim.slice(prefix.length));
}

/** The names of the claims that a StatefulSet makes of a template: `<template>-<set>-<ordinal>` (`getPersistentVolumeClaimName`). */
export function claimName(template: string, set: string, ordinal: number): string {
  return `${template}-${set}-${ordinal}`;
}

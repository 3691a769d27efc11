/** Configuration files of a container that ConfigMaps at hand bring: what a program reads, as far as the files tell. */
import type { ApiObject } from '../../apiServer/index';
import { get, type JsonObject, list, stringMap, text } from '../read';
import type { Neighbours, Resource } from '../rule';
import { linkedTo } from './references';
import { directory, type Mount, mountAt, type PodContainer } from './storage';

export interface MountedFile {
  /** in the container */
  readonly path: string;
  readonly content: string;
  readonly mount: Mount;
}

interface Asking {
  readonly neighbours: Neighbours;
  readonly object: ApiObject;
}

/** The ConfigMap that a volume takes its files from, where it is at hand. */
function mapOf({ neighbours, object }: Asking, name: string): Resource | undefined {
  return linkedTo(neighbours.named('ConfigMap', name, object), object)[0];
}

/** Files of one source (a volume's `configMap`, or one of `projected`), by their path below the mount; null: not at hand. */
function filesOfSource(asking: Asking, source: JsonObject): ReadonlyMap<string, string> | null {
  const name = text(source['name']);
  const map = name === undefined ? undefined : mapOf(asking, name);
  if (!map) return null;
  const data = stringMap(map.json['data']);
  const items = list(source['items']);
  if (items.length === 0) return new Map(Object.entries(data));
  const chosen = items.flatMap((item): [string, string][] => {
    const content = data[text(get(item, 'key')) ?? ''];
    const path = text(get(item, 'path'));
    return content === undefined || path === undefined ? [] : [[path, content]];
  });
  return new Map(chosen);
}

/**
 * The files of a mount that come from a ConfigMap at hand, by their path in the container; null where the mount brings
 * something else, or something that is not at hand. The rule that asks declares the kind ConfigMap.
 */
export function filesOfMount(asking: Asking, mount: Mount): readonly MountedFile[] | null {
  if (mount.volume?.source !== 'configMap') return null;
  const files = filesOfSource(asking, mount.volume.json);
  if (!files) return null;
  const sub = text(mount.json['subPath']);
  if (sub === undefined || sub === '')
    return [...files].map(([name, content]) => ({ path: `${mount.mountPath}/${name}`, content, mount }));
  const content = files.get(sub);
  return content === undefined ? null : [{ path: mount.mountPath, content, mount }];
}

/** The file at a path of the container, or undefined where it is not at hand. */
export function fileAt(asking: Asking, container: PodContainer, path: string): MountedFile | undefined {
  const mount = path.startsWith('/') ? mountAt(container, path) : undefined;
  const wanted = directory(path);
  return mount && filesOfMount(asking, mount)?.find((file) => file.path === wanted);
}

/** Every file that ConfigMaps at hand bring to a container. */
export function filesOf(asking: Asking, container: PodContainer): readonly MountedFile[] {
  return container.mounts.flatMap((mount) => filesOfMount(asking, mount) ?? []);
}

/** Lines of a configuration without comments (`#`, `;` and `//` at a line's start). */
export function withoutComments(content: string): string {
  return content.replace(/^[ \t]*(?:#|;|\/\/).*$/gm, '').replace(/\s#\s.*$/gm, '');
}

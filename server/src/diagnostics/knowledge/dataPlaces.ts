/** Where the containers of a pod template keep the data that their programs are there for. */
import type { Json } from '../../apiServer/index';
import { list, text } from '../read';
import { envValue, optionValues, wordsOf } from './commandLine';
import {
  diesWithPod,
  directory,
  isConfiguration,
  type Mount,
  mountAt,
  type PodContainer,
  podStorage,
  within,
} from './storage';
import { type FoundStore, keepsData, likelyDirectories, storeOf } from './stores';

export interface DataPlace {
  readonly container: PodContainer;
  readonly found: FoundStore;
  /** the directory, as far as it can be told */
  readonly directory: string;
  /** the mount that holds it; undefined: no volume is mounted at any place where it could be */
  readonly mount: Mount | undefined;
}

const SERVER =
  /^(?:-|(?:mysqld|mariadbd|postgres|mongod|redis-server|valkey-server|cassandra|rabbitmq-server|influxd)$|docker-entrypoint)/;
const known = new WeakMap<object, readonly DataPlace[]>();

/** The places of well-known stores (init containers left out); a place on a lasting volume wins over one that is not. */
export function dataPlaces(effective: Json): readonly DataPlace[] {
  if (effective === null || typeof effective !== 'object') return [];
  let places = known.get(effective);
  if (!places) {
    places = podStorage(effective).containers.flatMap(placeOf);
    known.set(effective, places);
  }
  return places;
}

function placeOf(container: PodContainer): DataPlace[] {
  if (container.init) return [];
  const found = storeOf(container.json);
  // who mounts a claim means to keep data
  const claims = container.mounts.some(({ volume }) => volume?.source === 'claimTemplate');
  if (!found || (!claims && !keepsData(container.json, found))) return [];
  const candidates = likelyDirectories(found).flatMap((place) => {
    // data may also lie on mounts below the directory, such as one volume for each kind of file
    const below = container.mounts.filter((mount) => within(mount.mountPath, place));
    const over = mountAt(container, place);
    return [...(over ? [over] : []), ...below].map((mount) => ({ place, mount }));
  });
  const useful = candidates.filter(({ mount }) => mount.volume && !isConfiguration(mount.volume));
  const lasting = useful.find(({ mount }) => mount.volume && !diesWithPod(mount.volume));
  const chosen = lasting ?? useful[0];
  const fallback = likelyDirectories(found)[0] ?? '/';
  return [{ container, found, directory: directory(chosen?.place ?? fallback), mount: chosen?.mount }];
}

/** The container runs what its image is there for, and no tool out of it. */
export function runsItsServer({ json }: PodContainer): boolean {
  const [first] = list(json['args']);
  return list(json['command']).length === 0 && (first === undefined || SERVER.test(text(first) ?? ''));
}

const OPTIONS = ['--data-dir', '-data-dir', '--datadir', '--data.dir', '--data-path', '--data-directory', '--dbpath'];
const VARIABLES = ['DATA_DIR', 'DATA_PATH', 'DATA_DIRECTORY', 'DATADIR'];
/** Their data directory is a cache of what lies in a bucket, or they keep nothing. */
const CACHES = /\b(?:thanos|cortex|mimir|tempo|cache|proxy|gateway|memcached)\b/;

/** Is it a program whose data directory may be lost? */
export function isCache({ json }: PodContainer): boolean {
  const image = text(json['image']);
  return image !== undefined && CACHES.test(image);
}

/** Where a program that we do not know is told to keep its data, by an option or a variable. */
export function toldDataDirectories(container: PodContainer): readonly string[] {
  if (isCache(container)) return [];
  const { json } = container;
  const told = [...optionValues(wordsOf(json), OPTIONS), ...VARIABLES.flatMap((name) => envValue(json, name) ?? [])];
  return [...new Set(told.filter((place) => place.startsWith('/') && !place.includes('$')).map(directory))];
}

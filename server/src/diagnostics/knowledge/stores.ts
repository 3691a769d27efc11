/** The well-known store that a container runs, and where it is told to keep its data. */
import { parseImageReference } from '../../apiServer/index';
import type { JsonObject } from '../read';
import { remembered, text } from '../read';
import { envValue, optionValues, wordsOf } from './commandLine';
import { directory } from './storage';
import { MINIO, REDIS, STORES, type Store } from './storeTable';

const BY_NAME: ReadonlyMap<string, Store> = new Map(
  [...STORES, REDIS, MINIO].flatMap((store) => store.names.map((name) => [name, store] as const)),
);

export interface FoundStore {
  readonly store: Store;
  /** the image is the publisher's own, so that what its Dockerfile says holds */
  readonly official: boolean;
  readonly tag: string | undefined;
  /** directories that the container is told to keep data in, by option or variable; empty: its defaults hold */
  readonly told: readonly string[];
}

/** The image's repository without a registry's host and `library/`. */
export function repositoryOf(image: string): string {
  const name = parseImageReference(image)?.name ?? '';
  const parts = name.split('/');
  const [first = ''] = parts;
  const bare = parts.length > 1 && (/[.:]/.test(first) || first === 'localhost') ? parts.slice(1) : parts;
  return (bare.length > 1 && bare[0] === 'library' ? bare.slice(1) : bare).join('/');
}

/** The well-known store that a container runs, or undefined. */
export const storeOf = remembered((container: JsonObject): FoundStore | undefined => {
  const image = text(container['image']);
  if (image === undefined) return undefined;
  const repository = repositoryOf(image);
  const store = BY_NAME.get(repository.slice(repository.lastIndexOf('/') + 1));
  if (!store) return undefined;
  const told = toldDirectories(container, store);
  return {
    store,
    official: store.official.includes(repository),
    tag: parseImageReference(image)?.tag,
    told,
  };
});

function toldDirectories(container: JsonObject, store: Store): readonly string[] {
  const words = wordsOf(container);
  const values = [
    ...(store.env ?? []).flatMap((name) => envValue(container, name) ?? []),
    ...optionValues(words, store.options ?? []),
    ...(store === MINIO ? words.slice(words.indexOf('server') + 1).filter(isPlace) : []),
  ];
  return values
    .flatMap((value) => value.split(/[\s,]+/))
    .map((value) => value.replace(/^path=/, '').replace(/^(?:https?|file):\/\/[^/]*/, ''))
    .map((value) => value.replace(/\{.*$/, '').replace(/,.*$/, ''))
    .filter((value) => value.startsWith('/') && !value.includes('$'))
    .map(directory);
}

/** An address or a path; what is spelled with an ellipsis stands for several, each mounted on its own. */
function isPlace(word: string): boolean {
  return !word.includes('{') && /^(?:\/|https?:\/\/)/.test(word);
}

/**
 * Does the store keep data that its users count on? Redis does when it is told to write to its disk, Elasticsearch when
 * it has no roles without data, Prometheus when it is no agent; the other ones always.
 */
export function keepsData(container: JsonObject, { store }: FoundStore): boolean {
  const words = wordsOf(container);
  switch (store.product) {
    case 'Redis':
      return (
        optionValues(words, ['--appendonly', 'appendonly']).includes('yes') ||
        optionValues(words, ['--save', 'save']).some((value) => /^\d/.test(value)) ||
        optionValues(words, ['--cluster-enabled']).includes('yes') ||
        envValue(container, 'REDIS_AOF_ENABLED') === 'yes'
      );
    case 'Elasticsearch':
    case 'OpenSearch': {
      const roles = envValue(container, 'node.roles');
      return roles === undefined || /data|master|cluster_manager/.test(roles);
    }
    case 'Prometheus':
      return !words.some((word) => /^--(?:agent|enable-feature=agent)$/.test(word));
    case 'NATS JetStream':
      return words.some((word) => /^(?:-js|--jetstream|-sd|--store_dir)/.test(word));
    default:
      return true;
  }
}

/** Directories of which one holds the data: what the container is told, else every place that is usual. */
export function likelyDirectories({ store, told }: FoundStore): readonly string[] {
  return told.length > 0 ? told : [...store.directories, ...(store.usual ?? [])];
}

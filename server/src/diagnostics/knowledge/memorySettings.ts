/** How much memory a program is told to use, by its flags and variables. Sources: the programs' own documentation. */
import type { Path } from '../../manifest/index';
import { get, type JsonObject, list, text } from '../read';
import { sizeOf } from './bytes';
import { baseName } from './shell';

export interface MemorySetting {
  /** as it is written */
  readonly name: string;
  readonly bytes: number;
  readonly path: Path;
}

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

/** Variables that hold nothing but a size, and the unit of a bare number. */
const VARIABLES: Readonly<Record<string, number>> = {
  MAX_HEAP_SIZE: 1,
  HEAP_SIZE: 1,
  SOLR_HEAP: 1,
  LS_HEAP_SIZE: 1,
  ZK_SERVER_HEAP: MIB,
  NEO4J_dbms_memory_heap_max__size: 1,
  NEO4J_server_memory_heap_max__size: 1,
  NEO4J_server_memory_heap_initial__size: 1,
};

interface Flag {
  readonly pattern: RegExp;
  readonly unit: number;
}

/** Flags wherever they stand: in a variable, an argument or a script. */
const FLAGS: readonly Flag[] = [
  { pattern: /-Xm[xs](\d+[kmgtKMGT]?)(?![\w.])/g, unit: 1 },
  { pattern: /-XX:(?:Max|Initial)HeapSize=(\d+[kmgtKMGT]?)/g, unit: 1 },
  { pattern: /--max[-_]old[-_]space[-_]size[= ](\d+)/g, unit: MIB },
  { pattern: /--innodb[-_]buffer[-_]pool[-_]size[= ](\d+[kmgtKMGT]?)/g, unit: 1 },
  { pattern: /\bshared_buffers ?= ?'?(\d+ ?(?:[kMGT]?B)?)/g, unit: 8192 },
  { pattern: /--wiredTigerCacheSizeGB[= ](\d+(?:\.\d+)?)/g, unit: GIB },
  { pattern: /--memory-limit[= ](\d+)/g, unit: MIB },
  { pattern: /--maxmemory[= ](\d+[kmgKMG]?[bB]?)/g, unit: 1 },
  { pattern: /-memory\.allowedBytes[= ](\d+(?:[KMG]i?B)?)/g, unit: 1 },
];

/** Every setting of a container that says how much memory its program may take. */
export function memorySettings(container: JsonObject, path: Path): readonly MemorySetting[] {
  const found: MemorySetting[] = [];
  const scan = (value: string, place: Path): void => {
    // nothing that these flags could be
    if (!/-X|size|Size|buffers|memory/i.test(value)) return;
    for (const { pattern, unit } of FLAGS) {
      for (const match of value.matchAll(pattern)) {
        const bytes = sizeOf(match[1] ?? '', unit);
        if (bytes !== undefined) found.push({ name: match[0].trim(), bytes, path: place });
      }
    }
    const [heap, direct] = [/-Xmx(\d+[kmgt]?)/i.exec(value), /-XX:MaxDirectMemorySize=(\d+[kmgt]?)/i.exec(value)];
    if (heap && direct) {
      const bytes = (sizeOf(heap[1] ?? '') ?? 0) + (sizeOf(direct[1] ?? '') ?? 0);
      found.push({ name: `${heap[0]} ${direct[0]}`, bytes, path: place });
    }
  };
  for (const [index, item] of list(container['env']).entries()) {
    const name = text(get(item, 'name')) ?? '';
    const value = text(get(item, 'value'));
    if (value === undefined) continue;
    const place = [...path, 'env', index, 'value'];
    scan(value, place);
    const unit = Object.hasOwn(VARIABLES, name) ? VARIABLES[name] : undefined;
    const bytes = unit === undefined ? undefined : sizeOf(value, unit);
    if (bytes !== undefined) found.push({ name: `${name}=${value}`, bytes, path: place });
    if (name === 'GOMEMLIMIT') {
      const limit = sizeOf(value);
      if (limit !== undefined) found.push({ name: `${name}=${value}`, bytes: limit, path: place });
    }
  }
  for (const field of ['command', 'args'] as const) {
    const words = list(container[field]);
    for (const [index, word] of words.entries()) {
      const value = text(word);
      if (value === undefined) continue;
      // an option and its value may be two arguments
      const next = text(words[index + 1]);
      const pair = /^--?[\w-]+$/.test(value) && next !== undefined && /^\d/.test(next) ? `${value} ${next}` : value;
      scan(pair, [...path, field, index]);
    }
  }
  return found.concat(memcachedSize(container, path));
}

/** `memcached -m 1024`: mebibytes. */
function memcachedSize(container: JsonObject, path: Path): readonly MemorySetting[] {
  const image = text(container['image']) ?? '';
  if (!baseName(image).startsWith('memcached')) return [];
  return (['command', 'args'] as const).flatMap((field) =>
    list(container[field]).flatMap((word, index, all): MemorySetting[] => {
      const value = text(word) ?? '';
      const size = value === '-m' ? text(all[index + 1]) : /^-m\s*(\d+)$/.exec(value)?.[1];
      const bytes = size === undefined ? undefined : sizeOf(size, MIB);
      return bytes === undefined ? [] : [{ name: `-m ${size}`, bytes, path: [...path, field, index] }];
    }),
  );
}

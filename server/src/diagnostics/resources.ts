/**
 * The objects around a manifest, indexed by what rules ask for. Whoever asks is told apart from whoever is not concerned:
 * an answer remembers the cells that it came from, and stays good until one of those changes. So a keystroke runs anew
 * only the rules that saw the object it changed.
 */
import type { ApiObject, Json } from '../apiServer/index';
import { mayShareNamespace, writtenNamespace } from './namespaces';
import { get, type JsonObject, jsonOf, object, podTemplateOf, runsPods, stringMap } from './read';
import { isKnownResource, isList, RESOURCE_KINDS, SELECTING } from './resourceKinds';
import type { Fact, Known, Neighbours, Resource } from './rule';
import { fulfils } from './selectors';

/** A document as the index needs it. */
export interface IndexedDocument {
  /** the kind as the text says it, before anything is parsed; `List` for a list of anything */
  readonly kind: string;
  objects(): readonly ApiObject[];
  parsed(): { readonly template: boolean };
}

const WORKLOADS = ['StatefulSet', 'DaemonSet', 'Deployment'] as const;

/** A thing that may change; its generation counts the changes. */
interface Cell {
  generation: number;
}

/** What an answer was made from. */
export interface Trail {
  readonly cells: Cell[];
  readonly generations: number[];
}

export function isFresh({ cells, generations }: Trail): boolean {
  for (let i = 0; i < cells.length; i++) if (cells[i]?.generation !== generations[i]) return false;
  return true;
}

interface Entry {
  readonly object: ApiObject;
  readonly uri: string;
  readonly folder: string;
  readonly namespace: string | null;
  readonly kind: string;
  json(): JsonObject;
  /** as it is seen from each distance, made when first seen from there */
  readonly seen: { file?: Resource; folder?: Resource; workspace?: Resource };
}

interface EntryFact {
  readonly value: Json;
  /** as it is seen from each distance */
  readonly known: { file?: Known<Json>; folder?: Known<Json>; workspace?: Known<Json> };
}

/** What a fact makes of the objects of a kind. */
interface FactTable {
  readonly cell: Cell;
  readonly values: Map<Entry, EntryFact>;
  /** by the file that asks; made anew when an object changes, be its fact the same */
  readonly answers: Map<string, readonly Known<Json>[]>;
}

export interface ResourceIndex {
  /** the documents that a file has from now on; those it had before and has no more are forgotten */
  set(uri: string, documents: readonly IndexedDocument[]): void;
  /** @param trail is told what the answers come from */
  view(uri: string, trail?: Trail): Neighbours;
}

/** Makes an empty index. Documents are parsed when somebody asks for their kind, never before. */
export function createResourceIndex(): ResourceIndex {
  const files = new Map<string, ReadonlySet<IndexedDocument>>();
  /** documents of a kind that nobody has read yet */
  const unread = new Map<string, Map<IndexedDocument, string>>();
  const entries = new Map<IndexedDocument, readonly Entry[]>();
  const buckets = new Map<string, Set<Entry>>();
  const cells = new Map<string, Cell>();
  const askedKinds = new Set<string>();

  const facts = new Map<Fact<Json>, Map<string, FactTable>>();

  const cell = (key: string): Cell => {
    let found = cells.get(key);
    if (!found) {
      found = { generation: 0 };
      cells.set(key, found);
    }
    return found;
  };
  const touch = (key: string): void => {
    const found = cells.get(key);
    if (found) found.generation++;
  };

  const put = (entry: Entry): void => {
    for (const key of keysOf(entry)) {
      const bucket = buckets.get(key);
      if (bucket) bucket.add(entry);
      else buckets.set(key, new Set([entry]));
      touch(key);
    }
  };
  const drop = (entry: Entry): void => {
    for (const key of keysOf(entry)) {
      const bucket = buckets.get(key);
      bucket?.delete(entry);
      if (bucket?.size === 0) buckets.delete(key);
      touch(key);
    }
  };

  const read = (kind: string): void => {
    const waiting = unread.get(kind);
    if (!waiting) return;
    unread.delete(kind);
    for (const [document, uri] of waiting) {
      const found = entriesOf(document, uri);
      entries.set(document, found);
      for (const entry of found) put(entry);
    }
  };

  /** Changes of the set of names alone, so that who asked for names is not asked again at every other change. */
  const touchNames = (before: readonly Entry[], after: readonly Entry[]): void => {
    const name = (entry: Entry) => `${entry.kind} ${entry.namespace ?? ''} ${entry.object.name}`;
    const [old, now] = [new Set(before.map(name)), new Set(after.map(name))];
    for (const entry of before) if (!now.has(name(entry))) touch(`names ${entry.kind}`);
    for (const entry of after) if (!old.has(name(entry))) touch(`names ${entry.kind}`);
  };

  /** Facts of objects that changed; who asked is told only where one is another now. */
  const touchFacts = (gone: readonly Entry[], come: readonly Entry[]): void => {
    for (const [fact, tables] of facts) {
      for (const [kind, { cell: changes, values, answers }] of tables) {
        const before = gone.filter((entry) => entry.kind === kind);
        const after = come.filter((entry) => entry.kind === kind);
        if (before.length + after.length === 0) continue;
        answers.clear();
        const old = before.flatMap((entry) => factText(entry, values.get(entry)?.value));
        for (const entry of before) values.delete(entry);
        for (const entry of after) {
          const value = fact(entry.json(), kind);
          if (value !== null) values.set(entry, { value, known: {} });
        }
        const now = after.flatMap((entry) => factText(entry, values.get(entry)?.value));
        if (old.sort().join('\n') !== now.sort().join('\n')) changes.generation++;
      }
    }
  };

  const tableOf = (kind: string, fact: Fact<Json>): FactTable => {
    let tables = facts.get(fact);
    if (!tables) {
      tables = new Map();
      facts.set(fact, tables);
    }
    let table = tables.get(kind);
    if (!table) {
      table = { cell: { generation: 0 }, values: new Map(), answers: new Map() };
      for (const entry of bucketOf(`kind ${kind}`)) {
        const value = fact(entry.json(), kind);
        if (value !== null) table.values.set(entry, { value, known: {} });
      }
      tables.set(kind, table);
    }
    return table;
  };

  const set = (uri: string, documents: readonly IndexedDocument[]): void => {
    const before = files.get(uri) ?? new Set();
    const now = new Set(documents);
    const gone: Entry[] = [];
    for (const document of before) {
      if (now.has(document)) continue;
      unread.get(document.kind)?.delete(document);
      gone.push(...(entries.get(document) ?? []));
      entries.delete(document);
    }
    const come: Entry[] = [];
    for (const document of now) {
      if (before.has(document)) continue;
      // somebody has asked for this kind: what changes for him must be known at once
      if (isList(document.kind) || askedKinds.has(document.kind)) {
        const found = entriesOf(document, uri);
        entries.set(document, found);
        come.push(...found);
      } else {
        const waiting = unread.get(document.kind);
        if (waiting) waiting.set(document, uri);
        else unread.set(document.kind, new Map([[document, uri]]));
      }
    }
    if (now.size > 0) files.set(uri, now);
    else files.delete(uri);
    for (const entry of gone) drop(entry);
    for (const entry of come) put(entry);
    if (gone.length > 0 || come.length > 0) {
      touchNames(gone, come);
      touchFacts(gone, come);
    }
  };

  const selections = new Map<string, { readonly generations: string; readonly found: readonly Resource[] }>();

  const bucketOf = (key: string): ReadonlySet<Entry> => buckets.get(key) ?? NOTHING;

  const view = (uri: string, trail?: Trail): Neighbours => {
    const follow = (found: Cell): void => {
      if (!trail) return;
      trail.cells.push(found);
      trail.generations.push(found.generation);
    };
    const asked = (kind: string, key: string): ReadonlySet<Entry> => {
      askedKinds.add(kind);
      read(kind);
      follow(cell(key));
      return bucketOf(key);
    };
    const folder = folderOf(uri);
    const distanceOf = (entry: Entry): Resource['near'] =>
      entry.uri === uri ? 'file' : entry.folder === folder ? 'folder' : 'workspace';
    const answer = (found: Iterable<Entry>, kind: string, of: ApiObject | undefined): Resource[] => {
      const from = of && RESOURCE_KINDS[kind]?.cluster !== true ? writtenNamespace(of) : null;
      const near: Resource[] = [];
      const beside: Resource[] = [];
      const far: Resource[] = [];
      for (const entry of found) {
        if (!mayShareNamespace(entry.namespace, from)) continue;
        if (entry.uri === uri) near.push(seenFrom('file', entry));
        else if (entry.folder === folder) beside.push(seenFrom('folder', entry));
        else far.push(seenFrom('workspace', entry));
      }
      if (beside.length + far.length === 0) return near;
      return near.concat(beside, far);
    };
    return {
      ofKind: (kind, of) => answer(asked(kind, `kind ${kind}`), kind, of),
      facts: <T extends Json>(kind: string, fact: Fact<T>, of?: ApiObject) => {
        askedKinds.add(kind);
        read(kind);
        const table = tableOf(kind, fact);
        follow(table.cell);
        let all = table.answers.get(uri) as readonly Known<T>[] | undefined;
        if (!all) {
          const near: Known<Json>[] = [];
          const beside: Known<Json>[] = [];
          const far: Known<Json>[] = [];
          for (const [entry, { value, known }] of table.values) {
            const distance = distanceOf(entry);
            known[distance] ??= { ...placeOf(entry, distance), value };
            const made = known[distance];
            (distance === 'file' ? near : distance === 'folder' ? beside : far).push(made);
          }
          all = near.concat(beside, far) as Known<Json>[] as Known<T>[];
          table.answers.set(uri, all);
        }
        const from = of && RESOURCE_KINDS[kind]?.cluster !== true ? writtenNamespace(of) : null;
        return from === null ? all : all.filter(({ namespace }) => mayShareNamespace(namespace, from));
      },
      named: (kind, name, of) => answer(asked(kind, `name ${kind} ${name}`), kind, of),
      namedAnywhere: (kind, name) => answer(asked(kind, `name ${kind} ${name}`), kind, undefined),
      names: (kind, of) => {
        asked(kind, `names ${kind}`);
        const all = answer(bucketOf(`kind ${kind}`), kind, of);
        return [...new Set(all.map((each) => each.object.name))].filter((name) => name !== '');
      },
      selectedBy: (selector, of, kinds = WORKLOADS) => {
        const pair = pairsOf(selector)[0];
        const candidates = kinds.map((kind) =>
          asked(kind, pair === undefined ? `kind ${kind}` : `label ${kind} ${pair}`),
        );
        // Thousands of objects with one selector ask the same: it is worked out once, until an object with the label changes.
        const question = JSON.stringify([uri, of ? writtenNamespace(of) : null, kinds, selector]);
        const generations = kinds
          .map((kind) => cell(pair === undefined ? `kind ${kind}` : `label ${kind} ${pair}`).generation)
          .join();
        const before = selections.get(question);
        if (before?.generations === generations) return before.found;
        const found = kinds.flatMap((kind, at) =>
          answer(candidates[at] ?? NOTHING, kind, of).filter(({ json }) => {
            const template = podTemplateOf(json, kind);
            return template !== null && fulfils(template.labels, selector);
          }),
        );
        found.sort(byDistance);
        if (selections.size >= MOST_SELECTIONS) selections.clear();
        selections.set(question, { generations, found });
        return found;
      },
      selecting: (kind, labels, of) => {
        const found = new Set<Entry>(asked(kind, `selector ${kind} *`));
        for (const pair of Object.entries(labels)) {
          for (const entry of asked(kind, `selector ${kind} ${pair.join('=')}`)) found.add(entry);
        }
        return answer(found, kind, of).filter(({ json }) => {
          const selector = selectorOf(json, kind);
          return selector !== undefined && fulfils(labels, selector);
        });
      },
    };
  };

  return { set, view };
}

const NOTHING: ReadonlySet<Entry> = new Set();

/** Templates are left out: what they will be called is not known. */
function entriesOf(document: IndexedDocument, uri: string): readonly Entry[] {
  if (document.parsed().template) return [];
  return document.objects().flatMap((each): Entry[] => {
    if (!isKnownResource(each)) return [];
    let json: JsonObject | undefined;
    return [
      {
        object: each,
        uri,
        folder: folderOf(uri),
        kind: each.kind,
        seen: {},
        namespace: RESOURCE_KINDS[each.kind]?.cluster ? null : writtenNamespace(each),
        json: () => {
          json ??= object(jsonOf(each.root)) ?? {};
          return json;
        },
      },
    ];
  });
}

/** A fact with the place of its object, to tell whether it changed; nothing where there is none. */
function factText({ object: { name }, uri, namespace }: Entry, value: Json | undefined): readonly string[] {
  return value === undefined ? [] : [JSON.stringify([uri, namespace, name, value])];
}

/** What an object is found by. */
function keysOf(entry: Entry): readonly string[] {
  const { kind } = entry;
  const keys = [`kind ${kind}`, `name ${kind} ${entry.object.name}`];
  if (!SELECTING.has(kind) && !runsPods(kind)) return keys;
  const template = podTemplateOf(entry.json(), kind);
  if (template) for (const pair of Object.entries(template.labels)) keys.push(`label ${kind} ${pair.join('=')}`);
  const selector = selectorOf(entry.json(), kind);
  if (selector) keys.push(`selector ${kind} ${pairsOf(selector)[0] ?? '*'}`);
  return keys;
}

/**
 * The label selector of an object of a kind that has one; undefined where it has none or selects nothing that way.
 * @returns `{ matchLabels, matchExpressions }`; of a Service its selector as `matchLabels`
 */
export function selectorOf(json: JsonObject, kind: string): JsonObject | undefined {
  if (!SELECTING.has(kind)) return undefined;
  switch (kind) {
    case 'Service': {
      const labels = object(get(json, 'spec', 'selector'));
      return labels && Object.keys(labels).length > 0 ? { matchLabels: labels } : undefined;
    }
    case 'NetworkPolicy':
      return object(get(json, 'spec', 'podSelector'));
    default:
      return object(get(json, 'spec', 'selector'));
  }
}

/** `key=value` of the labels that a selector asks for outright, in order of the keys. */
function pairsOf(selector: JsonObject): readonly string[] {
  return Object.entries(stringMap(selector['matchLabels']))
    .map((pair) => pair.join('='))
    .sort();
}

/** So many answers are kept; more are asked for only by files that are not alike. */
const MOST_SELECTIONS = 1000;

const DISTANCE = { file: 0, folder: 1, workspace: 2 } as const;

function byDistance(a: Pick<Resource, 'near'>, b: Pick<Resource, 'near'>): number {
  return DISTANCE[a.near] - DISTANCE[b.near];
}

function placeOf({ object: seen, uri, namespace }: Entry, near: Resource['near']): Omit<Known<Json>, 'value'> {
  return { object: seen, uri, namespace, near };
}

function seenFrom(near: Resource['near'], entry: Entry): Resource {
  let resource = entry.seen[near];
  if (!resource) {
    const { object: seen, uri, namespace } = entry;
    resource = {
      object: seen,
      uri,
      namespace,
      near,
      get json() {
        return entry.json();
      },
    };
    entry.seen[near] = resource;
  }
  return resource;
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/'));
}

/** Those of the nearest distance: of the same file, else of the same folder, else of the workspace. */
export function closest<T extends Pick<Resource, 'near'>>(resources: readonly T[]): readonly T[] {
  const nearest = resources[0]?.near;
  return resources.filter((each) => each.near === nearest);
}

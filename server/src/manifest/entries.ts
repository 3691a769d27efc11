/** Mappings as Go's decoder fills them: keys, duplicates, merge keys. */
import { type Composer, span } from './composerState';
import type { Entry, Node, ScalarNode, Span } from './node';
import { problem } from './problems';
import { keyText } from './resolve';

interface MutableMapping {
  readonly kind: 'mapping';
  readonly span: { start: number; end: number };
  readonly flow: boolean;
  readonly entries: Entry[];
}

/** Go's identity of keys in `map[interface{}]interface{}`: type and value. */
function keyIdentity(key: ScalarNode): string {
  return `${key.type} ${String(key.value)}`;
}

export interface MappingBuilder {
  readonly node: MutableMapping;
  readonly seen: Set<string>;
}

export function mappingBuilder(start: number, flow: boolean): MappingBuilder {
  return { node: { kind: 'mapping', span: { start, end: start }, flow, entries: [] }, seen: new Set() };
}

export function isMergeKey(key: Node, tagged: boolean): boolean {
  return key.kind === 'scalar' && key.value === '<<' && key.alias === undefined && (key.style === 'plain' || tagged);
}

/** Adds a key with its value as Go's decoder does (`mapping`, `merge`, `setMapIndex`). */
export function addEntry(c: Composer, builder: MappingBuilder, key: Node, value: Node, merge: boolean): void {
  const { node, seen } = builder;
  const place = span(key.span.start, Math.max(key.span.end, value.span.end));
  node.span.end = Math.max(node.span.end, place.end);
  if (merge) {
    addMerged(c, node, key, value, place);
    return;
  }
  if (key.kind !== 'scalar') {
    c.problems.push(problem('invalid-key', key.span, { found: key.kind }));
    return;
  }
  const text = keyText(key);
  if (text === null) {
    c.problems.push(problem('invalid-key', key.span, { found: key.value === null ? 'null' : key.source }));
    if (key.source === '') return;
  }
  // infinity and NaN fit into a key, which is text in the end
  const notJson =
    key.type === 'float'
      ? c.problems.findIndex(({ code, span: { start } }) => code === 'invalid-value' && start === key.span.start)
      : -1;
  if (notJson >= 0) c.problems.splice(notJson, 1);
  const name = text ?? (key.value === null ? 'null' : String(key.value));
  const identity = keyIdentity(key);
  if (seen.has(identity)) c.problems.push(problem('duplicate-key', key.span, { key: name }));
  else seen.add(identity);
  node.entries.push({ key: name, keySpan: key.span, keyNode: key, value, span: place });
}

/** `<<`: what the merged mappings hold comes in here; a later key of the same name wins, as kubectl reads it. */
function addMerged(c: Composer, node: MutableMapping, key: Node, value: Node, place: Span): void {
  const sources = value.kind === 'sequence' ? [...value.items].reverse() : [value];
  for (const source of sources) {
    if (source.kind !== 'mapping') {
      c.problems.push(problem('invalid-merge', source.span.end > source.span.start ? source.span : key.span));
      continue;
    }
    for (const entry of source.entries) {
      const merged: Entry = {
        key: entry.key,
        keySpan: key.span,
        keyNode: entry.keyNode,
        value: entry.value,
        span: place,
        merged: true,
      };
      node.entries.push(merged);
    }
  }
}

/** What the server would fill in, were a field left out: asked of the server's own code, for the object at hand. */
import type { Release } from '../../../../simulator/src/index';
import { type ApiObject, isJudged, type Json, judge } from '../../apiServer/index';
import type { Language } from '../../diagnostics/index';
import type { DefaultValue, Field } from '../../kubernetes/index';
import { type Entry, type Node, type Path, renderFlow } from '../../manifest/index';
import { read } from './meanings/subject';
import { modeWords } from './units';

/** The object cut down to what a default can depend on: the way to the field, and the scalars beside it. */
function pruned(node: Node, path: Path): { readonly node: Node; readonly path: Path } {
  const [step, ...rest] = path;
  if (step === undefined) return { node, path };
  if (node.kind === 'sequence') {
    const item = typeof step === 'number' ? node.items[step] : undefined;
    if (!item) return { node: { ...node, items: [] }, path };
    const inner = pruned(item, rest);
    return { node: { ...node, items: [inner.node] }, path: [0, ...inner.path] };
  }
  if (node.kind === 'scalar') return { node, path };
  let way: Path = path;
  const entries = node.entries.flatMap((entry): Entry[] => {
    if (entry.key !== step) return [{ ...entry, value: emptied(entry.value) }];
    if (rest.length === 0) return [];
    const inner = pruned(entry.value, rest);
    way = [step, ...inner.path];
    return [{ ...entry, value: inner.node }];
  });
  return { node: { ...node, entries }, path: way };
}

function emptied(node: Node): Node {
  switch (node.kind) {
    case 'scalar':
      return node;
    case 'mapping':
      return { ...node, entries: [] };
    case 'sequence':
      return { ...node, items: [] };
  }
}

/** What Go writes for a field that nobody set. */
function isZero(value: Json): boolean {
  return (
    value === null || value === '' || value === 0 || (typeof value === 'object' && Object.keys(value).length === 0)
  );
}

/** A block without what nobody set inside it. */
function tidied(value: Json): Json {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, tidied(inner as Json)] as const);
  return Object.fromEntries(entries.filter(([, inner]) => !isZero(inner) || inner === 0));
}

/** Longest block that is shown. */
const LONGEST = 120;

function words(value: Json, name: string): string {
  const mode = /mode$/i.test(name) && typeof value === 'number' ? modeWords(value) : null;
  if (mode) return `\`${mode.octal}\``;
  const text = typeof value === 'string' && value !== '' ? value : renderFlow(value, false);
  return `\`${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}\``;
}

function staticWords(value: DefaultValue | undefined, name: string, language: Language): string | null {
  if (value === undefined) return null;
  return value.kind === 'words' ? value.words[language] : words(value.value, name);
}

/**
 * The default of a field as Markdown: what a server of the release stores when it is left out here.
 * @param path of the field, from the object's root
 * @returns null: nothing
 */
export function filledIn(
  object: ApiObject,
  path: Path,
  field: Field,
  release: Release,
  language: Language,
): string | null {
  if (field.required) return null;
  if (!isJudged(object) || path.length < 2) return staticWords(field.default, field.name, language);
  const cut = pruned(object.root, path);
  const { effective, stage } = judge({ ...object, root: cut.node }, { release });
  const found = read(effective, cut.path);
  const value = found === undefined ? undefined : field.default === undefined ? tidied(found) : found;
  if (value !== undefined && !(isZero(value) && field.default === undefined)) return words(value, field.name);
  if (stage === 'decoding' || field.default?.kind === 'words') {
    const known = staticWords(field.default, field.name, language);
    if (known !== null) return known;
  }
  return goZero(field);
}

/** A number or boolean that is no pointer is 0 or false when nobody sets it. */
function goZero({ pointer, shape }: Field): string | null {
  if (pointer || shape.kind !== 'scalar') return null;
  switch (shape.scalar) {
    case 'int32':
    case 'int64':
      return '`0`';
    case 'boolean':
      return '`false`';
    default:
      return null;
  }
}

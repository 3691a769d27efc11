/** Completion in manifests: fields, values, names that are defined elsewhere in the text, whole manifests. */
import type { Release } from '../../../../simulator/src/index';
import type { Language, Neighbours } from '../../diagnostics/index';
import { elementType, type Field, fieldAt, type ObjectType, objectType, typeOf } from '../../kubernetes/index';
import {
  contextAt,
  type ParsedDocument,
  type Path,
  renderScalar,
  type Span,
  type TypingContext,
  type WritingStyle,
  writingStyleOf,
} from '../../manifest/index';
import { read, readMap, readString } from '../hover/meanings/subject';
import { objectAround, plain, typeMeta } from '../hover/place';
import type { Prose } from '../prose';
import { fieldsFor } from './fields';
import { MANIFESTS, manifestDetail, manifestFromKind, manifestText } from './manifests';
import { blockInsertion, escapeSnippet, flowInsertion, type Insertion } from './snippets';
import { mapKeysFor, type ValueItem, type ValuePlace, valuesFor } from './values';

export interface CompletionContext {
  readonly release: Release;
  readonly language: Language;
  readonly neighbours?: Pick<Neighbours, 'ofKind'>;
}

/** Plain JSON that `resolveCompletion` needs to find the documentation of an item. */
export interface CompletionData {
  readonly type: string;
  readonly field: string;
}

export interface DocumentCompletion {
  readonly label: string;
  readonly kind: 'field' | 'value' | 'snippet';
  /** short: type, required, or what the value is */
  readonly detail?: string;
  /**
   * replaces `span` (offsets in the document) by `newText`; a snippet in LSP's syntax where `snippet` is true. Further
   * lines carry their whole indentation (LSP: `insertTextMode: asIs`).
   */
  readonly span: Span;
  readonly newText: string;
  readonly snippet: boolean;
  readonly sortText: string;
  readonly filterText?: string;
  readonly data?: CompletionData;
}

/** A place in a document with everything that decides what fits there. */
interface Spot {
  readonly doc: ParsedDocument;
  readonly typing: TypingContext;
  readonly style: WritingStyle;
  readonly place: ValuePlace;
  /** paths from the object's root */
  readonly parentPath: Path;
  readonly path: Path;
  readonly context: CompletionContext;
}

/** What can stand at `offset` (UTF-16 units from the document's start). Synchronous and without prose. */
export function completeDocument(
  doc: ParsedDocument,
  offset: number,
  context: CompletionContext,
): readonly DocumentCompletion[] {
  const typing = contextAt(doc, offset);
  if (typing === null) return [];
  // words with blanks between them are no key that could be completed
  if (typing.expects === 'key' && /\s/.test(typing.prefix)) return [];
  const spot = spotOf(doc, typing, context);
  switch (typing.expects) {
    case 'key':
      return keys(spot);
    case 'item':
      return items(spot);
    case 'value':
      return values(spot, spot.path);
  }
}

function spotOf(doc: ParsedDocument, typing: TypingContext, context: CompletionContext): Spot {
  const object = objectAround(doc, typing.parentPath);
  const depth = object?.at.length ?? 0;
  const place: ValuePlace = {
    kind: object?.kind ?? '',
    apiVersion: object?.apiVersion ?? '',
    namespace: object?.namespace || 'default',
    name: object?.name ?? '',
    release: context.release,
    language: context.language,
    json: object ? plain(object.root) : null,
    ...(context.neighbours ? { neighbours: context.neighbours } : {}),
  };
  return {
    doc,
    typing,
    style: writingStyleOf(doc),
    place,
    parentPath: typing.parentPath.slice(depth),
    path: typing.path.slice(depth),
    context,
  };
}

/** The field at a path from the object's root; null at the root itself and where nothing is known. */
function fieldOf(spot: Spot, path: Path): Field | null {
  return path.length === 0 ? null : fieldAt(typeMeta(spot.place), path, spot.context.release);
}

function typeAt(spot: Spot, path: Path): ObjectType | null {
  const { apiVersion, kind } = typeMeta(spot.place);
  if (path.length === 0) return typeOf(apiVersion, kind, spot.context.release);
  const field = fieldOf(spot, path);
  return field?.shape.kind === 'object' ? objectType(field.shape.type, spot.context.release) : null;
}

/** The type that has the field at a path, indexes of lists left out. */
function ownerOf(spot: Spot, path: Path): ObjectType | null {
  const end = path.findLastIndex((step) => typeof step === 'string');
  return end < 0 ? null : typeAt(spot, path.slice(0, end));
}

/** Where the next key stands: its column, and what comes before it in the text that is inserted. */
interface KeySpot {
  readonly column: number;
  readonly lead: string;
}

function keys(spot: Spot): readonly DocumentCompletion[] {
  const { typing, parentPath } = spot;
  const at: KeySpot = { column: typing.indent, lead: '' };
  if (parentPath.length === 0 && spot.place.kind === '') return rootKeys(spot, at);
  const field = fieldOf(spot, parentPath);
  // `containers:` and the cursor below it: an item has to be begun
  if (field?.shape.kind === 'list') {
    if (typing.inFlow) return [];
    return listItems(spot, parentPath, field, { column: typing.indent + 2, lead: '- ' });
  }
  if (field?.shape.kind === 'map') return mapKeys(spot, parentPath, at);
  return objectKeys(spot, typeAt(spot, parentPath), parentPath, at);
}

function items(spot: Spot): readonly DocumentCompletion[] {
  const { typing, doc, parentPath } = spot;
  const field = fieldOf(spot, parentPath);
  if (field?.shape.kind !== 'list') return [];
  if (typing.inFlow) {
    return field.shape.items.kind === 'scalar' ? values(spot, spot.path) : [];
  }
  const line = doc.text.slice(doc.text.lastIndexOf('\n', typing.replaceSpan.start - 1) + 1, typing.replaceSpan.start);
  const begun = line.trimEnd().endsWith('-');
  const at: KeySpot = begun
    ? { column: typing.needsSpace ? typing.indent + 1 : typing.indent, lead: typing.needsSpace ? ' ' : '' }
    : { column: typing.indent + 2, lead: '- ' };
  return listItems(spot, parentPath, field, at);
}

function listItems(spot: Spot, list: Path, field: Field, at: KeySpot): readonly DocumentCompletion[] {
  if (field.shape.kind !== 'list') return [];
  const { path } = spot;
  const item = path.length > list.length ? path : [...list, 0];
  if (field.shape.items.kind === 'scalar') return values(spot, item, at.lead);
  return objectKeys(spot, elementType(field.shape, spot.context.release), item, at);
}

/** Items for the fields of an object type. */
function objectKeys(spot: Spot, type: ObjectType | null, path: Path, at: KeySpot): readonly DocumentCompletion[] {
  if (type === null) return [];
  const { typing, place, context } = spot;
  const strategy = readString(place.json, ['spec', 'updateStrategy', 'type']);
  const fields = fieldsFor(type, {
    kind: place.kind,
    release: context.release,
    existing: typing.existingKeys,
    path,
    ...(strategy === undefined ? {} : { strategy }),
  });
  return fields.map(({ field, rank }) => {
    const insertion = insertionFor(spot, type, field, at);
    const need = field.required ? (context.language === 'ja' ? '必須' : 'required') : '';
    return item(spot, field.name, 'field', insertion, at.lead, rank, {
      detail: [field.words[context.language], need].filter(Boolean).join(' · '),
      data: { type: type.name, field: field.name },
    });
  });
}

function insertionFor(spot: Spot, type: ObjectType, field: Field, at: KeySpot): Insertion {
  const { typing, style } = spot;
  const name = keyText(spot, field.name);
  if (typing.hasColon) return { text: name, snippet: false };
  if (typing.inFlow) {
    const { text, snippet } = flowInsertion(field);
    return { text: name + text.slice(field.name.length), snippet };
  }
  return blockInsertion(type.name, field, { column: at.column, style }, spot.context.release, labelLines(spot));
}

/** A key as this document writes keys: in double quotes in JSON, or where the person has begun with a quote. */
function keyText(spot: Spot, name: string): string {
  const { typing, style } = spot;
  if (style.json || typing.prefix.startsWith('"')) return JSON.stringify(name);
  return typing.prefix.startsWith("'") ? `'${name}'` : name;
}

/** Labels that selector and template share, as lines; a placeholder where there are none yet. */
function labelLines({ place }: Spot): readonly string[] {
  const from = [
    ['spec', 'template', 'metadata', 'labels'],
    ['spec', 'selector', 'matchLabels'],
  ] as const;
  for (const path of from) {
    const labels = Object.entries(readMap(place.json, path)).filter(([, value]) => typeof value === 'string');
    if (labels.length > 0) {
      return labels.map(([key, value]) => `${key}: ${escapeSnippet(renderScalar(String(value), false, false))}`);
    }
  }
  const name = place.name === '' ? 'name' : place.name;
  return [`app: \${1:${escapeSnippet(name)}}`];
}

function mapKeys(spot: Spot, path: Path, at: KeySpot): readonly DocumentCompletion[] {
  const { typing, context, style } = spot;
  return mapKeysFor(path, spot.place)
    .filter(({ key }) => !typing.existingKeys.includes(key))
    .map(({ key, value, detail }, index) => {
      const name = keyText(spot, key);
      const rest = typing.hasColon
        ? ''
        : `: ${value === undefined ? '' : renderScalar(value, typing.inFlow, style.json)}`;
      return item(spot, key, 'field', { text: name + rest, snippet: false }, at.lead, rankOf(index), {
        ...(value === undefined ? (detail ? { detail: detail[context.language] } : {}) : { detail: value }),
      });
    });
}

/** A document that does not say its kind yet: whole manifests, and the fields that every object has. */
function rootKeys(spot: Spot, at: KeySpot): readonly DocumentCompletion[] {
  const { typing, context, style } = spot;
  const manifests = isEmpty(spot)
    ? MANIFESTS.map((manifest, index) =>
        item(
          spot,
          manifest.label,
          'snippet',
          { text: manifestText(manifest, style.lineBreak), snippet: true },
          at.lead,
          rankOf(index),
          { detail: manifestDetail(manifest, context.language) },
        ),
      )
    : [];
  const fields = ['apiVersion', 'kind', 'metadata', 'spec']
    .filter((name) => !typing.existingKeys.includes(name))
    .map((name, index) => {
      const block = name === 'metadata' || name === 'spec';
      const below = `\n${' '.repeat(at.column + style.step)}`.replace('\n', style.lineBreak);
      const text = typing.hasColon
        ? keyText(spot, name)
        : block && !typing.inFlow
          ? `${name}:${below}`
          : `${keyText(spot, name)}: `;
      return item(spot, name, 'field', { text, snippet: false }, at.lead, `1${rankOf(index)}`, {});
    });
  return [...manifests, ...fields];
}

/** Nothing stands in the document but comments and what is being typed. */
function isEmpty({ doc, typing }: Spot): boolean {
  if (typing.inFlow || typing.hasColon) return false;
  const { start, end } = typing.replaceSpan;
  const rest = `${doc.text.slice(0, start)}${doc.text.slice(end)}`;
  return (
    rest
      .replace(/^---[^\n]*$/m, '')
      .replace(/^\s*#.*$/gm, '')
      .trim() === ''
  );
}

function values(spot: Spot, path: Path, lead = ''): readonly DocumentCompletion[] {
  const { context, place, typing } = spot;
  const field = fieldOf(spot, path);
  if (field && field.shape.kind !== 'scalar') return [];
  const known = field !== null || path.length === 1;
  if (!known) return [];
  const before = lead === '' && typing.needsSpace ? ' ' : lead;
  const found = valuesFor(field, ownerOf(spot, path), path, place).map((value, index) => {
    const text = valueText(spot, value, field);
    return item(spot, value.value, 'value', { text, snippet: false }, before, rankOf(index), {
      ...(value.detail ? { detail: value.detail[context.language] } : {}),
    });
  });
  return path.length === 1 && path[0] === 'kind' ? [...found, ...manifestsFromKind(spot, before)] : found;
}

function valueText(spot: Spot, { value, bare }: ValueItem, field: Field | null): string {
  const { typing, style } = spot;
  if (bare === true) return value;
  if (style.json || typing.prefix.startsWith('"')) return JSON.stringify(value);
  if (typing.prefix.startsWith("'")) return `'${value.replaceAll("'", "''")}'`;
  // quantities and int-or-strings may be written as numbers
  const scalar = field?.shape.kind === 'scalar' ? field.shape.scalar : 'string';
  if (scalar === 'Quantity' || scalar === 'IntOrString') return value;
  return renderScalar(value, typing.inFlow, style.json);
}

/** Behind `kind: `, in a document that holds nothing else yet. */
function manifestsFromKind(spot: Spot, lead: string): readonly DocumentCompletion[] {
  const { doc, typing, context, style, place } = spot;
  const root = doc.root;
  const alone = root?.kind === 'mapping' && root.entries.every(({ key }) => key === 'kind' || key === 'apiVersion');
  if (!alone || typing.inFlow || doc.text.slice(typing.replaceSpan.end).trim() !== '') return [];
  const suffix = context.language === 'ja' ? '(マニフェスト全体)' : ' (whole manifest)';
  return MANIFESTS.filter((manifest) => !manifest.before).map((manifest, index) =>
    item(
      spot,
      `${manifest.label}${suffix}`,
      'snippet',
      { text: manifestFromKind(manifest, read(place.json, ['apiVersion']) != null, style.lineBreak), snippet: true },
      lead,
      `2${rankOf(index)}`,
      { detail: manifestDetail(manifest, context.language) },
    ),
  );
}

function rankOf(index: number): string {
  return String(index).padStart(3, '0');
}

function item(
  spot: Spot,
  label: string,
  kind: DocumentCompletion['kind'],
  insertion: Insertion,
  lead: string,
  sortText: string,
  more: { readonly detail?: string; readonly data?: CompletionData },
): DocumentCompletion {
  const { prefix, replaceSpan } = spot.typing;
  const quote = /^["']/.exec(prefix)?.[0];
  const filter = quote === undefined ? (lead.startsWith('-') ? label : undefined) : quote + label;
  return {
    label,
    kind,
    ...(more.detail ? { detail: more.detail } : {}),
    span: replaceSpan,
    newText: lead + insertion.text,
    snippet: insertion.snippet,
    sortText,
    ...(filter === undefined ? {} : { filterText: filter }),
    ...(more.data ? { data: more.data } : {}),
  };
}

/** Documentation of an item (Markdown), when the editor asks for it. */
export async function resolveCompletion(
  data: CompletionData,
  context: { readonly release: Release; readonly language: Language; readonly prose: Prose },
): Promise<string | undefined> {
  const { prose, language, release } = context;
  const [explanation, description] = await Promise.all([
    prose.explanation(data.type, data.field, language),
    prose.description(data.type, data.field, release.minor),
  ]);
  const parts = [explanation, description?.replace(/[<*\\]/g, '\\$&')].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join('\n\n---\n\n');
}

/** Is an unknown value `CompletionData`? It has been in the editor and may be anything. */
export function isCompletionData(data: unknown): data is CompletionData {
  if (typeof data !== 'object' || data === null) return false;
  const { type, field } = data as { readonly type?: unknown; readonly field?: unknown };
  return typeof type === 'string' && typeof field === 'string';
}

/**
 * A file as a row of documents, each parsed at most once per content. After an edit only the documents that changed are
 * split, parsed and judged anew; the others keep everything that was found out about them and only move.
 */
import { type ApiObject, isJudged, objectsOf } from '../apiServer/index';
import {
  createLineIndex,
  type DocumentSlice,
  kindHint,
  type LineIndex,
  type ParsedDocument,
  parseDocument,
  sliceText,
} from '../manifest/index';
import type { Position, Range, TextChange, TextFile } from './service';

/** What a document is about, as far as its text tells without parsing. */
export type Subject =
  /** a DaemonSet, a StatefulSet, or a list that may hold one */
  | 'workload'
  /** an object of another kind: parsed only when a rule asks its neighbours */
  | 'other-kind'
  /** neither apiVersion nor kind: another sort of YAML, or nothing much yet */
  | 'unknown';

/** One document by content. Immutable but for what is found out lazily. */
export interface DocumentModel {
  readonly text: string;
  readonly empty: boolean;
  readonly subject: Subject;
  /** the kind as the text says it; empty where it does not */
  readonly kind: string;
  /** number of line ends in the text */
  readonly lineEnds: number;
  parsed(): ParsedDocument;
  objects(): readonly ApiObject[];
  /** offsets in `text` to line and character within the document */
  positionAt(offset: number): Position;
  /** the reverse; a position outside is clamped */
  offsetAt(position: Position): number;
  /** what the service keeps about it, by name: gone when the content changes */
  readonly kept: Map<string, unknown>;
}

export interface PlacedDocument {
  readonly model: DocumentModel;
  /** counts, from 0, the documents that hold more than comments */
  readonly index: number;
  readonly line: number;
}

export interface FileModel {
  readonly uri: string;
  readonly version: number | null;
  readonly documents: readonly PlacedDocument[];
  /** any document that is about one of the two kinds */
  readonly holdsWorkloads: boolean;
}

/**
 * Longer files (UTF-16 units) are not split: they are one document, too large to be read, and get one finding that says so.
 * The API server takes request bodies of 3 MiB.
 */
const MAX_FILE_LENGTH = 16 * 1024 * 1024;

function slicesOf(text: string): readonly DocumentSlice[] {
  return text.length > MAX_FILE_LENGTH ? [{ index: 0, offset: 0, line: 0, text }] : sliceText(text).slices;
}

const LISTS: ReadonlySet<string> = new Set(['DaemonSetList', 'StatefulSetList']);

/** A DaemonSet or StatefulSet of Kubernetes itself, not a custom resource of that name. */
export function isWorkload(object: ApiObject): boolean {
  return (object.kind === 'DaemonSet' || object.kind === 'StatefulSet') && isJudged(object);
}

/**
 * The model of a text, made from the previous one where the two have documents in common.
 * @param previous the model of the same file before, or null
 */
export function modelOf(file: TextFile, previous: FileModel | null): FileModel {
  const { uri, version, text } = file;
  if (!previous) return laidOut(uri, version, modelsOf(slicesOf(text), []));
  const { documents } = previous;
  let head = 0;
  let start = 0;
  for (; head < documents.length; head++) {
    const part = documents[head]?.model.text ?? '';
    if (!text.startsWith(part, start)) break;
    start += part.length;
  }
  if (head === documents.length && start === text.length) {
    return previous.version === version ? previous : { ...previous, version };
  }
  let tail = documents.length;
  let end = text.length;
  for (; tail > head; tail--) {
    const part = documents[tail - 1]?.model.text ?? '';
    if (end - part.length < start || !text.startsWith(part, end - part.length)) break;
    end -= part.length;
  }
  const around = withNeighbours(documents, head, tail);
  const from = around.head < head ? start - lengthOf(documents.slice(around.head, head)) : start;
  const to = around.tail > tail ? end + lengthOf(documents.slice(tail, around.tail)) : end;
  return respliced(previous, version, around, text.slice(from, to));
}

/** The model after a change. Costs the documents that it touches, however long the file is. */
export function edited(previous: FileModel, version: number | null, change: TextChange): FileModel {
  const { uri, documents } = previous;
  const from = change.range && documentAt(previous, change.range.start);
  const to = change.range && documentAt(previous, change.range.end);
  if (!from || !to) return modelOf({ uri, version, text: change.text }, previous);
  const head = documents.indexOf(from.placed);
  const tail = documents.indexOf(to.placed) + 1;
  const around = withNeighbours(documents, head, Math.max(tail, head + 1));
  const before = textOf(documents.slice(around.head, head)) + from.placed.model.text.slice(0, from.offset);
  const behind = to.placed.model.text.slice(to.offset) + textOf(documents.slice(Math.max(tail, head + 1), around.tail));
  return respliced(previous, version, around, before + change.text + behind);
}

interface Stretch {
  readonly head: number;
  readonly tail: number;
}

/** A change may make or undo a marker at the edge of a document: its neighbours are split again with it. */
function withNeighbours(documents: readonly PlacedDocument[], head: number, tail: number): Stretch {
  return { head: Math.max(0, head - 1), tail: Math.min(documents.length, tail + 1) };
}

/** Replaces a stretch of documents by what their new text is split into; those that are the same stay. */
function respliced(previous: FileModel, version: number | null, { head, tail }: Stretch, text: string): FileModel {
  const { uri, documents } = previous;
  const slices = text === '' ? [] : slicesOf(text);
  const models = [
    ...documents.slice(0, head).map((placed) => placed.model),
    ...modelsOf(slices, documents.slice(head, tail)),
    ...documents.slice(tail).map((placed) => placed.model),
  ];
  return laidOut(uri, version, models.length > 0 ? models : modelsOf(sliceText('').slices, []));
}

function laidOut(uri: string, version: number | null, models: readonly DocumentModel[]): FileModel {
  const documents: PlacedDocument[] = [];
  let index = 0;
  let line = 0;
  let holdsWorkloads = false;
  for (const model of models) {
    documents.push({ model, index, line });
    line += model.lineEnds;
    if (!model.empty) index++;
    holdsWorkloads ||= model.subject === 'workload';
  }
  return { uri, version, documents, holdsWorkloads };
}

/** The text of documents that stand side by side. */
export function textOf(documents: readonly PlacedDocument[]): string {
  let text = '';
  for (const { model } of documents) text += model.text;
  return text;
}

function lengthOf(documents: readonly PlacedDocument[]): number {
  let length = 0;
  for (const { model } of documents) length += model.text.length;
  return length;
}

/** A model for every slice: that of a document before the change, behind it, or with the same text between. */
function modelsOf(slices: readonly DocumentSlice[], before: readonly PlacedDocument[]): DocumentModel[] {
  const models: DocumentModel[] = [];
  let head = 0;
  for (; head < slices.length && head < before.length; head++) {
    const model = before[head]?.model;
    if (model === undefined || model.text !== slices[head]?.text) break;
    models.push(model);
  }
  let tail = 0;
  const most = Math.min(slices.length, before.length) - head;
  while (tail < most && before.at(-1 - tail)?.model.text === slices.at(-1 - tail)?.text) tail++;
  const known = new Map<string, DocumentModel>();
  for (const { model } of before.slice(head, before.length - tail)) known.set(model.text, model);
  for (const slice of slices.slice(head, slices.length - tail))
    models.push(known.get(slice.text) ?? documentModel(slice));
  for (const { model } of tail > 0 ? before.slice(-tail) : []) models.push(model);
  return models;
}

function documentModel(slice: DocumentSlice): DocumentModel {
  // a copy of its own, that does not keep the text alive that it was cut from
  const text = ` ${slice.text}`.slice(1);
  const hint = slice.empty ? {} : kindHint(text);
  let parsed: ParsedDocument | undefined;
  let objects: readonly ApiObject[] | undefined;
  let index: LineIndex | undefined;
  const lines = () => {
    index ??= createLineIndex(text);
    return index;
  };
  const model: DocumentModel = {
    text,
    empty: slice.empty === true,
    subject: text.length > MAX_FILE_LENGTH ? subjectAnywhere(text) : subjectOf(hint.apiVersion, hint.kind),
    kind: hint.kind ?? '',
    lineEnds: lineEndsIn(text),
    kept: new Map(),
    parsed: () => {
      parsed ??= parseDocument(text);
      return parsed;
    },
    objects: () => {
      objects ??= objectsOf(model.parsed());
      return objects;
    },
    positionAt: (offset) => lines().positionAt(offset),
    offsetAt: (position) => lines().offsetAt(position),
  };
  return model;
}

/** What a text that is not split is about: a workload anywhere in it will do. */
function subjectAnywhere(text: string): DocumentModel['subject'] {
  return /\bkind["']?\s*:\s*["']?(?:DaemonSet|StatefulSet)\b/.test(text) ? 'workload' : 'other-kind';
}

function lineEndsIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return text.includes('\r') ? createLineIndex(text).lineCount - 1 : count;
}

function subjectOf(apiVersion: string | undefined, kind: string | undefined): Subject {
  if (kind === undefined) return apiVersion?.startsWith('apps/') ? 'workload' : 'unknown';
  return kind === 'List' || LISTS.has(kind) || isJudged({ apiVersion: apiVersion ?? '', kind })
    ? 'workload'
    : 'other-kind';
}

/** A span of a document as a range of the file. */
export function rangeOf(placed: PlacedDocument, span: { readonly start: number; readonly end: number }): Range {
  return shifted(placed, { start: placed.model.positionAt(span.start), end: placed.model.positionAt(span.end) });
}

/** A range within a document as a range of the file. */
export function shifted(placed: PlacedDocument, { start, end }: Range): Range {
  const { line } = placed;
  return {
    start: { line: start.line + line, character: start.character },
    end: { line: end.line + line, character: end.character },
  };
}

/** The document at a position of the file, with the offset in it; null in an empty file. */
export function documentAt(
  file: FileModel,
  position: Position,
): { readonly placed: PlacedDocument; readonly offset: number } | null {
  const { documents } = file;
  let low = 0;
  let high = documents.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((documents[middle]?.line ?? 0) <= position.line) low = middle;
    else high = middle - 1;
  }
  const placed = documents[low];
  if (!placed) return null;
  return {
    placed,
    offset: placed.model.offsetAt({ line: position.line - placed.line, character: position.character }),
  };
}

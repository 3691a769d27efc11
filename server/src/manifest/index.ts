/** The room that reads YAML as the API server does. See each file for what it does. */
export { createDocumentCache, type DocumentCache, type DocumentCacheOptions } from './cache';
export { contextAt, pathAtOffset, type TypingContext } from './context';
export { withCoreBooleans } from './coreBooleans';
export type { DocumentForm, DocumentSlice, ParsedDocument, ParseProblem, ParseProblemCode } from './document';
export {
  appendItem,
  applyEdits,
  type Edits,
  type InsertOptions,
  insertEntry,
  removeEntry,
  renameKey,
  setValue,
  type TextEditInDocument,
} from './edits';
export { type PlainValue, plainAt, toJson } from './json';
export { type KindHint, kindHint } from './kindHint';
export {
  createLineIndex,
  type LineIndex,
  type LinePosition,
  type LineRange,
  lineIndexOf,
  offsetInDocument,
  rangeInFile,
  sliceAtLine,
} from './lineIndex';
export { type Nearest, nearest, nodeAt, type Place, walk } from './navigation';
export type { Entry, MappingNode, Node, Path, ScalarNode, ScalarValue, SequenceNode, Span } from './node';
export { get, getEntry } from './node';
export { MAX_LENGTH, parseDocument } from './parse';
export { formatPath, parsePath, samePath } from './path';
export { renderBlock, renderFlow, renderScalar, type WritingStyle } from './render';
export { type SlicedText, sliceAt, sliceText, splitDocuments, type TextChange, updateSlices } from './slices';
export { writingStyleOf } from './writingStyle';

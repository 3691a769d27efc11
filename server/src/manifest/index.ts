/** The room that reads YAML as the API server does. See each file for what it does. */
export { contextAt, pathAtOffset, type TypingContext } from './context';
export { withCoreBooleans } from './coreBooleans';
export type { DocumentForm, DocumentSlice, ParsedDocument } from './document';
export { appendItem, applyEdits, type Edits, removeEntry, renameKey, setValue } from './edits';
export { type PlainValue, toJson } from './json';
export { kindHint } from './kindHint';
export { createLineIndex, type LineIndex } from './lineIndex';
export type { Entry, MappingNode, Node, Path, ScalarNode, Span } from './node';
export { get, getEntry } from './node';
export { parseDocument } from './parse';
export { formatPath, parsePath } from './path';
export { renderBlock, renderFlow, renderScalar, type WritingStyle } from './render';
export { sliceText, splitDocuments } from './slices';
export { writingStyleOf } from './writingStyle';

/** The room that reads YAML. See each file for what it does. */
export type { DocumentForm, DocumentSlice, ParsedDocument, ParseProblem, ParseProblemCode } from './document';
export { type PlainValue, plainAt, toJson } from './json';
export type { Entry, MappingNode, Node, Path, ScalarNode, ScalarValue, SequenceNode, Span } from './node';
export { get, getEntry } from './node';
export { parseDocument } from './parse';

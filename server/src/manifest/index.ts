/** The only room that knows `yaml`. See each file for what it does. */
export type { DocumentForm, DocumentSlice, ParsedDocument, ParseProblem, ParseProblemCode } from './document';
export type { Entry, MappingNode, Node, Path, ScalarNode, ScalarValue, SequenceNode, Span } from './node';

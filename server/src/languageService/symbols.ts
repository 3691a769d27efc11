/** The outline: documents named `Kind/name`, their fields below. */
import { getEntry, type Node, type ParsedDocument, type Span } from '../manifest/index';
import type { FileModel, PlacedDocument } from './fileModel';
import type { DocumentSymbol, Position, Range } from './service';

export interface SymbolInDocument {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'document' | 'object' | 'array' | 'field';
  /** offsets in the document */
  readonly span: Span;
  readonly selectionSpan: Span;
  readonly children: readonly SymbolInDocument[];
}

/** Longest detail, in UTF-16 units. */
const DETAIL = 60;
/** An outline holds about so many symbols: deeper fields are left out of files that would have more. */
const BUDGET = 1000;
/** Files of more documents than this outline those of other kinds by name alone, without parsing them. */
const PARSED_DOCUMENTS = 50;
/** Depths tried in turn: fields below a document, below those, … */
const DEPTHS = [Number.POSITIVE_INFINITY, 3, 2, 1, 0] as const;
/** Of more documents than this nothing but the top level has a chance. */
const SHALLOW_DOCUMENTS = 100;

/**
 * Outline of one document: one symbol per object (`StatefulSet/web`), its fields below.
 * @param depth how many levels of fields
 */
export function symbolsOf(doc: ParsedDocument, depth: number = Number.POSITIVE_INFINITY): readonly SymbolInDocument[] {
  const { root } = doc;
  if (root === null) return [];
  if (root.kind !== 'mapping') return [];
  return [objectSymbol(doc, root, root.span, depth)];
}

function text(node: Node | undefined | null, ...keys: readonly string[]): string {
  let at: Node | undefined | null = node;
  for (const key of keys) at = at?.kind === 'mapping' ? getEntry(at, key)?.value : undefined;
  return at?.kind === 'scalar' && at.value !== null ? String(at.value) : '';
}

function objectSymbol(doc: ParsedDocument, node: Node, span: Span, depth: number): SymbolInDocument {
  const kind = text(node, 'kind');
  const name = text(node, 'metadata', 'name');
  const children: SymbolInDocument[] = [];
  if (depth > 0 && node.kind === 'mapping') {
    for (const entry of node.entries) {
      if (entry.key === 'kind' || entry.key === 'apiVersion' || entry.merged) continue;
      const { value } = entry;
      if (entry.key === 'items' && kind.endsWith('List') && value.kind === 'sequence') {
        for (const item of value.items) children.push(objectSymbol(doc, item, item.span, depth - 1));
      } else children.push(entrySymbol(doc, entry.key, entry.keySpan, value, entry.span, depth - 1));
    }
  }
  const kindEntry = node.kind === 'mapping' ? getEntry(node, 'kind') : undefined;
  const selectionSpan = kindEntry
    ? within({ start: kindEntry.keySpan.start, end: kindEntry.value.span.end }, span)
    : span;
  return {
    name: [kind, name].filter((part) => part !== '').join('/') || '…',
    detail: text(node, 'metadata', 'namespace'),
    kind: 'document',
    span,
    selectionSpan,
    children,
  };
}

function entrySymbol(
  doc: ParsedDocument,
  name: string,
  selectionSpan: Span,
  value: Node,
  span: Span,
  depth: number,
): SymbolInDocument {
  const whole = within(span, { start: 0, end: doc.text.length });
  const symbol = { name: name === '' ? '""' : name, span: whole, selectionSpan: within(selectionSpan, whole) };
  switch (value.kind) {
    case 'scalar': {
      const detail = value.value === null ? '' : value.source.replace(/\s+/g, ' ');
      return {
        ...symbol,
        kind: 'field',
        detail: detail.length > DETAIL ? `${detail.slice(0, DETAIL)}…` : detail,
        children: [],
      };
    }
    case 'mapping':
      return {
        ...symbol,
        kind: 'object',
        detail: '',
        children:
          depth <= 0
            ? []
            : value.entries
                .filter((entry) => !entry.merged)
                .map((entry) => entrySymbol(doc, entry.key, entry.keySpan, entry.value, entry.span, depth - 1)),
      };
    case 'sequence':
      return {
        ...symbol,
        kind: 'array',
        detail: '',
        children: depth <= 0 ? [] : value.items.map((item, at) => itemSymbol(doc, item, at, depth - 1)),
      };
  }
}

/** An item of a list, named by what tells it from the others: its name, key or path. */
function itemSymbol(doc: ParsedDocument, item: Node, at: number, depth: number): SymbolInDocument {
  const name =
    item.kind === 'scalar'
      ? item.source.slice(0, DETAIL)
      : (['name', 'key', 'mountPath', 'topologyKey', 'containerPort', 'port']
          .map((key) => text(item, key))
          .find(Boolean) ?? text(item, 'metadata', 'name'));
  const symbol = entrySymbol(doc, name || String(at), item.span, item, item.span, depth);
  return item.kind === 'scalar' ? { ...symbol, detail: '' } : symbol;
}

/** The part of a span that lies in another (an alias's copy or a half-typed value may reach beyond). */
function within(span: Span, outer: Span): Span {
  const start = Math.min(Math.max(span.start, outer.start), outer.end);
  return { start, end: Math.min(Math.max(span.end, start), outer.end) };
}

/**
 * Outline of a file. What a document contributes is kept with it, so that after an edit only the changed document is
 * outlined anew; the others are moved.
 */
export function outlineOf(file: FileModel): readonly DocumentSymbol[] {
  const documents = file.documents.filter(({ model }) => !model.empty);
  const parseAll = documents.length <= PARSED_DOCUMENTS;
  for (const depth of documents.length > SHALLOW_DOCUMENTS ? DEPTHS.slice(-2) : DEPTHS) {
    let total = 0;
    const outlines = documents.map((document) => {
      const outline = total > BUDGET ? [] : placed(document, depth, parseAll);
      for (const symbol of outline) total += countOf(symbol);
      return outline;
    });
    if (total <= BUDGET || depth === 0) return outlines.flat();
  }
  return [];
}

interface Kept {
  readonly line: number;
  readonly symbols: readonly DocumentSymbol[];
}

function placed({ model, line }: PlacedDocument, depth: number, parseAll: boolean): readonly DocumentSymbol[] {
  const key = `outline ${depth} ${parseAll}`;
  const kept = model.kept.get(key) as Kept | undefined;
  if (kept?.line === line) return kept.symbols;
  const symbols = kept
    ? kept.symbols.map((symbol) => moved(symbol, line - kept.line))
    : (parseAll || model.subject === 'workload' ? symbolsOf(model.parsed(), depth) : named(model.text, model.kind)).map(
        (symbol) => positioned(symbol, (offset) => model.positionAt(offset), line),
      );
  model.kept.set(key, { line, symbols });
  return symbols;
}

/** `metadata.name` by its indentation, without parsing; empty where it is not written that way. */
function nameIn(source: string): string {
  const metadata = /^metadata:[^\S\n]*(?:#.*)?\r?\n/m.exec(source);
  if (!metadata) return '';
  let indent = '';
  for (const line of source.slice(metadata.index + metadata[0].length).split('\n')) {
    const [, blanks = '', content = ''] = /^( *)(.*?)\r?$/.exec(line) ?? [];
    if (content === '' || content.startsWith('#')) continue;
    if (blanks === '') return '';
    if (indent === '') indent = blanks;
    const name = blanks === indent ? /^name:[ ]+["']?([^\s"'#]+)/.exec(content)?.[1] : undefined;
    if (name !== undefined) return name;
  }
  return '';
}

/** A document by its name alone, found without parsing. */
function named(source: string, kind: string): readonly SymbolInDocument[] {
  const name = nameIn(source);
  const line = /^kind:.*$/m.exec(source) ?? /^[^\s#-].*$/m.exec(source);
  const start = line?.index ?? 0;
  const span = { start, end: Math.max(start, source.trimEnd().length) };
  const selectionSpan = { start, end: Math.min(start + (line?.[0].trimEnd().length ?? 0), span.end) };
  return [
    {
      name: [kind, name].filter(Boolean).join('/') || '…',
      detail: '',
      kind: 'document',
      span,
      selectionSpan,
      children: [],
    },
  ];
}

function positioned(symbol: SymbolInDocument, at: (offset: number) => Position, line: number): DocumentSymbol {
  const position = (offset: number): Position => {
    const found = at(offset);
    return { line: found.line + line, character: found.character };
  };
  const range = (span: Span): Range => ({ start: position(span.start), end: position(span.end) });
  return {
    name: symbol.name,
    detail: symbol.detail,
    kind: symbol.kind,
    range: range(symbol.span),
    selectionRange: range(symbol.selectionSpan),
    children: symbol.children.map((child) => positioned(child, at, line)),
  };
}

function moved(symbol: DocumentSymbol, lines: number): DocumentSymbol {
  const position = ({ line, character }: Position): Position => ({ line: line + lines, character });
  const range = ({ start, end }: Range): Range => ({ start: position(start), end: position(end) });
  return {
    ...symbol,
    range: range(symbol.range),
    selectionRange: range(symbol.selectionRange),
    children: symbol.children.map((child) => moved(child, lines)),
  };
}

const counts = new WeakMap<DocumentSymbol, number>();
function countOf(symbol: DocumentSymbol): number {
  const known = counts.get(symbol);
  if (known !== undefined) return known;
  const count = symbol.children.reduce((sum, child) => sum + countOf(child), 1);
  counts.set(symbol, count);
  return count;
}

/**
 * Tokens → nodes: the productions of `yaml_parser_state_machine` and the decoding into `map[interface{}]interface{}` of
 * go.yaml.in/yaml/v2 2.4 in one pass. Where Go stops, this reports and keeps as much of the tree as it can.
 */

import { type Anchored, type Composer, empty, type ScalarOverride } from './composerState';
import type { ParseProblem } from './document';
import { addEntry, isMergeKey, type MappingBuilder, mappingBuilder } from './entries';
import type { MappingNode, Node, SequenceNode } from './node';
import { problem } from './problems';
import { MERGE_TAG } from './resolve';
import { composeAlias, composeScalar, fullTag, resolveScalar } from './scalarNodes';
import { peek, take } from './scanner';
import {
  MAX_DEPTH,
  report,
  restartWithFlowEnd,
  restartWithQuote,
  type Scanner,
  TOO_DEEP,
  type Token,
} from './scannerState';

export interface Composed {
  readonly root: Node | null;
  readonly problems: readonly ParseProblem[];
  /** where reading ended, when text is left behind the document */
  readonly restAt: number | null;
}

/** Reads the first YAML document of the scanner's text. */
export function compose(s: Scanner, override: ScalarOverride | null): Composed {
  const c: Composer = {
    s,
    override,
    problems: [],
    anchors: new Map(),
    tagHandles: new Map([
      ['!', '!'],
      ['!!', 'tag:yaml.org,2002:'],
    ]),
    depth: 0,
    flowStart: -1,
    decoded: 0,
    aliased: 0,
    bomb: null,
  };
  const root = composeDocument(c);
  if (c.bomb !== null) return { root: null, problems: [problem('alias-bomb', c.bomb)], restAt: null };
  const rest = peek(s);
  const restAt = rest.kind === 'stream-end' ? null : rest.start;
  return { root, problems: [...s.problems, ...c.problems], restAt };
}

function composeDocument(c: Composer): Node | null {
  const { s } = c;
  let directives = false;
  let token = peek(s);
  while (token.kind === 'version-directive' || token.kind === 'tag-directive') {
    directives = true;
    if (token.kind === 'tag-directive') c.tagHandles.set(token.value, token.suffix);
    else if (token.value !== '1.1') report(s, 'directive-version', token.start, token.end);
    take(s);
    token = peek(s);
  }
  if (token.kind === 'stream-end' && !directives) return null;
  if (token.kind === 'document-start') take(s);
  else if (token.kind === 'document-end') {
    report(s, 'value-expected', token.start, token.end);
    return null;
  } else if (directives) report(s, 'directive-alone', token.start, token.end);
  token = peek(s);
  if (token.kind === 'stream-end' || token.kind === 'document-start' || token.kind === 'document-end') return null;
  let node = composeNode(c, true, false, token.start);
  // go on behind what cannot stand at the end of a document, as long as the root is nothing but a broken piece
  while (node.kind === 'scalar' && node.type === 'null' && node.span.start === node.span.end) {
    token = peek(s);
    if (token.kind === 'stream-end' || token.kind === 'document-start' || token.kind === 'document-end') break;
    const before = token.start;
    node = composeNode(c, true, false, token.start);
    if (peek(s).start === before && peek(s) === token) take(s);
  }
  return node;
}

/** `yaml_parser_parse_node`; `at` is where an empty value stands when nothing can be read. */
function composeNode(c: Composer, block: boolean, indentless: boolean, at: number): Node {
  const { s } = c;
  c.decoded++;
  let token = peek(s);
  if (token.kind === 'alias') return composeAlias(c, take(s));
  if (++c.depth > MAX_DEPTH) throw TOO_DEEP;
  const sizeBefore = c.decoded - 1;
  let start = -1;
  let end = at;
  let anchor: string | null = null;
  let tag: Token | null = null;
  for (;;) {
    if (token.kind === 'anchor' && anchor === null) anchor = token.value;
    else if (token.kind === 'tag' && tag === null) tag = token;
    else break;
    if (start < 0) start = token.start;
    end = token.end;
    take(s);
    token = peek(s);
  }
  if (start < 0) start = token.start;
  const holder: Anchored | null = anchor === null ? null : { node: null, size: 0 };
  if (anchor !== null && holder !== null) c.anchors.set(anchor, holder);

  let node: Node;
  const tagName = tag === null ? '' : fullTag(c, tag);
  if (indentless && token.kind === 'block-entry') node = composeBlockSequence(c, start, true);
  else if (token.kind === 'scalar') node = composeScalar(c, take(s), start, tagName);
  else if (token.kind === 'flow-sequence-start') node = composeFlowSequence(c, start);
  else if (token.kind === 'flow-mapping-start') node = composeFlowMapping(c, start);
  else if (block && token.kind === 'block-sequence-start') node = composeBlockSequence(c, start, false);
  else if (block && token.kind === 'block-mapping-start') node = composeBlockMapping(c, start);
  else if (anchor !== null || tag !== null) {
    node = resolveScalar(c, '', start, end, end, 'plain', tagName, tag === null || tagName === '!');
  } else {
    report(s, 'value-expected', token.start, token.end);
    // brackets and markers end what is around; everything else would be met again for ever
    if (token.kind === 'block-entry' || token.kind === 'value' || token.kind === 'alias') take(s);
    else if (block && (token.kind === 'flow-entry' || token.kind.startsWith('flow-'))) take(s);
    node = empty(at);
  }
  if (holder !== null) {
    holder.node = node;
    holder.size = c.decoded - sizeBefore;
  }
  c.depth--;
  return node;
}

/** True at a plain `<<` (or a key tagged `!!merge`), which is about to be read as a key. */
function composeKey(c: Composer, block: boolean, at: number): { readonly key: Node; readonly merge: boolean } {
  const tagged = peekTag(c) === MERGE_TAG;
  const key = composeNode(c, block, block, at);
  return { key, merge: isMergeKey(key, tagged) };
}

function peekTag(c: Composer): string {
  const token = peek(c.s);
  return token.kind === 'tag' ? (c.tagHandles.get(token.value) ?? '') + token.suffix : '';
}

function composeBlockMapping(c: Composer, start: number): MappingNode {
  const { s } = c;
  take(s);
  const builder = mappingBuilder(start, false);
  for (;;) {
    const token = peek(s);
    if (token.kind === 'key') {
      take(s);
      const next = peek(s);
      const bare = next.kind === 'key' || next.kind === 'value' || next.kind === 'block-end';
      const { key, merge } = bare ? { key: empty(token.end), merge: false } : composeKey(c, true, token.end);
      addEntry(c, builder, key, composeBlockValue(c, key.span.end), merge);
    } else if (token.kind === 'value') {
      addEntry(c, builder, empty(token.start), composeBlockValue(c, token.start), false);
    } else if (token.kind === 'block-end') {
      take(s);
      return builder.node;
    } else if (isDocumentEnd(token)) return builder.node;
    else misplaced(c, token, 'key-expected', builder);
  }
}

function composeBlockValue(c: Composer, at: number): Node {
  const { s } = c;
  if (peek(s).kind !== 'value') return empty(at);
  const colon = take(s);
  const next = peek(s);
  if (next.kind === 'key' || next.kind === 'value' || next.kind === 'block-end') return empty(colon.end);
  return composeNode(c, true, true, colon.end);
}

function isDocumentEnd(token: Token): boolean {
  return token.kind === 'stream-end' || token.kind === 'document-start' || token.kind === 'document-end';
}

/** Something stands where a block collection cannot go on: reports it and reads past it. */
function misplaced(
  c: Composer,
  token: Token,
  detail: 'key-expected' | 'item-expected',
  builder: MappingBuilder | null,
): void {
  const { s } = c;
  const quote = s.longQuote;
  if (quote !== null && quote.end <= token.start && !s.text.slice(quote.end, token.start).includes('\n')) {
    restartWithQuote(s, quote.start);
  }
  report(s, detail, token.start, token.end);
  switch (token.kind) {
    case 'block-mapping-start':
    case 'block-sequence-start':
    case 'flow-mapping-start':
    case 'flow-sequence-start':
    case 'scalar':
    case 'anchor':
    case 'tag':
    case 'alias': {
      const node = composeNode(c, true, false, token.start);
      // a mapping that is indented a little too far or too little: its keys most likely belong here
      if (builder !== null && node.kind === 'mapping' && !node.flow) {
        for (const entry of node.entries) builder.node.entries.push(entry);
        builder.node.span.end = Math.max(builder.node.span.end, node.span.end);
      }
      return;
    }
    case 'key':
      take(s);
      composeNode(c, true, false, token.end);
      composeBlockValue(c, token.end);
      return;
    default:
      take(s);
  }
}

function composeBlockSequence(c: Composer, start: number, indentless: boolean): SequenceNode {
  const { s } = c;
  if (!indentless) take(s);
  const items: Node[] = [];
  const dashes: number[] = [];
  const node = { kind: 'sequence' as const, span: { start, end: start }, flow: false, items, dashes };
  for (;;) {
    const token = peek(s);
    if (token.kind === 'block-entry') {
      take(s);
      const next = peek(s);
      const bare =
        next.kind === 'block-entry' ||
        next.kind === 'block-end' ||
        (indentless && (next.kind === 'key' || next.kind === 'value')) ||
        isDocumentEnd(next);
      const item = bare ? empty(token.end) : composeNode(c, true, false, token.end);
      items.push(item);
      dashes.push(token.start);
      node.span.end = Math.max(item.span.end, token.end);
    } else if (indentless) return node;
    else if (token.kind === 'block-end') {
      take(s);
      return node;
    } else if (isDocumentEnd(token)) return node;
    else misplaced(c, token, 'item-expected', null);
  }
}

/** Runs `read` inside a bracket that opens at `start`. */
function inFlow<T>(c: Composer, start: number, read: () => T): T {
  const outer = c.flowStart;
  if (outer < 0) c.flowStart = start;
  const result = read();
  c.flowStart = outer;
  return result;
}

/** A comma or a closing bracket is missing at `token`. True where the collection ends here all the same. */
function flowBroken(c: Composer, token: Token, detail: 'sequence-open' | 'mapping-open'): boolean {
  const { s } = c;
  restartWithFlowEnd(s, c.flowStart, token.start);
  report(s, detail, token.start, token.end);
  switch (token.kind) {
    case 'stream-end':
    case 'document-start':
    case 'document-end':
    case 'flow-mapping-end':
    case 'flow-sequence-end':
    case 'block-end':
      return true;
    case 'scalar':
    case 'key':
    case 'flow-mapping-start':
    case 'flow-sequence-start':
    case 'alias':
    case 'anchor':
    case 'tag':
      return false;
    default:
      take(s);
      return false;
  }
}

function composeFlowSequence(c: Composer, start: number): SequenceNode {
  const { s } = c;
  const open = take(s);
  const items: Node[] = [];
  const node = { kind: 'sequence' as const, span: { start, end: open.end }, flow: true, items, dashes: [] };
  return inFlow(c, open.start, () => {
    for (let first = true; ; first = false) {
      let token = peek(s);
      if (!first && token.kind !== 'flow-sequence-end') {
        if (token.kind === 'flow-entry') {
          take(s);
          token = peek(s);
        } else if (flowBroken(c, token, 'sequence-open')) {
          node.span.end = Math.max(node.span.end, token.start);
          // a brace closes a bracket by mistake: it ends this one
          if (token.kind === 'flow-mapping-end') node.span.end = take(s).end;
          return node;
        } else token = peek(s);
      }
      if (token.kind === 'flow-sequence-end') {
        node.span.end = take(s).end;
        return node;
      }
      const item = token.kind === 'key' ? composeFlowPair(c, take(s)) : composeFlowItem(c, token);
      if (item === null) continue;
      items.push(item);
      node.span.end = Math.max(node.span.end, item.span.end);
    }
  });
}

/** An item or key inside brackets; null where there is none, reported. */
function composeFlowItem(c: Composer, token: Token): Node | null {
  switch (token.kind) {
    case 'flow-entry':
    case 'flow-mapping-end':
    case 'flow-sequence-end':
    case 'block-entry':
    case 'value':
    case 'stream-end':
    case 'document-start':
    case 'document-end':
    case 'block-end':
    case 'key':
      restartWithFlowEnd(c.s, c.flowStart, token.start);
      report(c.s, 'value-expected', token.start, token.end);
      if (token.kind === 'block-entry' || token.kind === 'value' || token.kind === 'key') take(c.s);
      return null;
    default:
      return composeNode(c, false, false, token.start);
  }
}

/** `[a: 1]`: a mapping of one pair, inside a sequence */
function composeFlowPair(c: Composer, keyToken: Token): MappingNode {
  const { s } = c;
  const builder = mappingBuilder(keyToken.start, true);
  const next = peek(s);
  const bare = next.kind === 'value' || next.kind === 'flow-entry' || next.kind === 'flow-sequence-end';
  const { key, merge } = bare ? { key: empty(keyToken.end), merge: false } : composeKey(c, false, keyToken.end);
  addEntry(c, builder, key, composeFlowValue(c, key.span.end, 'flow-sequence-end'), merge);
  return builder.node;
}

function composeFlowValue(c: Composer, at: number, close: 'flow-sequence-end' | 'flow-mapping-end'): Node {
  const { s } = c;
  if (peek(s).kind !== 'value') return empty(at);
  const colon = take(s);
  const next = peek(s);
  if (next.kind === 'flow-entry' || next.kind === close) return empty(colon.end);
  return composeFlowItem(c, next) ?? empty(colon.end);
}

function composeFlowMapping(c: Composer, start: number): MappingNode {
  const { s } = c;
  const open = take(s);
  const builder = mappingBuilder(start, true);
  const { node } = builder;
  node.span.end = open.end;
  return inFlow(c, open.start, () => {
    for (let first = true; ; first = false) {
      let token = peek(s);
      if (!first && token.kind !== 'flow-mapping-end') {
        if (token.kind === 'flow-entry') {
          take(s);
          token = peek(s);
        } else if (flowBroken(c, token, 'mapping-open')) {
          node.span.end = Math.max(node.span.end, token.start);
          if (token.kind === 'flow-sequence-end') node.span.end = take(s).end;
          return node;
        } else token = peek(s);
      }
      if (token.kind === 'flow-mapping-end') {
        node.span.end = take(s).end;
        return node;
      }
      if (token.kind === 'key') {
        take(s);
        const next = peek(s);
        const bare = next.kind === 'value' || next.kind === 'flow-entry' || next.kind === 'flow-mapping-end';
        const { key, merge } = bare ? { key: empty(next.start), merge: false } : composeKey(c, false, token.end);
        addEntry(c, builder, key, composeFlowValue(c, key.span.end, 'flow-mapping-end'), merge);
      } else {
        const key = composeFlowItem(c, token);
        if (key !== null) addEntry(c, builder, key, empty(key.span.end), false);
      }
    }
  });
}

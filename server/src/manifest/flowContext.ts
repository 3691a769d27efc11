import { BACKSLASH, isBlank, isBlankOrEnd, isBreakOrEnd, lineEnd } from './characters';
import type { TypingContext } from './context';
import type { ParsedDocument } from './document';
import type { Node, Path } from './node';

interface FlowNode {
  readonly node: Node;
  readonly path: Path;
}

/** The outermost bracket or brace that an offset is inside of. */
function outermostFlow(document: ParsedDocument, offset: number): FlowNode | null {
  let node: Node | null = document.root;
  let path: Path = [];
  while (node !== null && node.kind !== 'scalar' && node.alias === undefined) {
    if (node.flow) return isInside(document.text, node, offset) ? { node, path } : null;
    let next: FlowNode | null = null;
    if (node.kind === 'mapping') {
      for (const entry of node.entries) {
        const { span } = entry.value;
        if (entry.merged !== true && span.start <= offset && offset <= span.end) {
          next = { node: entry.value, path: [...path, entry.key] };
        }
      }
    } else {
      for (let i = 0; i < node.items.length; i++) {
        const item = node.items[i];
        if (item !== undefined && item.span.start <= offset && offset <= item.span.end) {
          next = { node: item, path: [...path, i] };
        }
      }
    }
    if (next === null) return null;
    node = next.node;
    path = next.path;
  }
  return null;
}

function isInside(text: string, node: Node, offset: number): boolean {
  const open = text.slice(node.span.start, node.span.end).search(/[[{]/);
  if (open < 0 || offset <= node.span.start + open) return false;
  return offset < node.span.end || !/[\]}]/.test(text.charAt(node.span.end - 1));
}

interface Frame {
  readonly kind: 'mapping' | 'sequence';
  readonly path: Path;
  index: number;
  key: string | null;
}

function valuePath(frame: Frame): Path {
  return [...frame.path, frame.kind === 'sequence' ? frame.index : (frame.key ?? '')];
}

/** What is being typed inside brackets or braces; null outside of them. `existingKeys` is left to the caller. */
export function flowContextAt(document: ParsedDocument, offset: number): TypingContext | null {
  const flow = outermostFlow(document, offset);
  if (flow === null) return null;
  const { text } = document;
  const frames: Frame[] = [];
  let token = -1;
  let tokenEnd = -1;
  let at = flow.node.span.start;
  while (text.charAt(at) !== '{' && text.charAt(at) !== '[' && at < offset) at++;
  while (at < offset) {
    const letter = text.charAt(at);
    const frame = frames.at(-1);
    if (letter === '{' || letter === '[') {
      const path = frame === undefined ? flow.path : valuePath(frame);
      frames.push({ kind: letter === '{' ? 'mapping' : 'sequence', path, index: 0, key: null });
      token = -1;
      at++;
    } else if (letter === '}' || letter === ']') {
      frames.pop();
      token = -1;
      at++;
    } else if (letter === ',') {
      if (frame !== undefined) {
        frame.index++;
        frame.key = null;
      }
      token = -1;
      at++;
    } else if (letter === '#' && isBlankOrEnd(text.charCodeAt(at - 1))) {
      at = lineEnd(text, at);
      if (at > offset) return null;
    } else if (letter === ':' && frame !== undefined && isColon(text, at, token)) {
      if (frame.kind === 'mapping' && token >= 0) frame.key = plain(text.slice(token, tokenEnd));
      token = -1;
      at++;
    } else if ((letter === '"' || letter === "'") && token < 0) {
      token = at;
      at = quoteEnd(text, at, letter);
      tokenEnd = at;
    } else {
      if (!isBlankOrEnd(text.charCodeAt(at))) {
        if (token < 0) token = at;
        tokenEnd = at + 1;
      }
      at++;
    }
  }
  const frame = frames.at(-1);
  if (frame === undefined) return null;
  const from = token >= 0 ? token : offset;
  const expects = frame.kind === 'sequence' ? 'item' : frame.key === null ? 'key' : 'value';
  const replaces = token >= 0 || expects === 'value';
  const to = Math.max(offset, replaces ? endOfToken(text, from, offset) : offset);
  let behind = to;
  while (isBlank(text.charCodeAt(behind))) behind++;
  return {
    expects,
    parentPath: frame.path,
    path: expects === 'key' ? frame.path : valuePath(frame),
    indent: 0,
    inFlow: true,
    prefix: text.slice(from, offset),
    replaceSpan: { start: from, end: to },
    existingKeys: [],
    needsSpace: text.charAt(from - 1) === ':',
    hasColon: expects === 'key' && text.charAt(behind) === ':',
  };
}

function isColon(text: string, at: number, token: number): boolean {
  const next = text.charAt(at + 1);
  if (next === '' || /[\s,[\]{}]/.test(next)) return true;
  return token >= 0 && /["']/.test(text.charAt(at - 1));
}

function quoteEnd(text: string, start: number, quote: string): number {
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== quote) {
    if (isBreakOrEnd(text.charCodeAt(at))) return at;
    at += quote === '"' && text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  }
  return Math.min(at + 1, text.length);
}

function endOfToken(text: string, start: number, offset: number): number {
  const quote = text.charAt(start);
  if (quote === '"' || quote === "'") return quoteEnd(text, start, quote);
  let at = offset;
  while (
    at < text.length &&
    !/[,[\]{}\r\n]/.test(text.charAt(at)) &&
    !(text.charAt(at) === ':' && isColon(text, at, start))
  ) {
    at++;
  }
  while (at > offset && isBlank(text.charCodeAt(at - 1))) at--;
  return at;
}

function plain(token: string): string {
  return /^(["']).*\1$/.test(token) ? token.slice(1, -1) : token;
}

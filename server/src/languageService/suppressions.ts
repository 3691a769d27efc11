/**
 * Comments that suppress findings:
 *
 * - `# rollout-lens-disable-next-line rule-id, other-rule -- reason`: on the next line that is no comment;
 * - `# rollout-lens-disable-line rule-id`, or `# rollout-lens-disable rule-id` behind something: on the line itself;
 * - `# rollout-lens-disable rule-id` on a line of its own: in the whole document.
 *
 * Without ids they hold for every rule.
 */
import { createLineIndex, type Node, type ParsedDocument, type Span } from '../manifest/index';
import type { DocumentModel } from './fileModel';

export interface SuppressedRule {
  readonly id: string;
  readonly span: Span;
}

export interface Suppression {
  readonly reach: 'next-line' | 'line' | 'document';
  /** the comment, from its `#` to the end of the line */
  readonly span: Span;
  /** the comment stands on a line of its own */
  readonly alone: boolean;
  /** empty: every rule */
  readonly rules: readonly SuppressedRule[];
  /** the line of the document that it speaks of, from 0; null: every one, or none where no line follows */
  readonly line: number | null;
}

/** The word that every such comment holds: a document without it costs one search. */
const WORD = 'rollout-lens-disable';
const COMMENT = /#[ \t]*(rollout-lens-disable(?:-next-line|-line)?)(?=[\s,]|$)([^\r\n]*)/g;
const NONE: readonly Suppression[] = [];

/** The suppressions of a document, in the order of the text; found once per content. */
export function suppressionsOf(model: DocumentModel): readonly Suppression[] {
  const kept = model.kept.get('suppressions') as readonly Suppression[] | undefined;
  if (kept) return kept;
  const found = model.text.includes(WORD) ? suppressionsIn(model.parsed()) : NONE;
  model.kept.set('suppressions', found);
  return found;
}

/** As {@link suppressionsOf}, for a document of which nothing is kept. */
export function suppressionsIn(document: ParsedDocument): readonly Suppression[] {
  const { text } = document;
  if (!text.includes(WORD)) return NONE;
  const lines = createLineIndex(text);
  const isInScalar = scalarsOf(document);
  const found: Suppression[] = [];
  for (const match of text.matchAll(COMMENT)) {
    const start = match.index;
    const line = lines.positionAt(start).line;
    const before = text.slice(lines.lineStart(line), start);
    if (!/(?:^|[\s\ufeff])$/.test(before) || isInScalar(start)) continue;
    const alone = before.trim() === '';
    const directive = match[1] ?? '';
    const reach =
      directive === `${WORD}-next-line` ? 'next-line' : directive === `${WORD}-line` || !alone ? 'line' : 'document';
    const end = start + match[0].trimEnd().length;
    found.push({
      reach,
      span: { start, end },
      alone,
      rules: rulesIn(match[2] ?? '', start + match[0].length - (match[2] ?? '').length),
      line: reach === 'document' ? null : reach === 'line' ? line : nextLine(text, lines, line),
    });
  }
  return found;
}

/** @param offset of `list` in the document */
function rulesIn(list: string, offset: number): SuppressedRule[] {
  const reason = list.search(/(?:^|[\s,])--(?:\s|$)/);
  const ids = reason < 0 ? list : list.slice(0, reason);
  return [...ids.matchAll(/[^\s,]+/g)].map(({ 0: id, index }) => ({
    id,
    span: { start: offset + index, end: offset + index + id.length },
  }));
}

/** The first line behind `line` that is neither blank nor a comment. */
function nextLine(text: string, lines: ReturnType<typeof createLineIndex>, line: number): number | null {
  for (let next = line + 1; next < lines.lineCount; next++) {
    const start = lines.lineStart(next);
    if (/^[ \t]*[^\s#]/.test(text.slice(start, next + 1 < lines.lineCount ? lines.lineStart(next + 1) : text.length)))
      return next;
  }
  return null;
}

/**
 * Finds out whether what stands at an offset is part of a value or a key (a quoted text, a block scalar): it is no comment
 * then. Costs one walk through the tree, however often it is asked.
 */
export function scalarsOf(document: ParsedDocument): (offset: number) => boolean {
  const spans: Span[] = [];
  if (document.root) collectScalars(document.root, document.text, spans);
  spans.sort((a, b) => a.start - b.start);
  return (offset) => {
    let low = 0;
    let high = spans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((spans[middle]?.start ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    const span = spans[low - 1];
    return span !== undefined && span.start < offset && offset < span.end;
  };
}

/** Those that hold a line end or a `#`: no other can hold what looks like a comment, or a line of its own. */
function collectScalars(node: Node, text: string, spans: Span[]): void {
  if (node.alias !== undefined) return;
  switch (node.kind) {
    case 'scalar':
      if (/[#\r\n]/.test(text.slice(node.span.start, node.span.end))) spans.push(node.span);
      return;
    case 'sequence':
      for (const item of node.items) collectScalars(item, text, spans);
      return;
    case 'mapping':
      for (const { keyNode, keySpan, value, merged } of node.entries) {
        if (merged) continue;
        if (keyNode.source.includes('#')) spans.push(keySpan);
        collectScalars(value, text, spans);
      }
  }
}

import { afterBreak, lineEnd } from './characters';
import type { ScalarOverride } from './composerState';

/** A template's text with its actions taken out, every offset as before. */
export interface Neutral {
  readonly text: string;
  /** the original text of a scalar that holds an action */
  readonly original: ScalarOverride;
}

const BLOCK_HEADER = /(?:^|[\s:-])[|>][-+\d]{0,2}[ \t]*(?:#.*)?$/;

interface Piece {
  readonly start: number;
  readonly end: number;
}

/**
 * Takes the `{{ … }}` actions out of a document, keeping every offset: alone on their lines they become blanks, inside a
 * line a word of the same length. Actions inside comments and block scalars do not make a template.
 * @returns null where there is no action outside of comments and block scalars
 */
export function neutralise(text: string): Neutral | null {
  if (!text.includes('{{')) return null;
  const { actions, counts } = findActions(text);
  if (!counts) return null;
  const parts: string[] = [];
  const inline: Piece[] = [];
  let done = 0;
  for (const action of actions) {
    parts.push(text.slice(done, action.start));
    if (action.alone) parts.push(blank(text.slice(action.start, action.end)));
    else {
      parts.push(word(text.slice(action.start, action.end)));
      inline.push(action);
    }
    done = action.end;
  }
  parts.push(text.slice(done));
  const original: ScalarOverride = (start, end) => {
    let low = 0;
    let high = inline.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const piece = inline[middle];
      if (piece !== undefined && piece.end <= start) low = middle + 1;
      else high = middle;
    }
    const piece = inline[low];
    return piece !== undefined && piece.start < end ? text.slice(start, end) : undefined;
  };
  return { text: parts.join(''), original };
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

/** `x` up to the first line break, blanks behind it */
function word(text: string): string {
  const end = lineEnd(text, 0);
  return 'x'.repeat(end) + blank(text.slice(end));
}

interface Action extends Piece {
  /** nothing but actions and blanks on its lines */
  readonly alone: boolean;
}

/** Behind the action that opens at `start`; -1 where it is not closed. `lastClose` is where the last `}}` stands. */
function actionEnd(text: string, start: number, lastClose: number): number {
  if (start > lastClose) return -1;
  const comment = /^\{\{-?\s*\/\*/.test(text.slice(start, start + 8));
  const from = comment
    ? Math.max(start, text.lastIndexOf('*/', lastClose) < start ? start : text.indexOf('*/', start))
    : start;
  const end = from < 0 ? -1 : text.indexOf('}}', from);
  return end < 0 ? -1 : end + 2;
}

/** Walks over the lines and finds the actions; `counts` tells whether one stands outside of comments and block scalars. */
function findActions(text: string): { actions: Action[]; counts: boolean } {
  const actions: Action[] = [];
  let counts = false;
  const lastClose = text.lastIndexOf('}}');
  /** indentation of the line that opened the block scalar at hand; -1 outside of one */
  let block = -1;
  let at = 0;
  while (at < text.length) {
    let end = lineEnd(text, at);
    let content = at;
    while (content < end && text.charAt(content) === ' ') content++;
    const indent = content - at;
    const line = text.slice(content, end);
    const hasAction = line.includes('{{');
    const inBlock = block >= 0 && (line.trim() === '' || indent > block);
    if (hasAction) {
      const found: Piece[] = [];
      let stop = end;
      let comment = line.startsWith('#');
      let rest = '';
      let from = content;
      for (let open = text.indexOf('{{', from); open >= 0 && open < stop; open = text.indexOf('{{', from)) {
        const before = text.slice(from, open);
        rest += before;
        if (comment || /(?:^|\s)#/.test(stripQuoted(before))) {
          comment = true;
          break;
        }
        const close = actionEnd(text, open, lastClose);
        if (close < 0) break;
        found.push({ start: open, end: close });
        from = close;
        if (close > stop) stop = lineEnd(text, close);
      }
      end = stop;
      rest += text.slice(from, end);
      const alone = rest.trim() === '' || /^\s*#/.test(rest);
      // inside a block scalar the text may keep its actions, but for those that would end it by their indentation
      if (!inBlock) {
        for (const piece of found) actions.push({ ...piece, alone });
        if (found.length > 0 && !(block >= 0 && alone)) counts = true;
        else if (found.length > 0) counts = true;
      }
      if (!alone && !inBlock) block = BLOCK_HEADER.test(text.slice(content, end)) ? indent : -1;
    } else if (!inBlock && line.trim() !== '' && !line.startsWith('#')) {
      block = BLOCK_HEADER.test(line) ? indent : -1;
    }
    at = end < text.length ? afterBreak(text, end) : text.length;
  }
  return { actions, counts };
}

/** Without what stands in quotes, so that a `#` there is no comment. */
function stripQuoted(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '""');
}

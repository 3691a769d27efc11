/** Unified diffs of two texts, as `patch` and people read them. */

/** Lines of context around a change. */
const CONTEXT = 3;
/** Texts that differ in more lines than this are shown as one change. */
const MOST_EDITS = 2000;

type Line = { readonly sign: ' ' | '-' | '+'; readonly text: string };

/**
 * @param name of the file, for both heads
 * @returns empty for equal texts
 */
export function unifiedDiff(name: string, before: string, after: string): string {
  if (before === after) return '';
  const lines = compared(linesOf(before), linesOf(after));
  let out = `--- ${name}\n+++ ${name}\n`;
  let old = 1;
  let now = 1;
  for (let at = 0; at < lines.length; ) {
    const change = lines.findIndex((line, index) => index >= at && line.sign !== ' ');
    if (change < 0) break;
    const start = Math.max(at, change - CONTEXT);
    let end = change;
    // changes that are near each other make one hunk
    for (let i = change; i < lines.length && i - end <= 2 * CONTEXT; i++) if (lines[i]?.sign !== ' ') end = i;
    end = Math.min(lines.length, end + 1 + CONTEXT);
    old += start - at;
    now += start - at;
    const hunk = lines.slice(start, end);
    const [removed, added] = (['-', '+'] as const).map(
      (sign) => hunk.filter((line) => line.sign !== opposite(sign)).length,
    );
    out += `@@ -${spot(old, removed ?? 0)} +${spot(now, added ?? 0)} @@\n`;
    for (const { sign, text } of hunk)
      out += text.endsWith('\n') ? `${sign}${text}` : `${sign}${text}\n\\ No newline at end of file\n`;
    old += removed ?? 0;
    now += added ?? 0;
    at = end;
  }
  return out;
}

function opposite(sign: '-' | '+'): '-' | '+' {
  return sign === '-' ? '+' : '-';
}

function spot(line: number, count: number): string {
  return `${count === 0 ? line - 1 : line},${count}`;
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : (text.match(/[^\n]*\n|[^\n]+$/g) ?? []);
}

/** Myers' shortest edit script between what the texts have in common at head and tail. */
function compared(before: readonly string[], after: readonly string[]): readonly Line[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const a = before.slice(head, before.length - tail);
  const b = after.slice(head, after.length - tail);
  const same = (text: string): Line => ({ sign: ' ', text });
  return [...before.slice(0, head).map(same), ...script(a, b), ...before.slice(before.length - tail).map(same)];
}

function script(a: readonly string[], b: readonly string[]): Line[] {
  const trace: Map<number, number>[] = [];
  let reach = new Map<number, number>([[1, 0]]);
  for (let d = 0; d <= Math.min(a.length + b.length, MOST_EDITS); d++) {
    const next = new Map<number, number>();
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
      let x = down ? (reach.get(k + 1) ?? 0) : (reach.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) return traced(a, b, [...trace, reach], d);
    }
    trace.push(reach);
    reach = next;
  }
  return [...a.map((text): Line => ({ sign: '-', text })), ...b.map((text): Line => ({ sign: '+', text }))];
}

/** @param trace what was reached before each step */
function traced(
  a: readonly string[],
  b: readonly string[],
  trace: readonly Map<number, number>[],
  steps: number,
): Line[] {
  const lines: Line[] = [];
  let x = a.length;
  let y = b.length;
  for (let d = steps; d >= 0; d--) {
    const reach = trace[d];
    const k = x - y;
    const down = k === -d || (k !== d && (reach?.get(k - 1) ?? -1) < (reach?.get(k + 1) ?? -1));
    const from = down ? k + 1 : k - 1;
    const fromX = d === 0 ? 0 : (reach?.get(from) ?? 0);
    const fromY = d === 0 ? 0 : fromX - from;
    while (x > fromX && y > fromY && a[x - 1] === b[y - 1]) {
      lines.push({ sign: ' ', text: a[--x] ?? '' });
      y--;
    }
    if (d === 0) break;
    if (down) lines.push({ sign: '+', text: b[--y] ?? '' });
    else lines.push({ sign: '-', text: a[--x] ?? '' });
  }
  return lines.reverse();
}

/** The time axis: linear, with nice ticks, and with long idle stretches compressed to a visible break. */
import { formatMoment } from './format';

export interface Tick {
  /** seconds */
  readonly t: number;
  /** share of the width, 0 to 1 */
  readonly x: number;
  readonly label: string;
}

export interface Break {
  /** seconds */
  readonly from: number;
  readonly to: number;
  /** shares of the width, 0 to 1 */
  readonly x0: number;
  readonly x1: number;
}

export interface TimeScale {
  /** seconds at the left and the right edge */
  readonly start: number;
  readonly end: number;
  readonly breaks: readonly Break[];
  readonly ticks: readonly Tick[];
  /** seconds → share of the width, 0 to 1 (clamped) */
  x(t: number): number;
  /** share of the width → seconds (clamped) */
  t(x: number): number;
}

const STEPS = [
  0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
];
const MOST_BREAKS = 12;

/**
 * Which gaps between moments are idle: those much longer than all that happens between the others. A gap is idle only
 * when without it the busy stretches would be too small to read (under four thousandths of the whole).
 * @param moments seconds, ascending
 */
export function idleGaps(moments: readonly number[]): readonly { readonly from: number; readonly to: number }[] {
  const gaps: { from: number; to: number; length: number }[] = [];
  for (let i = 1; i < moments.length; i++) {
    const from = moments[i - 1] ?? 0;
    const to = moments[i] ?? 0;
    if (to - from >= 1) gaps.push({ from, to, length: to - from });
  }
  const total = (moments.at(-1) ?? 0) - (moments[0] ?? 0);
  const lengths = gaps.map((gap) => gap.length).sort((a, b) => a - b);
  for (let i = 0; i + 1 < lengths.length; i++) {
    const busy = lengths[i] ?? 0;
    const idle = lengths[i + 1] ?? 0;
    if (idle < busy * 8 || busy * 250 >= total) continue;
    const found = gaps.filter((gap) => gap.length >= idle);
    return found.length > MOST_BREAKS ? [] : found.map(({ from, to }) => ({ from, to }));
  }
  return [];
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly x0: number;
  readonly x1: number;
  readonly idle: boolean;
}

/**
 * Makes the axis.
 * @param start seconds at the left edge
 * @param end seconds at the right edge; at least a little more than `start`
 * @param moments seconds at which something happens, ascending
 * @param width in pixels; decides how many ticks fit
 */
export function timeScale(start: number, end: number, moments: readonly number[], width: number): TimeScale {
  const last = end > start ? end : start + 1;
  const idle = idleGaps(moments.filter((t) => t >= start && t <= last));
  const pieces = cut(start, last, idle);
  const x = (t: number): number => {
    const piece = pieces.find((candidate) => t <= candidate.to) ?? pieces.at(-1);
    if (!piece || t <= start) return 0;
    if (t >= last) return 1;
    return piece.x0 + ((t - piece.from) / (piece.to - piece.from)) * (piece.x1 - piece.x0);
  };
  const t = (share: number): number => {
    const piece = pieces.find((candidate) => share <= candidate.x1) ?? pieces.at(-1);
    if (!piece || share <= 0) return start;
    if (share >= 1) return last;
    return piece.from + ((share - piece.x0) / (piece.x1 - piece.x0)) * (piece.to - piece.from);
  };
  const breaks = pieces.filter((piece) => piece.idle);
  return { start, end: last, breaks, ticks: ticksOf(pieces, last, width, x), x, t };
}

function cut(start: number, end: number, idle: readonly { from: number; to: number }[]): Piece[] {
  const cuts: { from: number; to: number; idle: boolean }[] = [];
  let at = start;
  for (const gap of idle) {
    if (gap.from > at) cuts.push({ from: at, to: gap.from, idle: false });
    cuts.push({ from: gap.from, to: gap.to, idle: true });
    at = gap.to;
  }
  if (end > at) cuts.push({ from: at, to: end, idle: false });
  const busy = cuts.reduce((sum, piece) => sum + (piece.idle ? 0 : piece.to - piece.from), 0);
  // all breaks together take a third of the width at most, one takes 8 percent at most
  const breakShare = Math.min(0.08, 0.33 / Math.max(1, idle.length));
  const busyShare = 1 - breakShare * idle.length;
  let x = 0;
  return cuts.map((piece) => {
    const share = piece.idle ? breakShare : ((piece.to - piece.from) / (busy || 1)) * busyShare;
    const made = { ...piece, x0: x, x1: x + share };
    x += share;
    return made;
  });
}

function ticksOf(pieces: readonly Piece[], end: number, width: number, x: (t: number) => number): Tick[] {
  const room = Math.max(1, width / 84);
  const perTick = pieces.reduce((sum, piece) => sum + (piece.idle ? 0 : piece.to - piece.from), 0) / room;
  const step = STEPS.find((candidate) => candidate >= perTick) ?? Math.ceil(perTick / 86_400) * 86_400;
  const ticks: Tick[] = [];
  let taken = Number.NEGATIVE_INFINITY;
  for (const piece of pieces) {
    if (piece.idle) continue;
    for (let k = Math.ceil(piece.from / step - 1e-9); k * step <= piece.to + 1e-9; k++) {
      const t = k * step;
      if (t < 0) continue;
      const at = x(t);
      if ((at - taken) * width < 44) continue;
      taken = at;
      ticks.push({ t, x: at, label: formatMoment(t, end) });
    }
  }
  return ticks;
}

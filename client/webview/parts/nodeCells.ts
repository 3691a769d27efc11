/** The drawing of many rows at one moment: cells on a canvas, grouped by state. No component, so that it can be measured. */
import { formatCount } from '../format';
import { headAt, type Picture, type PodState } from '../picture';
import type { Words } from '../words';
import { type Age, ageOf } from './patterns';

export interface Group {
  readonly state: PodState | 'absent';
  readonly age: Age;
  /** indices into `picture.rows` */
  readonly rows: readonly number[];
}

/** Top to bottom: what is in trouble or on the move first, the quiet masses last. */
const ORDER: readonly (PodState | 'absent')[] = [
  'failed',
  'terminating',
  'pending',
  'starting',
  'running',
  'absent',
  'available',
];
const HEADING = 20;

/** Which rows are in which state at `t`; groups without rows are left out. */
export function groupsAt(picture: Picture, t: number): readonly Group[] {
  const byState = new Map<string, number[]>();
  picture.rows.forEach((row, index) => {
    const head = headAt(picture, row, t);
    const key = head ? `${head.state}|${ageOf(head.revision, picture.newest)}` : 'absent|new';
    const rows = byState.get(key);
    if (rows) rows.push(index);
    else byState.set(key, [index]);
  });
  const ages: readonly Age[] = ['new', 'old'];
  return ORDER.flatMap((state) =>
    ages.map((age) => ({ state, age, rows: byState.get(`${state}|${age}`) ?? [] })),
  ).filter((group) => group.rows.length > 0);
}

export interface Layout {
  /** distance from cell to cell, in pixels */
  readonly pitch: number;
  readonly columns: number;
  readonly height: number;
  readonly tops: readonly number[];
}

/**
 * Places groups under each other; the cells are as large as the room (in pixels) allows, 6 to 16 pixels. The room for
 * headings and half-filled lines is reckoned for a few groups, whatever their number, so that cells keep their size
 * while the playhead moves.
 * @param ratio device pixels per pixel: a cell is a whole number of device pixels
 */
export function layoutOf(sizes: readonly number[], total: number, width: number, room: number, ratio = 1): Layout {
  const forCells = Math.max(120, room - 4 * HEADING - 40);
  const wanted = Math.max(6, Math.min(16, Math.sqrt((width * forCells) / Math.max(1, total))));
  const pitch = Math.floor(wanted * ratio) / ratio;
  const columns = Math.max(1, Math.floor(width / pitch));
  let y = 0;
  const tops = sizes.map((size) => {
    const top = y + HEADING;
    y = top + Math.ceil(size / columns) * pitch + 6;
    return top;
  });
  return { pitch, columns, height: y, tops };
}

/** Colours as the theme has them now, read from elements that carry the classes of the bars. */
export interface Ink {
  readonly fill: Readonly<Record<string, string>>;
  readonly stroke: Readonly<Record<string, string>>;
  readonly text: string;
  readonly selection: string;
  readonly font: string;
}

export function readInk(probe: HTMLElement): Ink {
  const style = (name: string) => {
    probe.className = `probe ${name}`;
    return getComputedStyle(probe);
  };
  const fill: Record<string, string> = {};
  const stroke: Record<string, string> = {};
  for (const state of ORDER) {
    for (const age of ['new', 'old']) {
      const computed = style(`probe-${state} age-${age}`);
      fill[`${state}|${age}`] = computed.backgroundColor;
      stroke[`${state}|${age}`] = computed.color;
    }
  }
  const text = style('probe-text');
  const font = `${text.fontSize} ${text.fontFamily}`;
  const ink = text.color;
  return { fill, stroke, text: ink, selection: style('probe-selection').color, font };
}

/** One cell of a state with the gap after it, to be repeated. `step` and `size` in device pixels. */
function cell(group: Group, ink: Ink, step: number, size: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = step;
  canvas.height = step;
  const context = canvas.getContext('2d');
  if (!context) return canvas;
  const key = `${group.state}|${group.age}`;
  const thin = Math.max(1, size / 7);
  context.fillStyle = ink.fill[key] ?? 'transparent';
  context.strokeStyle = ink.stroke[key] ?? ink.text;
  context.lineWidth = thin;
  context.beginPath();
  context.rect(0, 0, size, size);
  context.clip();
  context.fillRect(0, 0, size, size);
  context.beginPath();
  switch (group.state) {
    case 'available':
      // small cells have no room for an edge: the fill alone tells the age
      if (group.age === 'old' && size >= 10) context.rect(thin / 2, thin / 2, size - thin, size - thin);
      break;
    case 'terminating':
      context.moveTo(0, size);
      context.lineTo(size, 0);
      context.moveTo(-size / 2, size / 2);
      context.lineTo(size / 2, -size / 2);
      context.moveTo(size / 2, size * 1.5);
      context.lineTo(size * 1.5, size / 2);
      break;
    case 'failed':
      context.moveTo(thin, thin);
      context.lineTo(size - thin, size - thin);
      context.moveTo(size - thin, thin);
      context.lineTo(thin, size - thin);
      break;
    case 'starting':
      context.arc(size / 2, size / 2, Math.max(0.8, size / 5), 0, Math.PI * 2);
      context.fillStyle = context.strokeStyle;
      context.fill();
      context.beginPath();
      break;
    case 'running':
      context.rect(thin / 2, thin / 2, size - thin, size - thin);
      break;
    case 'pending':
      context.arc(size / 2, size / 2, size / 2 - thin, 0, Math.PI * 2);
      break;
    case 'absent':
      context.moveTo(size * 0.25, size / 2);
      context.lineTo(size * 0.75, size / 2);
      break;
  }
  context.stroke();
  return canvas;
}

/** What drawing needs of a theme, made once for it. */
export interface Brushes {
  readonly theme: number;
  readonly ink: Ink;
  readonly patterns: Map<string, CanvasPattern | null>;
}

interface Scene {
  readonly picture: Picture;
  readonly words: Words;
  /** device pixels per pixel */
  readonly ratio: number;
  /** name of the selected row */
  readonly selected: string | null;
}

/** Draws all groups: two rectangles of a repeated cell for each, so that the cost does not grow with the rows. */
export function drawCells(
  context: CanvasRenderingContext2D,
  groups: readonly Group[],
  layout: Layout,
  { ink, patterns }: Brushes,
  { picture, words, ratio, selected }: Scene,
): void {
  const step = Math.round(layout.pitch * ratio);
  const gap = Math.max(1, Math.round(step / 7));
  const size = step - gap;
  groups.forEach((group, index) => {
    const key = `${group.state}|${group.age}|${step}`;
    let pattern = patterns.get(key);
    if (pattern === undefined) {
      pattern = context.createPattern(cell(group, ink, step, size), 'repeat');
      patterns.set(key, pattern);
    }
    const top = Math.round((layout.tops[index] ?? 0) * ratio);
    const lines = Math.floor(group.rows.length / layout.columns);
    const rest = group.rows.length % layout.columns;
    if (pattern) {
      context.setTransform(1, 0, 0, 1, 0, top);
      context.fillStyle = pattern;
      if (lines > 0) context.fillRect(0, 0, layout.columns * step, lines * step);
      if (rest > 0) context.fillRect(0, lines * step, rest * step, step);
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = ink.text;
    context.font = ink.font;
    context.fillText(headingOf(group, picture, words), 0, (layout.tops[index] ?? 0) - 6);
    const chosen = selected === null ? -1 : group.rows.findIndex((at) => picture.rows[at]?.name === selected);
    if (chosen < 0) return;
    context.setTransform(1, 0, 0, 1, 0, top);
    context.strokeStyle = ink.selection;
    context.lineWidth = 2 * ratio;
    context.strokeRect(
      (chosen % layout.columns) * step - gap,
      Math.floor(chosen / layout.columns) * step - gap,
      size + 2 * gap,
      size + 2 * gap,
    );
  });
}

/** `Available (new)  2,100` */
export function headingOf(group: Group, picture: Picture, words: Words): string {
  const age = picture.isRevisionChange && group.state !== 'absent' ? ` (${words.revisions[group.age]})` : '';
  return `${words.states[group.state]}${age}  ${formatCount(group.rows.length)}`;
}

/** Name of the row whose cell lies at a point of the canvas (pixels); null between cells. */
export function cellAt(
  groups: readonly Group[],
  layout: Layout,
  picture: Picture,
  x: number,
  y: number,
): string | null {
  const column = Math.floor(x / layout.pitch);
  if (column < 0 || column >= layout.columns) return null;
  for (const [index, group] of groups.entries()) {
    const line = Math.floor((y - (layout.tops[index] ?? 0)) / layout.pitch);
    if (line < 0) return null;
    const at = line * layout.columns + column;
    if (line < Math.ceil(group.rows.length / layout.columns)) {
      const row = group.rows[at];
      return row === undefined ? null : (picture.rows[row]?.name ?? null);
    }
  }
  return null;
}

/**
 * Paths within an object, in two languages at once: the `field` string of the API server, oddities included
 * (`spec.template.labels`, `containers[0].volumeMounts.subPath`), and the keys and indexes where a person finds the value.
 * A path is a linked list and costs nothing until an error is written (upstream: `field.Path` of apimachinery).
 */
import type { Path } from '../../manifest/index';

export interface FieldPath {
  readonly parent: FieldPath | null;
  /** what the server appends to its field string */
  readonly text: string;
  /** what a person appends; from the object's root when `absolute` */
  readonly steps: Path;
  readonly absolute: boolean;
}

/** The object's root: `field` is empty. */
export const ROOT: FieldPath = { parent: null, text: '', steps: [], absolute: true };

/** `p.a.b`, for the server and for the person alike. */
export function child(parent: FieldPath, ...names: readonly string[]): FieldPath {
  return { parent, text: `.${names.join('.')}`, steps: names, absolute: false };
}

/** `p[3]`, an item of a list. */
export function index(parent: FieldPath, item: number): FieldPath {
  return { parent, text: `[${item}]`, steps: [item], absolute: false };
}

/** `p[name]`, a value of a map. */
export function key(parent: FieldPath, name: string): FieldPath {
  return { parent, text: `[${name}]`, steps: [name], absolute: false };
}

/** A place that the server names otherwise than a person would: `text` is appended to its field, `steps` to the path. */
export function oddly(parent: FieldPath, text: string, steps: Path): FieldPath {
  return { parent, text, steps, absolute: false };
}

/** A place that the server names below `parent` while the person finds it elsewhere, at `path` from the object's root. */
export function elsewhere(parent: FieldPath, text: string, path: Path): FieldPath {
  return { parent, text, steps: path, absolute: true };
}

/** The server's spelling: `spec.template.spec.containers[0].image`. */
export function fieldOf(path: FieldPath): string {
  let text = '';
  for (let node: FieldPath | null = path; node !== null; node = node.parent) text = node.text + text;
  return text.startsWith('.') ? text.slice(1) : text;
}

/** Keys and indexes from the object's root. */
export function pathOf(path: FieldPath): Path {
  const groups: Path[] = [];
  for (let node: FieldPath | null = path; node !== null; node = node.parent) {
    groups.push(node.steps);
    if (node.absolute) break;
  }
  return groups.reverse().flat();
}

/** How a sentence names the place: the last key, with the indexes that follow it (`searches[1]`). */
export function nameOf(path: Path): string {
  let indexes = '';
  for (let i = path.length - 1; i >= 0; i--) {
    const step = path[i];
    if (typeof step === 'string') return step + indexes;
    indexes = `[${step}]${indexes}`;
  }
  return indexes === '' ? 'object' : indexes;
}

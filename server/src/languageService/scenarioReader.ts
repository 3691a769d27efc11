/** Reading plain values from a scenario's nodes, with one problem for each slip and its place. */
import type { Localized } from '../diagnostics/index';
import { nearestName } from '../kubernetes/index';
import type { Entry, Node, ScalarNode, Span } from '../manifest/index';
import { toJson } from '../manifest/index';

export interface ScenarioProblem {
  readonly message: string;
  /** from 0 */
  readonly line: number;
  readonly character: number;
  /** the manifest file that the place is in; absent: the scenario itself */
  readonly file?: string;
}

export interface ScenarioSlip {
  readonly span: Span;
  readonly message: Localized;
  /** the known name that was most likely meant */
  readonly meant?: string;
}

export interface Reader {
  slip(at: Node | Span, message: Localized, meant?: string | null): void;
  /** entries by key; unknown keys and anything but a mapping are slips */
  mapping(node: Node, what: string, keys: readonly string[]): ReadonlyMap<string, Entry>;
  items<T>(node: Node, what: string, read: (item: Node) => T | undefined): readonly T[];
  /** a single value counts as a list of one */
  itemsOrOne<T>(node: Node, read: (item: Node) => T | undefined): readonly T[];
  /** seconds, ordinals, counts: finite, at least `least`, whole where asked */
  number(node: Node, what: string, options?: { readonly least?: number; readonly whole?: boolean }): number | undefined;
  text(node: Node, what: string): string | undefined;
  bool(node: Node, what: string): boolean | undefined;
  choice<const T extends string>(node: Node, what: string, values: readonly T[]): T | undefined;
  strings(node: Node, what: string): Readonly<Record<string, string>>;
}

/** What is no key of the file, but a part of it that has no name there. */
const PARTS_JA: ReadonlyMap<string, string> = new Map([
  ['a scenario', 'シナリオ'],
  ['a rule for pods', 'Pod のルール'],
  ['a step', 'step '],
  ['a node', 'ノード'],
  ['a taint', 'taint '],
]);

/** Followed by a particle: a key keeps its distance. */
function inJapanese(what: string): string {
  return PARTS_JA.get(what) ?? `${what} `;
}

export function createReader(slips: ScenarioSlip[]): Reader {
  const slip = (at: Node | Span, message: Localized, meant?: string | null): void => {
    slips.push({ span: 'span' in at ? at.span : at, message, ...(meant ? { meant } : {}) });
  };
  const wrong = (node: Node, what: string, expected: Localized): undefined => {
    slip(node, {
      en: `${what} must be ${expected.en}, not ${shown(node)}.`,
      ja: `${inJapanese(what)}には${expected.ja}を書きます（${shown(node)} ではありません）。`,
    });
    return undefined;
  };
  const reader: Reader = {
    slip,
    mapping: (node, what, keys) => {
      const entries = new Map<string, Entry>();
      if (node.kind !== 'mapping') {
        wrong(node, what, { en: 'a mapping', ja: 'マッピング' });
        return entries;
      }
      for (const entry of node.entries) {
        if (keys.includes(entry.key)) entries.set(entry.key, entry);
        else {
          const meant = nearestName(entry.key, keys);
          const known = keys.join(', ');
          const message = {
            en: `${what} has no key ${entry.key}${meant ? `: is ${meant} meant?` : `; it has ${known}.`}`,
            ja: `${inJapanese(what)}にキー ${entry.key} はありません。${meant ? `${meant} のことですか?` : `使えるのは ${known} です。`}`,
          };
          slip(entry.keySpan, message, meant);
        }
      }
      return entries;
    },
    items: (node, what, read) => {
      if (node.kind === 'sequence') return node.items.flatMap((item) => read(item) ?? []);
      wrong(node, what, { en: 'a list', ja: 'リスト' });
      return [];
    },
    itemsOrOne: (node, read) => (node.kind === 'sequence' ? node.items : [node]).flatMap((item) => read(item) ?? []),
    number: (node, what, { least = 0, whole = false } = {}) => {
      const value = node.kind === 'scalar' ? numberOf(node) : undefined;
      const fits = value !== undefined && value >= least && (!whole || Number.isInteger(value));
      if (fits) return value;
      return wrong(
        node,
        what,
        whole
          ? { en: `a whole number from ${least} on`, ja: ` ${least} 以上の整数` }
          : { en: `a number from ${least} on`, ja: ` ${least} 以上の数値` },
      );
    },
    text: (node, what) =>
      node.kind === 'scalar' && node.value !== null && node.value !== ''
        ? textOf(node)
        : wrong(node, what, { en: 'a text', ja: '文字列' }),
    bool: (node, what) =>
      node.kind === 'scalar' && typeof node.value === 'boolean'
        ? node.value
        : wrong(node, what, { en: 'true or false', ja: ' true か false ' }),
    choice: (node, what, values) => {
      const text = node.kind === 'scalar' ? textOf(node) : '';
      const found = values.find((value) => value === text);
      return found ?? wrong(node, what, { en: `one of ${values.join(', ')}`, ja: ` ${values.join('、')} のいずれか` });
    },
    strings: (node, what) => {
      const found: Record<string, string> = {};
      if (node.kind !== 'mapping') {
        wrong(node, what, { en: 'a mapping of texts', ja: '文字列のマッピング' });
        return found;
      }
      for (const { key, value } of node.entries) {
        const text = value.kind === 'scalar' ? (value.value === null ? '' : textOf(value)) : reader.text(value, key);
        if (text !== undefined) found[key] = text;
      }
      return found;
    },
  };
  return reader;
}

/** What stands under a key, read; undefined where there is none, or a slip. */
export function optional<T>(
  entries: ReadonlyMap<string, Entry>,
  key: string,
  read: (node: Node) => T | undefined,
): T | undefined {
  const entry = entries.get(key);
  return entry ? read(entry.value) : undefined;
}

/** As {@link optional}; a key that is not there is a slip. */
export function required<T>(
  entries: ReadonlyMap<string, Entry>,
  key: string,
  node: Node,
  read: Reader,
  value: (node: Node) => T | undefined,
): T | undefined {
  const entry = entries.get(key);
  if (entry) return value(entry.value);
  if (node.kind === 'mapping') read.slip(node, { en: `${key} is missing.`, ja: `${key} がありません。` });
  return undefined;
}

/** A text as written: `1.36` without quotes is a number to YAML, and a version to a person. */
function textOf(node: ScalarNode): string {
  return node.type === 'string' ? String(node.value) : node.source;
}

function numberOf({ value }: ScalarNode): number | undefined {
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function shown(node: Node): string {
  if (node.kind === 'sequence') return '[…]';
  if (node.kind === 'mapping') return '{…}';
  return node.source === '' ? 'null' : node.source;
}

/** What the person wrote, as plain JSON. */
export function written(node: Node | null): unknown {
  return node ? toJson(node) : null;
}

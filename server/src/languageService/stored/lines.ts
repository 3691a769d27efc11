/** The object as the API server stores it, as lines of YAML that know what became of what was written. */
import { type ApiObject, comparableObject, type Json, type Judgement, writtenObject } from '../../apiServer/index';
import { type PlainValue, renderBlock, renderFlow, type WritingStyle } from '../../manifest/index';

/** What became of a line; without a mark it is stored as it was written. */
export type StoredMark =
  /** filled in by the server */
  | { readonly kind: 'default' }
  /** stored in another form; `written` is one line of YAML */
  | { readonly kind: 'rewritten'; readonly written: string }
  /** written, and not kept: the line stands where it was written */
  | { readonly kind: 'dropped' };

export interface StoredLine {
  /** columns before the text; a dropped line's comment sign goes between */
  readonly indent: number;
  readonly text: string;
  readonly mark?: StoredMark;
}

type JsonObject = { readonly [key: string]: Json };

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Without content a collection is a scalar for our purposes: `{}` and `[]` stand on the line of their key. */
function hasContent(value: Json): boolean {
  return isList(value) ? value.length > 0 : isObject(value) && Object.keys(value).length > 0;
}

const DEFAULT: StoredMark = { kind: 'default' };
const DROPPED: StoredMark = { kind: 'dropped' };

function isAbsent(value: Json | undefined): boolean {
  return value === undefined || value === null;
}

function own(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** How a value without content came about. */
function markOf(written: Json | undefined, stored: Json): StoredMark | undefined {
  if (isAbsent(written)) return written === null && stored === null ? undefined : DEFAULT;
  if (written === stored) return undefined;
  const sameForm = (isList(written) && isList(stored)) || (isObject(written) && isObject(stored));
  return sameForm ? undefined : { kind: 'rewritten', written: renderFlow(written as PlainValue, false) };
}

/** Text of `key: value` or `- value` over as many lines as it needs, the first one at `indent`. */
function rendered(value: PlainValue, indent: number, style: WritingStyle, mark: StoredMark | undefined): StoredLine[] {
  const [first = '', ...rest] = renderBlock(value, indent, style).split('\n');
  const marked = mark ? { mark } : {};
  return [
    { indent, text: first, ...marked },
    ...rest.map((line) => {
      const text = line.replace(/^ +/, '');
      // the lines of a block scalar are text: no comment can stand behind them
      const inner = mark === DROPPED ? marked : {};
      return { indent: text === '' ? 0 : line.length - text.length, text, ...inner };
    }),
  ];
}

function entry(
  key: string,
  written: Json | undefined,
  stored: Json,
  indent: number,
  style: WritingStyle,
): readonly StoredLine[] {
  if (!hasContent(stored)) {
    const lines = rendered({ [key]: stored as PlainValue }, indent, style, markOf(written, stored));
    return [...lines, ...body(written, stored, indent, style)];
  }
  const mark = markOf(written, stored);
  const [head] = rendered({ [key]: null }, indent, style, mark);
  const name = (head?.text ?? '').replace(/ null$/, '');
  return [{ indent, text: name, ...(mark ? { mark } : {}) }, ...body(written, stored, indent, style)];
}

/** What stands below a key at `indent`. */
function body(written: Json | undefined, stored: Json, indent: number, style: WritingStyle): readonly StoredLine[] {
  if (isList(stored)) return items(written, stored, indent + style.dashIndent, style);
  return isObject(stored) ? entries(written, stored, indent + style.step, style) : [];
}

function entries(
  written: Json | undefined,
  stored: JsonObject,
  indent: number,
  style: WritingStyle,
): readonly StoredLine[] {
  const lines: StoredLine[] = [];
  /** dropped before anything else: they follow the first entry, so that a dash has something to stand before */
  let waiting: StoredLine[] = [];
  const add = (key: string, value: Json): void => {
    lines.push(...entry(key, own(written, key), value, indent, style), ...waiting);
    waiting = [];
  };
  for (const [key, value] of Object.entries(isObject(written) ? written : {})) {
    const kept = own(stored, key);
    if (kept !== undefined) add(key, kept);
    else if (value !== null) {
      const dropped = rendered({ [key]: value as PlainValue }, indent, style, DROPPED);
      if (lines.length > 0) lines.push(...dropped);
      else waiting.push(...dropped);
    }
  }
  for (const [key, value] of Object.entries(stored)) if (own(written, key) === undefined) add(key, value);
  return [...lines, ...waiting];
}

function items(
  written: Json | undefined,
  stored: readonly Json[],
  indent: number,
  style: WritingStyle,
): readonly StoredLine[] {
  const before: readonly Json[] = isList(written) ? written : [];
  const kept = stored.flatMap((item, index) => withDash(before[index], item, indent, style));
  const dropped = before.slice(stored.length).filter((item) => item !== null);
  return [...kept, ...dropped.flatMap((item) => rendered([item as PlainValue], indent, style, DROPPED))];
}

function withDash(written: Json | undefined, stored: Json, indent: number, style: WritingStyle): StoredLine[] {
  if (!hasContent(stored)) {
    const lines = rendered([stored as PlainValue], indent, style, markOf(written, stored));
    return [...lines, ...body(written, stored, indent, style)];
  }
  const inner = isList(stored)
    ? items(written, stored, indent + 2, style)
    : isObject(stored)
      ? entries(written, stored, indent + 2, style)
      : [];
  const [first, ...rest] = inner;
  return first ? [{ ...first, indent, text: `- ${first.text}` }, ...rest] : [];
}

/**
 * The stored object as lines: what was written in its own order, what was filled in behind it, what was dropped where it
 * stood. The marks say the same as `effectiveChanges`.
 * @param style columns of nesting; the lines are YAML whatever it says of JSON
 */
export function storedLines(
  object: Pick<ApiObject, 'root'>,
  judgement: Judgement,
  style: WritingStyle,
): readonly StoredLine[] {
  const stored = comparableObject(judgement.effective);
  if (!isObject(stored)) return [];
  return entries(writtenObject(object), stored, 0, { ...style, json: false, lineBreak: '\n' });
}

/** Writing down what the server would say. */
import type { Release } from '../../../../simulator/src/index';
import type { Path } from '../../manifest/index';
import type { CauseReason, ServerError, ServerWarning } from '../judgement';
import { type FieldPath, fieldOf, nameOf, pathOf } from './fieldPath';
import { MESSAGES, type MessageKey } from './messages';
import type { Allowances } from './tolerance';

export type Params = Readonly<Record<string, string | number>>;

/** What the checks of one object share. */
export interface Inspection {
  readonly release: Release;
  readonly allow: Allowances;
  readonly errors: ServerError[];
  readonly warnings: ServerWarning[];
}

export interface Where {
  /** more steps to the offending entry, where the server names only the map or list that holds it */
  readonly within?: Path;
  readonly at?: 'key' | 'value';
}

const REASONS = {
  r: 'FieldValueRequired',
  i: 'FieldValueInvalid',
  n: 'FieldValueNotSupported',
  f: 'FieldValueForbidden',
  d: 'FieldValueDuplicate',
  m: 'FieldValueNotFound',
  l: 'FieldValueTooLong',
  t: 'FieldValueTooMany',
  w: 'FieldValueInvalid',
} as const satisfies Readonly<Record<string, CauseReason>>;

/**
 * Puts parameters into a sentence's `{placeholders}`.
 * @returns the text with every known placeholder filled in; unknown ones stay as they are.
 */
export function fill(template: string, params: Params): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : String(value);
  });
}

/** Long values are cut in sentences and parameters: 80 characters are enough to recognise one. */
function shorten(value: string | number): string | number {
  return typeof value === 'string' && value.length > 80 ? `${value.slice(0, 77)}…` : value;
}

function spell(path: FieldPath, message: MessageKey, params: Params, where: Where | undefined) {
  const [check, reason, en, ja] = MESSAGES[message];
  const person = where?.within === undefined ? pathOf(path) : [...pathOf(path), ...where.within];
  const full: Record<string, string | number> = { name: nameOf(person) };
  for (const [name, value] of Object.entries(params)) full[name] = shorten(value);
  return {
    check,
    reason: REASONS[reason],
    field: fieldOf(path),
    path: person,
    params: full,
    detail: fill(en, full),
    detailJa: fill(ja, full),
  };
}

/**
 * Adds one reason for refusal.
 * @param message key of the sentence; it decides check and reason
 * @param params values for the sentence; `name`, the field's own name, is added
 */
export function report(to: Inspection, path: FieldPath, message: MessageKey, params: Params = {}, where?: Where): void {
  const { reason, ...rest } = spell(path, message, params, where);
  const onKey = reason === 'FieldValueRequired' || reason === 'FieldValueForbidden';
  to.errors.push({ reason, ...rest, at: where?.at ?? (onKey ? 'key' : 'value') });
}

/** Adds one warning of the server (a `Warning` header). */
export function warn(to: Inspection, path: FieldPath, message: MessageKey, params: Params = {}, where?: Where): void {
  const { reason: _reason, ...rest } = spell(path, message, params, where);
  to.warnings.push(rest);
}

/** Sizes as plain numbers: quantities of the API, and the spellings that programs take on their command lines. */
import { type Json, parseQuantity } from '../../apiServer/index';
import { get, type JsonObject } from '../read';

/** Bytes (or cores) of a quantity; undefined for what is none. */
export function amountOf(value: Json | undefined): number | undefined {
  const quantity = parseQuantity(value);
  return quantity === null ? undefined : Number(quantity.nano) / 1e9;
}

const UNITS = ['', 'k', 'm', 'g', 't'];

/**
 * A size as programs spell it: `512m`, `2G`, `1gb`, `1GiB`; the letters count in 1024s, as the JVM, the databases and Go's
 * runtime do.
 * @param unit bytes of a number without a letter
 */
export function sizeOf(spelled: string, unit = 1): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?$/i.exec(spelled.trim());
  if (!match) return undefined;
  const letter = (match[2] ?? '').toLowerCase();
  return Number(match[1]) * (letter === '' ? unit : 1024 ** UNITS.indexOf(letter));
}

/** Bytes in the largest binary unit that keeps at most one decimal: `1.5 GiB`. */
export function spellBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${Math.round(value * 10) / 10} ${units[unit]}`;
}

/** The memory that a container may use: its own limit, else the pod's; undefined without one. */
export function memoryLimitOf(container: JsonObject, podSpec: Json | undefined): number | undefined {
  return (
    amountOf(get(container, 'resources', 'limits', 'memory')) ?? amountOf(get(podSpec, 'resources', 'limits', 'memory'))
  );
}

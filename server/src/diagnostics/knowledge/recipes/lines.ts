/** The lines of a recipe: commands for a POSIX shell, and what there is to know between them as comments. */
import type { Localized } from '../../rule';

/** One line of a recipe, the same or translated. */
export type RecipeLine = Localized;

/** Stands in a recipe for the name of the manifest; whoever shows the recipe knows it. */
export const MANIFEST = '{manifest}';

export function note(en: string, ja: string): RecipeLine {
  return { en: `# ${en}`, ja: `# ${ja}` };
}

export function command(text: string): RecipeLine {
  return { en: text, ja: text };
}

/** A command that destroys something: it stands as a comment, to be run on purpose. */
export function cautiousCommand(text: string): RecipeLine {
  return command(`# ${text}`);
}

/** A word of a shell's command line, in quotes where it needs them. */
export function quoted(word: string): string {
  return /^[A-Za-z0-9._/:=,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Longer lists of names are counted up by `seq`. */
const MOST_NAMES = 5;

/** `web-0 web-1 web-2`, or what a shell makes into that. */
export function numbered(prefix: string, first: number, count: number): string {
  if (count > MOST_NAMES) return `$(seq -f ${quoted(`${prefix}-%.0f`)} ${first} ${first + count - 1})`;
  return Array.from({ length: count }, (_, index) => quoted(`${prefix}-${first + index}`)).join(' ');
}

/** `web-0 … web-4` for a sentence; one name alone. */
export function span(prefix: string, first: number, count: number): string {
  return count > 1 ? `${prefix}-${first} … ${prefix}-${first + count - 1}` : `${prefix}-${first}`;
}

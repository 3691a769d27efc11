/** What a container is told on its command line and in its environment. */
import { get, type JsonObject, list, remembered, text } from '../read';

const SHELL = /(?:^|\/)(?:ba|da|a|z|k)?sh$/;

/** Command and arguments as one list; what stands in a shell's script is split at its white space. */
export const wordsOf = remembered((container: JsonObject): readonly string[] => {
  const words = [...list(container['command']), ...list(container['args'])].flatMap((word) => text(word) ?? []);
  return words.flatMap((word) => (/\s/.test(word) ? word.split(/[\s"';]+/).filter((part) => part !== '') : [word]));
});

/** Does a shell run what the container is told? Then `$(…)` and `$NAME` are its own matter. */
export function runsShell(container: JsonObject): boolean {
  const words = [...list(container['command']), ...list(container['args'])].flatMap((word) => text(word) ?? []);
  return words.slice(0, 3).some((word) => SHELL.test(word));
}

/**
 * The values of an option, in the forms `--name=value`, `--name value`, `-name=value` and `name=value`.
 * @param names with their dashes, as they are written
 */
export function optionValues(words: readonly string[], names: readonly string[]): readonly string[] {
  const found: string[] = [];
  for (const [index, word] of words.entries()) {
    const equals = word.indexOf('=');
    const name = equals < 0 ? word : word.slice(0, equals);
    if (!names.includes(name)) continue;
    const value = equals < 0 ? words[index + 1] : word.slice(equals + 1);
    if (value !== undefined && value !== '') found.push(value.replace(/^["']|["']$/g, ''));
  }
  return found;
}

/** A variable's written value: of several the last, as the kubelet takes it; undefined for one that comes from elsewhere. */
export function envValue(container: JsonObject, name: string): string | undefined {
  let value: string | undefined;
  for (const item of list(container['env'])) if (get(item, 'name') === name) value = text(get(item, 'value'));
  return value;
}

/** Is the variable named in `env`, whatever its source? */
export function namesEnv(container: JsonObject, name: string): boolean {
  return list(container['env']).some((item) => get(item, 'name') === name);
}

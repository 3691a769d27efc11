/** `lint --fix`: every repair that is the one right one, again and again until nothing is left to repair. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { LanguageService, ServiceSettings, TextFile } from '../../server/src/languageService/index';
import type { Environment } from './environment';
import type { InputFile } from './files';

/** A repair may show what another one hid; more rounds than this are a disagreement between two rules. */
const MOST_ROUNDS = 10;
/** What a text that can be read does not have. */
const UNREADABLE: ReadonlySet<string> = new Set(['parse-error', 'duplicate-key']);

export interface FixedText {
  readonly text: string;
  /** how many findings were mended */
  readonly fixes: number;
}

/**
 * Repairs a text. A round after which it can be read worse than before is taken back.
 * @param file is known to the service; `keep` is told of each text that counts from then on
 */
export function fixedText(
  service: LanguageService,
  file: TextFile,
  settings: ServiceSettings,
  base: readonly TextFile[],
  keep: (file: TextFile) => void,
): FixedText {
  // also where a setting keeps quiet about them
  const everyRule = { ...settings, rules: {} };
  const problems = (of: TextFile): number =>
    service.diagnose(of, everyRule, base).filter(({ rule }) => UNREADABLE.has(rule)).length;
  const seen = new Set([file.text]);
  let now = file;
  let fixes = 0;
  service.diagnose(now, settings, base);
  let before: number | undefined;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const action = service.fixAll(now, settings);
    if (!action) break;
    before ??= problems(now);
    // from the end on, so that no edit moves the place of another
    const changes = [...action.edits].reverse().map(({ range, newText }) => ({ range, text: newText }));
    const next: TextFile = { ...file, text: service.edit(now, null, changes).text };
    keep(next);
    const after = problems(next);
    if (after > before || seen.has(next.text)) {
      keep(now);
      service.diagnose(now, settings, base);
      break;
    }
    seen.add(next.text);
    fixes += action.mends ?? 0;
    before = after;
    now = next;
  }
  return { text: now.text, fixes };
}

/**
 * Writes a repaired text in place of what was read. A file that is not the bytes that were read (not UTF-8, or changed
 * meanwhile) stays as it is.
 * @returns why it was not written; null when it was
 */
export function writeFixed(input: InputFile, text: string, { cwd }: Pick<Environment, 'cwd'>): string | null {
  const path = resolve(cwd, input.name);
  try {
    if (!readFileSync(path).equals(Buffer.from(input.text, 'utf8')))
      return 'it is not UTF-8, or has changed since it was read; nothing is written';
    writeFileSync(path, text);
    return null;
  } catch (error) {
    return `it cannot be written: ${error instanceof Error ? error.message : String(error)}`;
  }
}

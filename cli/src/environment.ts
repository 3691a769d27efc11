/** What the command line needs of the process it runs in; tests give their own. */
export interface Environment {
  readonly cwd: string;
  readonly language: 'en' | 'ja';
  /** all of standard input */
  readonly readStdin: () => Promise<Uint8Array>;
  /** the page of a rule (Markdown) in the reader's language; null where it is not installed */
  readonly rulePage: (rule: string) => string | null;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Wrong arguments, or a path that cannot be read: one message, exit code 2. */
export class UsageError extends Error {}

/** The one line that tells of a failure of our own. @param where the file at hand, or the command */
export function internalError(where: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `rollout-lens: internal error: ${where}: ${message.split('\n', 1)[0]}\n`;
}

/**
 * The language of the reader, by the first of LC_ALL, LC_MESSAGES and LANG that is set.
 * @param env environment variables
 */
export function languageOf(env: Readonly<Record<string, string | undefined>>): 'en' | 'ja' {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return /^ja\b|^ja_/i.test(locale) ? 'ja' : 'en';
}

/** What a container or a probe really runs, as far as its command line tells: programs, and the scripts of shells. */
import type { Json } from '../../apiServer/index';
import { type JsonObject, list, remembered, text } from '../read';

const SHELL = /^(?:ba|da|a|z|k)?sh$/;
/** Programs that only start another one. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'tini',
  'dumb-init',
  'env',
  'gosu',
  'su-exec',
  'nice',
  'ionice',
  'timeout',
  'exec',
]);

/** The strings of a list; what is no string is left out. */
export function words(value: Json | undefined): readonly string[] {
  return list(value).flatMap((item) => text(item) ?? []);
}

/** Command and arguments of a container as they are written, in order. */
export const argvOf = remembered((container: JsonObject): readonly string[] => {
  return [...words(container['command']), ...words(container['args'])];
});

/** Last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function isShell(program: string): boolean {
  return SHELL.test(baseName(program));
}

export interface ShellCall {
  readonly script: string;
  /** index of the script in the list */
  readonly index: number;
  /** what follows the script: `$0`, `$1`, … */
  readonly rest: readonly string[];
  /** a program before the shell (`tini --`) is the container's first process */
  readonly wrapped: boolean;
  readonly shell: string;
}

/** The script of `sh -c`, or null where no shell with `-c` runs. Options before and after `-c` are taken. */
export const shellCallOf = remembered((argv: readonly string[]): ShellCall | null => {
  let at = 0;
  while (at < argv.length && at < 6 && !isShell(argv[at] ?? '')) {
    const word = argv[at] ?? '';
    if (!(word.startsWith('-') || WRAPPERS.has(baseName(word)) || baseName(word) === 'busybox')) return null;
    at++;
  }
  const shell = argv[at];
  if (shell === undefined || !isShell(shell)) return null;
  const wrapped = at > 0 && !['busybox', 'env'].includes(baseName(argv[0] ?? ''));
  for (let i = at + 1; i < argv.length; i++) {
    const word = argv[i] ?? '';
    if (/^-o$/.test(word)) i++;
    else if (/^-\w*c\w*$/.test(word)) {
      let script = i + 1;
      // `sh -c -e SCRIPT`: further options may follow
      while (/^-\w+$/.test(argv[script] ?? '')) script += argv[script] === '-o' ? 2 : 1;
      const found = argv[script];
      return found === undefined
        ? null
        : { script: found, index: script, rest: argv.slice(script + 1), wrapped, shell: baseName(shell) };
    } else if (!word.startsWith('-')) return null;
  }
  return null;
});

/** One command of a script with the operator that follows it (`''` at the end; a line break is `;`). */
export interface Statement {
  readonly text: string;
  readonly next: ';' | '&&' | '||' | '|' | '&' | '';
}

/**
 * Splits a script at its operators, quotes and comments respected. Compound commands are not taken apart: `if …; then` is a
 * statement `if …` and a statement `then …`.
 */
export function statementsOf(script: string): readonly Statement[] {
  const known = split.get(script);
  if (known) return known;
  if (split.size >= MOST_KEPT) split.clear();
  const found = splitScript(script);
  split.set(script, found);
  return found;
}

/** The scripts of the object at hand: a dozen rules ask for the same ones, one after the other. */
const split = new Map<string, readonly Statement[]>();
const MOST_KEPT = 64;

function splitScript(script: string): readonly Statement[] {
  const found: Statement[] = [];
  let start = 0;
  let depth = 0;
  const push = (end: number, next: Statement['next']) => {
    const part = script
      .slice(start, end)
      .replace(/\\\r?\n/g, ' ')
      .trim();
    if (part !== '') found.push({ text: part, next });
    else if (next === '' && found.length > 0) found[found.length - 1] = { ...(found.at(-1) as Statement), next: '' };
  };
  for (let i = 0; i < script.length; i++) {
    const char = script[i];
    if (char === '\\') i++;
    else if (char === "'" || char === '"' || char === '`') i = quoteEnd(script, i);
    else if (char === '$' && (script[i + 1] === '(' || script[i + 1] === '{')) {
      depth++;
      i++;
    } else if (depth > 0 && (char === ')' || char === '}')) depth--;
    else if (depth > 0) continue;
    else if (char === '#' && /^$|[\s;]/.test(script[i - 1] ?? '')) {
      push(i, ';');
      const line = script.indexOf('\n', i);
      i = line < 0 ? script.length : line;
      start = i + 1;
    } else if (char === '<' && script[i + 1] === '<') {
      i = hereDocumentEnd(script, i);
    } else if (char === '\n' || char === ';') {
      push(i, ';');
      start = i + 1;
    } else if (char === '&' || char === '|') {
      // 2>&1, &>file, >| are redirections
      if (char === '&' && (/[<>]/.test(script[i - 1] ?? '') || script[i + 1] === '>')) continue;
      if (char === '|' && script[i - 1] === '>') continue;
      const double = script[i + 1] === char;
      push(i, double ? (char === '&' ? '&&' : '||') : char);
      if (double || (char === '|' && script[i + 1] === '&')) i++;
      start = i + 1;
    }
  }
  push(script.length, '');
  const last = found.at(-1);
  if (last && last.next === ';') found[found.length - 1] = { ...last, next: '' };
  return found;
}

function quoteEnd(script: string, from: number): number {
  const quote = script[from];
  for (let i = from + 1; i < script.length; i++) {
    if (script[i] === '\\' && quote !== "'") i++;
    else if (script[i] === quote) return i;
  }
  return script.length;
}

function hereDocumentEnd(script: string, from: number): number {
  const match = /^<<-?\s*["']?(\w+)["']?/.exec(script.slice(from, from + 80));
  if (!match) return from + 1;
  const end = script.slice(from).search(new RegExp(`\\n\\s*${match[1]}\\s*(?:\\n|$)`));
  return end < 0 ? script.length : from + end;
}

/** First word of a statement that is no assignment, keyword or wrapper: the program, without its directory. */
export function programOf(statement: string): string {
  for (const word of statement.split(/\s+/)) {
    const plain = word.replace(/^["'({]+|["')}]+$/g, '');
    if (plain === '' || /^\w+=/.test(plain) || KEYWORDS.has(plain)) continue;
    return baseName(plain);
  }
  return '';
}

const KEYWORDS: ReadonlySet<string> = new Set([
  'if',
  'then',
  'else',
  'elif',
  'while',
  'until',
  'do',
  '!',
  'exec',
  'time',
  '{',
  '(',
]);

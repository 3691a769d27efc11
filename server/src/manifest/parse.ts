import { compose } from './composer';
import type { ScalarOverride } from './composerState';
import type { ParsedDocument, ParseProblem } from './document';
import type { Node, Span } from './node';
import { problem } from './problems';
import { createScanner, type Hints, MAX_DEPTH, RESTART, TOO_DEEP } from './scannerState';
import { neutralise } from './template';

/** Longer documents (UTF-16 units) are not read; the API server takes request bodies of 3 MiB. */
export const MAX_LENGTH = 8 * 1024 * 1024;

/** Nobody reads more problems of one document than these. */
const MAX_PROBLEMS = 1000;

/** What Go's reader refuses (`control characters are not allowed`), and the mark that stands for bytes that are not UTF-8. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these characters are what is looked for
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\ufffe\uffff]/;

/**
 * Reads one document the way kubectl and the API server do (sigs.k8s.io/yaml 1.6).
 * Never throws; what is half-typed gives as much of the tree as can be made out, with exact spans.
 * @param text one document's text; its `---` line, comments and a byte order mark may come first
 * @returns the tree, and every problem for which the server would refuse the text or read it otherwise than it looks
 */
export function parseDocument(text: string): ParsedDocument {
  if (text.length > MAX_LENGTH) {
    return failed(text, problem('too-large', { start: 0, end: 0 }, { length: text.length, limit: MAX_LENGTH }));
  }
  const neutral = neutralise(text);
  const template = neutral !== null;
  const json = /^\s*\{/.test(text);
  const { root, problems, restAt } = read(neutral?.text ?? text, json, neutral?.original ?? null);
  const ignored: { ignored?: Span } = restAt === null ? {} : { ignored: { start: restAt, end: text.length } };
  if (template) return { text, root, problems: problems.filter((p) => !SYNTACTIC.has(p.code)), template, ...ignored };
  const all = [...encodingProblems(text), ...problems];
  if (root !== null && root.kind !== 'mapping' && all.length === 0 && !isNull(root)) {
    all.push(problem('not-a-mapping', root.span, { found: root.kind === 'scalar' ? root.type : root.kind }));
  }
  all.sort((a, b) => a.span.start - b.span.start);
  const shown = all.slice(0, MAX_PROBLEMS);
  return { text, root: root !== null && isNull(root) ? null : root, problems: shown, template, ...ignored };
}

/** What a template's own syntax may cause. */
const SYNTACTIC: ReadonlySet<ParseProblem['code']> = new Set([
  'syntax',
  'duplicate-key',
  'alias-unknown',
  'invalid-key',
  'invalid-value',
  'invalid-merge',
  'invalid-encoding',
  'not-a-mapping',
]);

function isNull(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null;
}

function failed(text: string, ...problems: ParseProblem[]): ParsedDocument {
  return { text, root: null, problems, template: false };
}

function encodingProblems(text: string): ParseProblem[] {
  const at = text.search(FORBIDDEN);
  if (at < 0) return [];
  const character = `U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`;
  return [problem('invalid-encoding', { start: at, end: at + 1 }, { character })];
}

/** Reads, and reads again where a quote or bracket turned out to be open, a bounded number of times. */
function read(text: string, json: boolean, original: ScalarOverride | null) {
  const hints: Hints = { openQuotes: new Set(), flowEnds: new Set() };
  const attempts = text.length > 100_000 ? 3 : 20;
  for (let attempt = 1; ; attempt++) {
    const scanner = createScanner(text, json, hints, attempt < attempts);
    try {
      return compose(scanner, original);
    } catch (thrown) {
      if (thrown === RESTART) continue;
      if (thrown !== TOO_DEEP) throw thrown;
      const at = { start: scanner.offset, end: Math.min(scanner.offset + 1, text.length) };
      return { root: null, problems: [problem('too-deep', at, { limit: MAX_DEPTH })], restAt: null };
    }
  }
}

/** What is wrong in a `.rollout-lens.yaml`, and what mends it. */
import { type Language, messageOf, ruleRegistry } from '../../diagnostics/index';
import { createLineIndex, formatPath, parseDocument, pathAtOffset, type Span } from '../../manifest/index';
import type { CodeAction, Diagnostic, Range, ServiceSettings, TextFile } from '../service';
import { severityOf } from '../settings';
import { resolveAddress } from './configFile';
import { type ConfigProblem, type ReadConfig, readConfig } from './readConfig';

/** The text of a file by its address; null where there is none, undefined where it is not known (yet). */
export type ReadText = (uri: string) => string | null | undefined;

const RULE = 'config-invalid';

/** Reads the configuration of a file, and the files that it names. */
export function configOf(file: TextFile, readText: ReadText): ReadConfig {
  return readConfig(file.uri, file.text, (name) => readText(resolveAddress(file.uri, name)));
}

export function diagnoseConfig(
  file: TextFile,
  settings: ServiceSettings,
  language: Language,
  readText: ReadText,
): readonly Diagnostic[] {
  return found(file, settings, language, readText).map(({ diagnostic }) => diagnostic);
}

/** For every name that nobody knows, the one that was most likely meant. */
export function configActions(
  file: TextFile,
  range: Range,
  settings: ServiceSettings,
  language: Language,
  readText: ReadText,
): readonly CodeAction[] {
  return found(file, settings, language, readText).flatMap(({ diagnostic, problem }): CodeAction[] => {
    const { meant } = problem;
    if (meant === undefined || !touches(diagnostic.range, range)) return [];
    const title = { en: `Replace it with ${meant}`, ja: `${meant} に置き換える` }[language];
    const edits = [{ range: diagnostic.range, newText: meant }];
    return [{ title, kind: 'quickfix', rule: RULE, diagnostic, preferred: true, edits }];
  });
}

function found(
  file: TextFile,
  settings: ServiceSettings,
  language: Language,
  readText: ReadText,
): readonly { readonly diagnostic: Diagnostic; readonly problem: ConfigProblem }[] {
  const rule = ruleRegistry().get(RULE);
  const severity = rule ? severityOf(rule, settings) : null;
  if (!rule || severity === null) return [];
  const { text } = file;
  const { problems } = configOf(file, readText);
  if (problems.length === 0) return [];
  const lines = createLineIndex(text);
  const document = parseDocument(text);
  return problems.map((problem) => {
    const { start, end } = visible(text, problem.span);
    const finding = { path: [], at: 'value', params: { detail: problem.message } } as const;
    const diagnostic: Diagnostic = {
      range: { start: lines.positionAt(beforeLineEnd(text, start)), end: lines.positionAt(beforeLineEnd(text, end)) },
      rule: RULE,
      category: rule.category,
      severity,
      message: messageOf(rule, finding, language),
      field: formatPath(pathAtOffset(document, start).path),
      document: 0,
      fixable: problem.meant !== undefined,
    };
    return { diagnostic, problem };
  });
}

/** At most one line; what is empty takes a character, so that it can be seen. */
function visible(text: string, { start, end }: Span): Span {
  const from = Math.max(0, Math.min(start, text.length));
  const line = /^[^\r\n]*/.exec(text.slice(from))?.[0] ?? '';
  const to = Math.min(Math.max(end, from), from + line.trimEnd().length);
  if (to > from) return { start: from, end: to };
  return line.length > 0 ? { start: from, end: from + 1 } : { start: Math.max(0, from - 1), end: from };
}

function touches(a: Range, b: Range): boolean {
  const before = (one: Range, other: Range) =>
    one.end.line < other.start.line || (one.end.line === other.start.line && one.end.character < other.start.character);
  return !before(a, b) && !before(b, a);
}

/** An offset between the two characters of a line end is one before them: no position of LSP lies there. */
function beforeLineEnd(text: string, offset: number): number {
  return text[offset - 1] === '\r' && text[offset] === '\n' ? offset - 1 : offset;
}

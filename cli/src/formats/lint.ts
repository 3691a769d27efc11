import type { Diagnostic } from '../../../server/src/languageService/index';

/** A finding with the name of its file. */
export interface FileDiagnostic extends Diagnostic {
  readonly file: string;
}

export type LintFormat = 'text' | 'json' | 'sarif' | 'github';
export const LINT_FORMATS: readonly LintFormat[] = ['text', 'json', 'sarif', 'github'];

/** A file that was repaired, and how many of its findings were. */
export interface FixedFile {
  readonly file: string;
  readonly fixes: number;
}

/**
 * Words findings for one of the formats.
 * @param files how many were linted
 * @param rulePage the page of a rule, for SARIF
 * @param fixed what was repaired before; absent where nothing was to be
 */
export function formatFindings(
  findings: readonly FileDiagnostic[],
  format: LintFormat,
  files: number,
  version: string,
  rulePage: (rule: string) => string | null,
  fixed?: readonly FixedFile[],
): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ diagnostics: findings.map(toJson), ...(fixed ? { fixed } : {}) })}\n`;
    case 'sarif':
      return `${JSON.stringify(toSarif(findings, version, rulePage), null, 2)}\n`;
    case 'github':
      return findings.map(toGithub).join('');
    case 'text':
      return toText(findings, files, fixed);
  }
}

function toJson(finding: FileDiagnostic): unknown {
  const { file, document, rule, category, severity, message, field, range, recipe } = finding;
  return { file, document, rule, category, severity, message, field, range, ...(recipe ? { recipe } : {}) };
}

function toText(findings: readonly FileDiagnostic[], files: number, fixed: readonly FixedFile[] | undefined): string {
  const told = new Set<string>();
  const lines = findings.map((f) => {
    const where = `${f.file}:${f.range.start.line + 1}:${f.range.start.character + 1}`;
    const field = f.field === '' ? '' : ` (${f.field})`;
    return `${where}: ${f.severity}: ${f.message}${field} [${f.category}: ${f.rule}]\n${recipeText(f, told)}`;
  });
  const errors = findings.filter((f) => f.severity === 'error').length;
  const warnings = findings.filter((f) => f.severity === 'warning').length;
  const others = findings.length - errors - warnings;
  const parts = [count(errors, 'error'), count(warnings, 'warning'), ...(others > 0 ? [count(others, 'note')] : [])];
  return `${lines.join('')}${findings.length > 0 ? '\n' : ''}${count(files, 'file')}: ${parts.join(', ')}${fixed ? fixedText(fixed) : ''}\n`;
}

/** The recipe below its finding; one that several findings of a document share stands there once. */
function recipeText({ file, document, recipe = [] }: FileDiagnostic, told: Set<string>): string {
  const text = recipe.map((line) => `    ${line}\n`).join('');
  const key = `${file} ${document} ${text}`;
  if (told.has(key)) return '';
  told.add(key);
  return text;
}

function fixedText(fixed: readonly FixedFile[]): string {
  if (fixed.length === 0) return '; nothing to fix';
  const fixes = fixed.reduce((sum, each) => sum + each.fixes, 0);
  return `; fixed ${count(fixes, 'finding')} in ${count(fixed.length, 'file')}`;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** The message, and how to get there where a recipe says it. */
function withRecipe({ message, recipe = [] }: FileDiagnostic): string {
  return recipe.length === 0 ? message : `${message}\n\n${recipe.join('\n')}`;
}

/** GitHub's workflow commands: properties escape `%`, line ends, `:` and `,`; the message only the first two. */
function toGithub(finding: FileDiagnostic): string {
  const level = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' }[finding.severity];
  const message = (s: string) => s.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
  const property = (s: string) => message(s).replace(/:/g, '%3A').replace(/,/g, '%2C');
  const { start, end } = finding.range;
  // a column range is understood only within one line
  const columns = start.line === end.line ? `,col=${start.character + 1},endColumn=${end.character + 1}` : '';
  const place = `file=${property(finding.file)},line=${start.line + 1},endLine=${end.line + 1}${columns}`;
  return `::${level} ${place},title=${property(finding.rule)}::${message(withRecipe(finding))}\n`;
}

/** SARIF 2.1.0: lines and columns from 1, columns in UTF-16 units. */
function toSarif(
  findings: readonly FileDiagnostic[],
  version: string,
  rulePage: (rule: string) => string | null,
): unknown {
  const ids = [...new Set(findings.map((f) => f.rule))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        columnKind: 'utf16CodeUnits',
        tool: {
          driver: { name: 'Rollout Lens', version, rules: ids.map((id) => sarifRule(id, findings, rulePage(id))) },
        },
        results: findings.map((f) => ({
          ruleId: f.rule,
          ruleIndex: ids.indexOf(f.rule),
          level: { error: 'error', warning: 'warning', information: 'note', hint: 'note' }[f.severity],
          message: { text: withRecipe(f) },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: f.file.split('\\').join('/') },
                region: {
                  startLine: f.range.start.line + 1,
                  startColumn: f.range.start.character + 1,
                  endLine: f.range.end.line + 1,
                  endColumn: f.range.end.character + 1,
                },
              },
              logicalLocations: [{ fullyQualifiedName: f.field }],
            },
          ],
          properties: { category: f.category, document: f.document },
        })),
      },
    ],
  };
}

/** reportingDescriptor: what a viewer shows of a rule beside its findings. */
function sarifRule(id: string, findings: readonly FileDiagnostic[], page: string | null): unknown {
  const category = findings.find((finding) => finding.rule === id)?.category ?? '';
  const title = /^# (.+)$/m.exec(page ?? '')?.[1];
  return {
    id,
    ...(title === undefined ? {} : { shortDescription: { text: title } }),
    ...(page === null ? {} : { help: { text: page, markdown: page } }),
    properties: { tags: [category] },
  };
}

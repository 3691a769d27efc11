import { parseArgs } from 'node:util';
import { createLanguageService, type TextFile } from '../../../server/src/languageService/index';
import { type Environment, internalError, UsageError } from '../environment';
import { readInput, readInputs } from '../files';
import { type FileDiagnostic, formatFindings, LINT_FORMATS, type LintFormat } from '../formats/lint';
import { parsedOrUsage } from '../parsed';
import { PRODUCT_VERSION } from '../product';
import { checkedVersion } from '../version';

export const LINT_HELP = `rollout-lens lint [options] PATH|-...

Reports what the API server would refuse (rejected), what cannot work (broken) and what will hurt (risk).
A folder is walked for .yaml, .yml and .json; - is standard input.

  --kubernetes-version V   minor (its newest patch release) or patch release, 1.20 to 1.37; default 1.37
  --format F               text (default), json, sarif, github
  --style                  report matters of style too
  --from OLD.yaml          what is stored today (repeatable): reports what is refused as an update of it

Exit code: 0 nothing at the level of an error, 1 errors found, 2 wrong arguments or a path that cannot be read.
`;

/**
 * `lint`: findings of every file on standard output.
 * @param make the language service that is asked
 * @returns the exit code, 0 or 1 (also when a file could not be linted for a failure of our own)
 * @throws UsageError for wrong arguments or a path that cannot be read
 */
export async function lint(
  args: readonly string[],
  environment: Environment,
  make: typeof createLanguageService = createLanguageService,
): Promise<number> {
  const { values, positionals } = parsedOrUsage(() =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'kubernetes-version': { type: 'string' },
        format: { type: 'string', default: 'text' },
        style: { type: 'boolean', default: false },
        from: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }),
  );
  if (values.help) {
    environment.out(LINT_HELP);
    return 0;
  }
  if (positionals.length === 0) throw new UsageError('lint: name a file or a folder, or - for standard input');
  const format = LINT_FORMATS.find((f) => f === values.format);
  if (!format) throw new UsageError(`--format ${values.format}: one of ${LINT_FORMATS.join(', ')}`);
  const version = checkedVersion(values['kubernetes-version']);

  const inputs = await readInputs(positionals, environment);
  const files = inputs.map(({ uri, text }): TextFile => ({ uri, version: null, text }));
  const stored = values.from.map((name) => readInput(name, environment.cwd));
  const base = stored.map(({ uri, text }): TextFile => ({ uri, version: null, text }));
  let at = 'lint';
  let failed = false;
  // one file's failure takes nothing from the others
  const fail = (error: unknown): void => {
    failed = true;
    environment.err(internalError(at, error));
  };
  const service = make({
    language: environment.language,
    log: fail,
    // the files named are the whole workspace
    workspace: { version: () => 1, files: () => files },
  });
  const settings = { kubernetesVersion: version.text, style: values.style, rules: {} };
  const findings = inputs.flatMap(({ name }, i): FileDiagnostic[] => {
    const file = files[i];
    at = name;
    try {
      return file ? service.diagnose(file, settings, base).map((diagnostic) => ({ ...diagnostic, file: name })) : [];
    } catch (error) {
      fail(error);
      return [];
    }
  });
  environment.out(formatFindings(findings, format satisfies LintFormat, inputs.length, PRODUCT_VERSION));
  return failed || findings.some((f) => f.severity === 'error') ? 1 : 0;
}

import { parseArgs } from 'node:util';
import { createLanguageService, type LanguageService } from '../../../server/src/languageService/index';
import { type Environment, UsageError } from '../environment';
import { readInputs } from '../files';
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

Exit code: 0 nothing at the level of an error, 1 errors found, 2 wrong arguments or a path that cannot be read.
`;

/**
 * `lint`: findings of every file on standard output.
 * @returns the exit code, 0 or 1
 * @throws UsageError for wrong arguments or a path that cannot be read
 */
export async function lint(args: readonly string[], environment: Environment): Promise<number> {
  const { values, positionals } = parsedOrUsage(() =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'kubernetes-version': { type: 'string' },
        format: { type: 'string', default: 'text' },
        style: { type: 'boolean', default: false },
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
  const service = createLanguageService({ language: environment.language, log: (m) => environment.err(`${m}\n`) });
  const settings = { kubernetesVersion: version.text, style: values.style, rules: {} };
  const findings = inputs.flatMap((input) => diagnose(service, input, settings));
  environment.out(formatFindings(findings, format satisfies LintFormat, inputs.length, PRODUCT_VERSION));
  return findings.some((f) => f.severity === 'error') ? 1 : 0;
}

function diagnose(
  service: LanguageService,
  input: { readonly name: string; readonly uri: string; readonly text: string },
  settings: Parameters<LanguageService['diagnose']>[1],
): FileDiagnostic[] {
  const diagnostics = service.diagnose({ uri: input.uri, version: null, text: input.text }, settings);
  return diagnostics.map((diagnostic) => ({ ...diagnostic, file: input.name }));
}

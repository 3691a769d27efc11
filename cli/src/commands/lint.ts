import { parseArgs } from 'node:util';
import {
  createLanguageService,
  diagnoseConfig,
  isConfigFile,
  type ServiceSettings,
  type TextFile,
} from '../../../server/src/languageService/index';
import { createConfigurations, type Flags, readText, rulesOf } from '../config';
import { type Environment, internalError, UsageError } from '../environment';
import { type InputFile, readInput, readInputs, STDIN_NAME } from '../files';
import { type FixedText, fixedText, writeFixed } from '../fix';
import { unifiedDiff } from '../formats/diff';
import { type FileDiagnostic, type FixedFile, formatFindings, LINT_FORMATS } from '../formats/lint';
import { filesAtCommit } from '../git';
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
  --against GIT-REF        the same with the files as a commit holds them; a file that it does not hold is new
  --rule ID=LEVEL          off, error, warning, information or hint for a rule (repeatable)
  --config FILE|none       the configuration for all files, instead of the nearest .rollout-lens.yaml above each
  --fix                    write every repair that is the one right one, then report what is left; with - the repaired
                           text goes to standard output and the report to standard error
  --diff                   write nothing, show what --fix would change

A flag comes before .rollout-lens.yaml, which comes before the defaults. # rollout-lens-disable-next-line ID in a
manifest suppresses a finding.

Exit code: 0 nothing at the level of an error, 1 errors found (--diff: something would change), 2 wrong arguments or a
path that cannot be read or written.
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
        against: { type: 'string' },
        rule: { type: 'string', multiple: true, default: [] },
        config: { type: 'string' },
        fix: { type: 'boolean', default: false },
        diff: { type: 'boolean', default: false },
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
  const { fix, diff, config } = values;
  if (fix && diff) throw new UsageError('--fix writes and --diff does not: give one of them');
  if (fix && positionals.includes('-') && positionals.length > 1)
    throw new UsageError('--fix -: name nothing beside standard input, whose repaired text goes to standard output');
  const flags: Flags = {
    rules: rulesOf(values.rule, environment.language),
    ...(values['kubernetes-version'] === undefined
      ? {}
      : { kubernetesVersion: checkedVersion(values['kubernetes-version']).text }),
    ...(values.style ? { style: true } : {}),
    ...(config === undefined ? {} : { config }),
  };
  const defaults: ServiceSettings = { kubernetesVersion: checkedVersion(undefined).text, style: false, rules: {} };

  const given = await readInputs(positionals, environment);
  const configurations = createConfigurations(environment, flags, defaults);
  const inputs = given.filter(({ uri }) => !isConfigFile(uri));
  const linted = inputs.filter((input) => configurations.settingsOf(input).excluded !== true);
  const files = inputs.map(({ uri, text }): TextFile => ({ uri, version: null, text }));
  const stored = values.from.map((name) => readInput(name, environment.cwd));
  const committed = values.against === undefined ? [] : filesAtCommit(values.against, positionals, environment);
  const base = [...stored, ...committed].map(({ uri, text }): TextFile => ({ uri, version: null, text }));
  let at = 'lint';
  let failed = false;
  let unwritten = false;
  let version = 1;
  // one file's failure takes nothing from the others
  const fail = (error: unknown): void => {
    failed = true;
    environment.err(internalError(at, error));
  };
  const service = make({
    language: environment.language,
    log: fail,
    // the files named are the whole workspace
    workspace: { version: () => version, files: () => files },
    readText,
  });
  const guarded = <T>(name: string, fallback: T, run: () => T): T => {
    at = name;
    try {
      return run();
    } catch (error) {
      fail(error);
      return fallback;
    }
  };
  const fileOf = (input: InputFile): TextFile => files[inputs.indexOf(input)] ?? { ...input, version: null };

  let changes = '';
  const fixed: FixedFile[] = [];
  for (const input of fix || diff ? linted : []) {
    const keep = (file: TextFile): void => {
      files[inputs.indexOf(input)] = file;
      version++;
    };
    const none: FixedText = { text: input.text, fixes: 0 };
    const { text, fixes } = guarded(input.name, none, () =>
      fixedText(service, fileOf(input), configurations.settingsOf(input), base, keep),
    );
    if (text === input.text) continue;
    if (diff) changes += unifiedDiff(input.name, input.text, text);
    const problem = diff || input.name === STDIN_NAME ? null : writeFixed(input, text, environment);
    if (problem === null) fixed.push({ file: input.name, fixes });
    else {
      unwritten = true;
      environment.err(`${input.name}: ${problem}\n`);
      keep({ ...fileOf(input), text: input.text });
    }
  }
  if (diff) {
    environment.out(changes);
    return failed || changes !== '' ? 1 : 0;
  }

  const configs = config === 'none' ? [] : configFiles(given, configurations.filesFor(given));
  const findings = [
    ...configs.flatMap((input): FileDiagnostic[] =>
      guarded(input.name, [], () =>
        diagnoseConfig(fileOf(input), configurations.settingsOf(input), environment.language, readText).map(
          (diagnostic) => ({ ...diagnostic, file: input.name }),
        ),
      ),
    ),
    ...linted.flatMap((input): FileDiagnostic[] =>
      guarded(input.name, [], () =>
        service
          .diagnose(fileOf(input), configurations.settingsOf(input), base)
          .map((diagnostic) => ({ ...diagnostic, file: input.name })),
      ),
    ),
  ];
  const report = formatFindings(
    findings,
    format,
    linted.length,
    PRODUCT_VERSION,
    environment.rulePage,
    fix ? fixed : undefined,
  );
  const [stdin] = positionals;
  if (fix && stdin === '-') {
    environment.out(files[0]?.text ?? '');
    environment.err(report);
  } else environment.out(report);
  if (unwritten) return 2;
  return failed || findings.some((f) => f.severity === 'error') ? 1 : 0;
}

/** Configurations among the files that were named, and those that hold for others, each once. */
function configFiles(given: readonly InputFile[], found: readonly InputFile[]): readonly InputFile[] {
  const named = given.filter(({ uri }) => isConfigFile(uri));
  return [...named, ...found.filter(({ uri }) => !named.some((each) => each.uri === uri))];
}

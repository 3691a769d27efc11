import { parseArgs } from 'node:util';
import { createLanguageService, isConfigFile, type TextFile } from '../../../server/src/languageService/index';
import { createVersions } from '../config';
import { type Environment, internalError, UsageError } from '../environment';
import { readInputs } from '../files';
import { EFFECTIVE_FORMATS, type FileParts, formatEffective } from '../formats/effective';
import { parsedOrUsage } from '../parsed';

export const EFFECTIVE_HELP = `rollout-lens effective [options] PATH|-...

Shows DaemonSets and StatefulSets as the API server stores them: what it fills in (# default), stores in another form
(# written 0.5) and does not keep (# dropped: ...). Other kinds are passed over.

  --kubernetes-version V   minor (its newest patch release) or patch release, 1.32 to 1.37; default: that of
                           the nearest .rollout-lens.yaml, else 1.37
  --format F               yaml (default), json

Exit code: 0 everything would be stored, 1 the server would refuse something (standard error says what and why),
2 wrong arguments or a path that cannot be read.
`;

const REFUSED = {
  en: (what: string) => `the API server would refuse ${what}`,
  ja: (what: string) => `API サーバーは ${what} を拒否します`,
} as const;

/**
 * `effective`: what the API server would store, on standard output; what it would refuse, on standard error.
 * @returns the exit code: 1 where anything would be refused, also for a failure of our own
 * @throws UsageError for wrong arguments or a path that cannot be read
 */
export async function effective(args: readonly string[], environment: Environment): Promise<number> {
  const { values, positionals } = parsedOrUsage(() =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'kubernetes-version': { type: 'string' },
        format: { type: 'string', default: 'yaml' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }),
  );
  if (values.help) {
    environment.out(EFFECTIVE_HELP);
    return 0;
  }
  if (positionals.length === 0) throw new UsageError('effective: name a file or a folder, or - for standard input');
  const format = EFFECTIVE_FORMATS.find((f) => f === values.format);
  if (!format) throw new UsageError(`--format ${values.format}: one of ${EFFECTIVE_FORMATS.join(', ')}`);
  const versionOf = createVersions(values['kubernetes-version'], environment, 'effective');
  const { language } = environment;

  const inputs = (await readInputs(positionals, environment)).filter(({ uri }) => !isConfigFile(uri));
  let failed = false;
  let at = 'effective';
  const fail = (error: unknown): void => {
    failed = true;
    environment.err(internalError(at, error));
  };
  const service = createLanguageService({ language, log: fail });
  const versions = inputs.map((input) => versionOf(input).text);
  const files = inputs.flatMap(({ name, uri, text }, index): FileParts[] => {
    const file: TextFile = { uri, version: null, text };
    const settings = { kubernetesVersion: versions[index] ?? '', style: false, rules: {} };
    at = name;
    try {
      return [{ file: name, parts: service.stored(file, settings) }];
    } catch (error) {
      fail(error);
      return [];
    }
  });
  const refusals = refusalLines(files, language);
  environment.out(formatEffective(files, format, language));
  for (const line of refusals) environment.err(line);
  return failed || refusals.length > 0 ? 1 : 0;
}

/** One line for every object that would be refused, and one below it for every reason. */
function refusalLines(files: readonly FileParts[], language: Environment['language']): readonly string[] {
  return files.flatMap(({ file, parts }) =>
    parts.flatMap((part) => {
      if (part.kind === 'passed-over') return part.refused ? [`${file}: ${part.note}\n`] : [];
      if (part.refusals.length === 0) return [];
      const { kind, name } = part.object;
      const what = name === '' ? kind : `${kind} ${name}`;
      const why = part.refusals.map(({ field, message }) => `  ${field === '' ? '' : `${field}: `}${message}\n`);
      return [`${file}: ${REFUSED[language](what)}\n`, ...why];
    }),
  );
}

import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  createLanguageService,
  type LanguageService,
  readScenario,
  type TextFile,
} from '../../../server/src/languageService/index';
import { type Scenario, simulateChange, simulate as simulateScenario } from '../../../simulator/src/index';
import { createVersions } from '../config';
import { type Environment, internalError, UsageError } from '../environment';
import { type InputFile, readInput, readStandardInput } from '../files';
import { formatTrace, SIMULATE_FORMATS } from '../formats/simulate';
import { parsedOrUsage } from '../parsed';
import { coveredVersion } from '../version';

export const SIMULATE_HELP = `rollout-lens simulate [options] NEW.yaml|-
rollout-lens simulate [options] --scenario FILE

Says what the controllers will do: a first install of NEW.yaml, or the change from OLD.yaml to it, or a scenario's steps.

  --kubernetes-version V   minor (its newest patch release) or patch release, 1.32 to 1.37; default: that of
                           the scenario or the nearest .rollout-lens.yaml, else 1.37
  --from OLD.yaml          what runs today
  --select Kind/name       which workload of the file; default the first
  --seed N                 settles the choices that the controllers leave open; default 1
  --alternatives           with --format json: names what else could have been chosen (event.tie.alternatives)
  --format F               text (default), json, markdown

Exit code: 0 when the simulation ran, a stuck rollout too; 2 wrong arguments or a path that cannot be read.
`;

/**
 * `simulate`: a trace with its verdict on standard output.
 * @returns the exit code: 0, or 1 for a failure of our own
 * @throws UsageError for wrong arguments, an unreadable path, or a manifest that cannot be simulated
 */
export async function simulate(args: readonly string[], environment: Environment): Promise<number> {
  const { values, positionals } = parsedOrUsage(() =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'kubernetes-version': { type: 'string' },
        from: { type: 'string' },
        select: { type: 'string' },
        seed: { type: 'string' },
        scenario: { type: 'string' },
        alternatives: { type: 'boolean', default: false },
        format: { type: 'string', default: 'text' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }),
  );
  if (values.help) {
    environment.out(SIMULATE_HELP);
    return 0;
  }
  const format = SIMULATE_FORMATS.find((f) => f === values.format);
  if (!format) throw new UsageError(`--format ${values.format}: one of ${SIMULATE_FORMATS.join(', ')}`);
  const seed = values.seed === undefined ? undefined : Number(values.seed);
  if (seed !== undefined && !(/^\d+$/.test(values.seed ?? '') && Number.isSafeInteger(seed))) {
    throw new UsageError(`--seed ${values.seed}: a whole number, 0 or more`);
  }
  const listTies = values.alternatives;
  if (listTies && format !== 'json') throw new UsageError('--alternatives: only --format json shows them');
  const given = { version: values['kubernetes-version'], seed };
  const { language } = environment;

  if (values.scenario !== undefined) {
    if (positionals.length > 0 || values.from !== undefined || values.select !== undefined) {
      throw new UsageError('--scenario stands alone: its own steps say what is applied');
    }
    const { scenario, written } = scenarioOf(readInput(values.scenario, environment.cwd), given, environment);
    const workload = scenario.steps.findLast((step) => 'apply' in step)?.apply ?? null;
    return told(values.scenario, environment, () =>
      formatTrace(simulateScenario(scenario, { listTies }), format, {
        scenario: written,
        language,
        refused: null,
        workload,
        steps: scenario.steps,
      }),
    );
  }
  const [path, ...more] = positionals;
  if (path === undefined) throw new UsageError('simulate: name a manifest, or --scenario FILE');
  if (more.length > 0) throw new UsageError(`simulate takes one manifest, not ${positionals.length}`);
  const input = path === '-' ? await readStandardInput(environment) : readInput(path, environment.cwd);
  const old = values.from === undefined ? null : readInput(values.from, environment.cwd);
  const version = createVersions(given.version, environment, 'simulate')(input);
  const change = changeOf(input, old, values.select, version.text, environment);
  return told(input.name, environment, () => {
    const { from, to, refused } = change;
    const trace = simulateChange({
      from,
      to,
      release: version.release,
      listTies,
      ...(seed === undefined ? {} : { seed }),
    });
    return formatTrace(trace, format, { scenario: null, language, refused, workload: to, assumed: { from, to } });
  });
}

/** Puts out what was made of a file. */
function told(file: string, environment: Environment, make: () => string): number {
  let text: string;
  try {
    text = make();
  } catch (error) {
    environment.err(internalError(file, error));
    return 1;
  }
  environment.out(text);
  return 0;
}

/** Reads a scenario file; the flags beat what it says. */
function scenarioOf(
  file: InputFile,
  given: { readonly version: string | undefined; readonly seed: number | undefined },
  environment: Environment,
): { readonly scenario: Scenario; readonly written: unknown } {
  const version = given.version === undefined ? undefined : coveredVersion(given.version, 'simulate').text;
  const folder = dirname(resolve(environment.cwd, file.name));
  const read = readScenario(file.text, {
    readFile: (name) => {
      try {
        return readInput(resolve(folder, name), environment.cwd).text;
      } catch {
        return null;
      }
    },
    whyUnread: (name) => {
      const found = statSync(resolve(folder, name), { throwIfNoEntry: false });
      if (found === undefined) return 'missing';
      return found.isDirectory() ? 'folder' : 'unreadable';
    },
    ...(version === undefined ? {} : { kubernetesVersion: version }),
    language: environment.language,
  });
  if (read.scenario === null) {
    const lines = read.problems.map((p) => `${p.file ?? file.name}:${p.line + 1}:${p.character + 1}: ${p.message}`);
    throw new UsageError(lines.join('\n'));
  }
  for (const { line, character, message } of read.notes) {
    environment.err(`${file.name}:${line + 1}:${character + 1}: ${message}\n`);
  }
  const scenario = given.seed === undefined ? read.scenario : { ...read.scenario, seed: given.seed };
  return { scenario, written: read.written };
}

/** Workloads before and after, by the language service's own reading of the files. */
function changeOf(
  input: InputFile,
  old: InputFile | null,
  select: string | undefined,
  kubernetesVersion: string,
  environment: Environment,
): Pick<Parameters<typeof simulateChange>[0], 'from' | 'to'> & { readonly refused: string | null } {
  const service: LanguageService = createLanguageService({
    language: environment.language,
    log: (message) => environment.err(internalError(input.name, message)),
  });
  const file: TextFile = { uri: input.uri, version: null, text: input.text };
  const settings = { kubernetesVersion, style: false, rules: {} };
  const params = { uri: input.uri, baseText: old?.text ?? null, ...(select === undefined ? {} : { select }) };
  const answer = service.rollout(file, params, settings);
  if (answer.state.kind === 'broken') throw new UsageError(`${input.name}: ${answer.state.problem}`);
  if (answer.to === null) {
    const known = answer.workloads.map((w) => `${w.kind}/${w.name}`);
    const has = known.length === 0 ? 'no DaemonSet or StatefulSet' : known.join(', ');
    throw new UsageError(`${input.name}: ${select === undefined ? '' : `no ${select}; `}it holds ${has}`);
  }
  if (old) {
    const same = `${answer.to.kind}/${answer.to.name}`;
    const { state } = service.rollout(
      { uri: old.uri, version: null, text: old.text },
      { uri: old.uri, baseText: null, ...(answer.from === null ? {} : { select: same }) },
      settings,
    );
    if (answer.from === null) {
      if (state.kind === 'broken') throw new UsageError(`${old.name}: ${state.problem}`);
      environment.err(`${old.name}: it holds no ${same}: what is simulated is a first install\n`);
    } else if (state.kind === 'refused') {
      environment.err(`${old.name}: ${state.problem} What is simulated starts from it all the same.\n`);
    }
  }
  const refused = answer.state.kind === 'refused' ? answer.state.problem : null;
  if (refused !== null) environment.err(`${input.name}: ${refused}\n`);
  return { from: answer.from, to: answer.to, refused };
}

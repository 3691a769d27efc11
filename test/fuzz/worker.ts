/** Runs cases one after the other and says what went wrong with each; whoever waits for it notices when it hangs. */
import { parentPort, workerData } from 'node:worker_threads';
import {
  createLanguageService,
  DEFAULT_SETTINGS,
  type LanguageService,
  type Position,
  type Range,
  readScenario,
  type ServiceSettings,
  type TextFile,
} from '../../server/src/languageService/index';
import { parseRelease, simulateChange } from '../../simulator/src/index';
import { mutant, oneTokenChanged, pick, type Random, randomFrom } from './mutate';

const { seeds, seed } = workerData as { readonly seeds: readonly string[]; readonly seed: number };
const VERSIONS = ['1.24', '1.32', '1.35.2', '1.36', '1.37'];
/** CPU time that anything asked about one text may take, in milliseconds. */
const MOST_MS = 1000;
/** Sets of more pods are not simulated: the many take their time. */
const MOST_REPLICAS = 30;

let faults: string[] = [];
const log = (message: string): void => {
  faults.push(message);
};

/** A service that has seen everything before, and one that knows nothing. */
const workspace = new Map<string, TextFile>();
let version = 0;
const host = {
  language: 'en' as const,
  log,
  workspace: { version: () => version, files: () => workspace.values() },
};
const old = createLanguageService(host);

function timed<T>(what: string, run: () => T): T {
  const before = process.cpuUsage();
  const answer = run();
  const { user, system } = process.cpuUsage(before);
  const ms = (user + system) / 1000;
  if (ms > MOST_MS) faults.push(`${what} took ${Math.round(ms)} ms`);
  return answer;
}

function isIn(text: readonly string[], { start, end }: Range): boolean {
  const inside = ({ line, character }: Position) =>
    line >= 0 && line < text.length && character >= 0 && character <= (text[line]?.length ?? 0);
  return (
    inside(start) &&
    inside(end) &&
    (start.line < end.line || (start.line === end.line && start.character <= end.character))
  );
}

/** Lines as LSP counts them. */
const linesOf = (text: string): string[] => text.split(/\r\n|\r|\n/);

/** The one change that makes a text of another; it never parts the two characters of a line end. */
function changeOf(before: string, after: string): { readonly range: Range; readonly text: string } {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  while (start > 0 && (parted(before, start) || parted(after, start))) start--;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++;
  while (end > 0 && (parted(before, before.length - end) || parted(after, after.length - end))) end--;
  const inserted = after.slice(start, after.length - end);
  return { range: { start: positionIn(before, start), end: positionIn(before, before.length - end) }, text: inserted };
}

const parted = (text: string, offset: number): boolean => text[offset - 1] === '\r' && text[offset] === '\n';

function positionIn(text: string, offset: number): Position {
  const lines = linesOf(text.slice(0, offset));
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

async function askEverything(service: LanguageService, file: TextFile, settings: ServiceSettings, random: Random) {
  const lines = linesOf(file.text);
  const everything = { start: { line: 0, character: 0 }, end: { line: lines.length, character: 0 } };
  const diagnostics = timed('diagnose', () => service.diagnose(file, settings));
  for (const each of diagnostics) {
    const places = [each.range, ...(each.related ?? []).map(({ range }) => range)];
    if (!places.every((range) => isIn(lines, range)))
      faults.push(`${each.rule} lies outside the text: ${JSON.stringify(places)}`);
    if (/\{\w+\}/.test(each.message) && !/\{\{|\$\{|\{\w+\}/.test(file.text))
      faults.push(`${each.rule} has an unfilled message: ${each.message}`);
  }
  const actions = timed('codeActions', () => service.codeActions(file, everything, settings));
  const all = timed('fixAll', () => service.fixAll(file, settings));
  for (const { rule, title, edits } of [...actions, ...(all ? [all] : [])]) {
    for (const { range } of edits)
      if (!isIn(lines, range)) faults.push(`the fix ${title} of ${rule} edits outside the text`);
  }
  for (const { range } of service.statuses(file, settings))
    if (!isIn(lines, range)) faults.push('a status lies outside the text');
  const line = Math.floor(random() * lines.length);
  const position = { line, character: Math.floor(random() * ((lines[line]?.length ?? 0) + 1)) };
  const hover = await service.hover(file, position, settings);
  if (hover && !isIn(lines, hover.range)) faults.push('a hover lies outside the text');
  for (const item of await service.complete(file, position, settings))
    if (!isIn(lines, item.edit.range)) faults.push(`the completion ${item.label} edits outside the text`);
  timed('symbols', () => service.symbols(file));
  for (const { select } of timed('codeLenses', () => service.codeLenses(file)))
    timed('resolveLens', () => service.resolveLens(file, select, null, settings));
  const rollout = timed('rollout', () => service.rollout(file, { uri: file.uri, baseText: null, position }, settings));
  const to = rollout.to;
  const small = to !== null && (to.kind === 'DaemonSet' || to.replicas <= MOST_REPLICAS);
  const release = parseRelease(settings.kubernetesVersion);
  if (to && small && release && rollout.state.kind === 'ready')
    timed('simulate', () => simulateChange({ from: rollout.from, to, release }));
  const config: TextFile = { ...file, uri: 'file:///fuzz/.rollout-lens.yaml' };
  for (const each of timed('configuration', () => service.diagnose(config, settings)))
    if (!isIn(lines, each.range)) faults.push(`${each.rule} lies outside the configuration`);
  await service.complete(config, position, settings);
  await service.hover(config, position, settings);
  timed('stored', () => service.stored(file, settings));
  timed('readScenario', () => readScenario(file.text, { readFile: () => null, language: 'en' }));
  return diagnostics;
}

async function runCase(number: number): Promise<{ how: string; text: string }> {
  const random = randomFrom(seed * 1_000_003 + number);
  // every text with one token changed first, then anything
  const own = seeds[number];
  const { text, before, how } = own === undefined ? mutant(seeds, random) : oneTokenChanged(own, seeds, random);
  const settings: ServiceSettings = {
    ...DEFAULT_SETTINGS,
    kubernetesVersion: pick(random, VERSIONS),
    style: true,
    unreadable: random() < 0.5 ? 'all' : 'workloads',
  };
  const uri = `file:///fuzz/${number % 7}.yaml`;
  workspace.clear();
  const beside: TextFile = { uri: 'file:///fuzz/beside.yaml', version: number, text: pick(random, seeds) };
  workspace.set(beside.uri, beside);
  version++;

  const file: TextFile = { uri, version: number, text };
  const found = await askEverything(old, file, settings, random);
  const same = (what: string, other: readonly unknown[]): void => {
    if (JSON.stringify(other) !== JSON.stringify(found)) faults.push(`${what} gives other findings`);
  };
  same('asking twice', old.diagnose(file, settings));
  const fresh = createLanguageService(host);
  same('a service that knows nothing', fresh.diagnose(file, settings));
  const typing = createLanguageService(host);
  const tracked = typing.track({ uri, version: 1, text: before });
  typing.diagnose(tracked, settings);
  const edited = typing.edit(tracked, 2, [changeOf(before, text)]);
  if (edited.text !== text) faults.push('an edit gives another text');
  same('typing', typing.diagnose(edited, settings));
  return { how: how.join(', '), text };
}

parentPort?.on('message', async (number: number) => {
  faults = [];
  let outcome = { how: '', text: '' };
  try {
    outcome = await runCase(number);
  } catch (error) {
    faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  parentPort?.postMessage({ number, faults, ...outcome });
});

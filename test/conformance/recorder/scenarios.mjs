// Scenario folders: read by the product's own reader, with the manifests as they were written, and ordered into jobs.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { RecorderError } from './api.mjs';
import { documentsOf, writtenOf } from './verdict.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const APPLIED = new Set(['StatefulSet', 'DaemonSet', 'PodDisruptionBudget']);

/** The reader of scenarios and what is known of releases, from the project's sources. */
export async function loadReader() {
  const esbuild = await import('esbuild');
  const outfile = join(ROOT, '.cache/recorder/reader.mjs');
  mkdirSync(dirname(outfile), { recursive: true });
  await esbuild.build({
    absWorkingDir: ROOT,
    stdin: {
      resolveDir: ROOT,
      contents: `export { readScenario } from './server/src/languageService/scenarioFile';
        export { defaultNodes, gatesOf, parseRelease, SCENARIO_POD_SECONDS } from './simulator/src/index';`,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile,
  });
  return import(pathToFileURL(outfile).href);
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new RecorderError(`${file} cannot be read (${error.code ?? error.message})`);
  }
}

const isBoolean = (tag) => tag.tag === 'tag:yaml.org,2002:bool';

/** A scenario is read with `true` and `false` as its only booleans: `yes`, `no`, `on` and `off` are texts in it. */
function withCoreBooleans(text) {
  const customTags = (tags) => [...tags.filter((tag) => !isBoolean(tag)), 'bool'];
  try {
    return parse(text, { version: '1.1', customTags, uniqueKeys: false, logLevel: 'silent', merge: true }) ?? {};
  } catch {
    return {};
  }
}

/**
 * What is sent for one object: its own text, unless that names another namespace than the recording's, or the server would
 * read it in another way than a scenario is read.
 */
function manifestOf(object, text) {
  const { namespace, ...metadata } = object.metadata ?? {};
  const same = text !== undefined && JSON.stringify(writtenOf(text)) === JSON.stringify(object);
  const own = same && namespace === undefined;
  const { kind } = object;
  return {
    kind,
    name: metadata.name,
    object: { ...object, metadata },
    ...(own
      ? { text, type: 'application/yaml' }
      : { text: JSON.stringify({ ...object, metadata }), type: 'application/json' }),
  };
}

/** The objects of a value that a scenario may apply; a List holds several. */
function applied(object, text) {
  const items = typeof object.kind === 'string' && object.kind.endsWith('List') ? (object.items ?? []) : null;
  if (items) return items.flatMap((item) => applied(item));
  return APPLIED.has(object.kind) ? [manifestOf(object, text)] : [];
}

/** @returns the manifests of a step's `apply`, which is a file's name or the manifest itself */
export function manifestsOf(apply, readFile) {
  if (typeof apply !== 'string') return applied(apply);
  return documentsOf(readFile(apply) ?? '').flatMap((text) => applied(withCoreBooleans(text), text));
}

const minorOf = (version) => Number(/^1\.(\d+)/.exec(String(version))?.[1] ?? 0);

/**
 * Reads a folder.
 * @param reader of loadReader
 * @param version of the server
 * @returns the scenario as it is played; or `{ id, skipped }`, why it cannot be played on this release
 * @throws {RecorderError} with file, line and column of what is wrong
 */
export function loadScenario(folder, reader, version) {
  const file = join(folder, 'scenario.yaml');
  if (!existsSync(file)) throw new RecorderError(`${folder} is no scenario: it has no scenario.yaml`);
  const id = basename(resolve(folder));
  const text = textOf(file);
  const least = leastOf(text);
  if (minorOf(least) > minorOf(version)) return { id, skipped: `it needs Kubernetes ${least}` };
  const readFile = (name) => (existsSync(join(folder, name)) ? textOf(join(folder, name)) : null);
  const read = reader.readScenario(text, { readFile, kubernetesVersion: version, language: 'en' });
  if (read.scenario === null) {
    const places = read.problems.map(
      ({ file: name, line, character, message }) =>
        `${name === undefined ? file : join(folder, name)}:${line + 1}:${character + 1} ${message}`,
    );
    throw new RecorderError(places.join('\n'));
  }
  const { scenario, written } = read;
  const byTime = [...written.steps].sort((a, b) => a.at - b.at);
  const others = scenario.steps.filter((step) => !('apply' in step) && !('applyBudget' in step));
  const steps = byTime.map((step) =>
    'apply' in step ? { at: step.at, apply: manifestsOf(step.apply, readFile) } : others.shift(),
  );
  for (const { at, apply } of steps)
    if (apply?.length === 0) throw new RecorderError(`${file}: what the step at ${at} applies cannot be taken apart`);
  const workload = scenario.steps.find((step) => 'apply' in step).apply;
  const nodes = scenario.nodes ?? reader.defaultNodes;
  return {
    id,
    folder,
    written: { ...written, nodes: written.nodes ?? nodes },
    featureGates: scenario.featureGates ?? {},
    kind: workload.kind,
    set: workload.name,
    nodes,
    rules: scenario.pods ?? [],
    seconds: reader.SCENARIO_POD_SECONDS,
    steps,
    until: scenario.until,
  };
}

/** `minKubernetes`, before the reader refuses the release. */
function leastOf(text) {
  try {
    return parse(text, { logLevel: 'silent' })?.minKubernetes;
  } catch {
    return undefined;
  }
}

/** The gates of the server (metric kubernetes_feature_enabled) by name; empty where it does not say. */
export function gatesIn(metrics) {
  const lines = metrics.matchAll(/^kubernetes_feature_enabled\{[^}]*name="(\w+)"[^}]*\} ([01])$/gm);
  return new Map([...lines].map(([, name, value]) => [name, value === '1']));
}

/**
 * What of the server's gates is not as a scenario wants it: as it says, else as the release has them by default.
 * @returns text, or null when all is well
 */
export function gatesAmiss(scenario, gates, reader, version) {
  const wanted = reader.gatesOf(reader.parseRelease(version), scenario.featureGates);
  const amiss = [...gates].filter(([name, on]) => wanted.knows(name) && wanted.enabled(name) !== on);
  const unknown = Object.keys(scenario.featureGates).filter((name) => gates.size > 0 && !gates.has(name));
  if (unknown.length > 0) return `the server knows no feature gate ${unknown.join(', ')}`;
  if (amiss.length === 0) return null;
  return `it needs --feature-gates=${amiss.map(([name, on]) => `${name}=${!on}`).join(',')}`;
}

/**
 * Scenarios that may share the nodes of a cluster at the same time: those with the same nodes, which no step changes.
 * @param width how many at a time
 */
export function jobsOf(scenarios, width) {
  const groups = new Map();
  for (const scenario of scenarios) {
    const alone = scenario.steps.some((step) => 'node' in step);
    const key = alone ? scenario.folder : JSON.stringify(scenario.nodes);
    groups.set(key, [...(groups.get(key) ?? []), scenario]);
  }
  return [...groups.values()].flatMap((group) => {
    const longest = [...group].sort((a, b) => b.until - a.until);
    return Array.from({ length: Math.ceil(group.length / width) }, (_, i) => longest.slice(i * width, (i + 1) * width));
  });
}

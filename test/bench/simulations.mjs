// What the simulator costs by size, side by side: time, memory, and how both grow. Called by bench.mjs.
//   node test/bench/simulations.mjs [--runs 5]      the table alone
// A child of this file, one per cell, runs one case: `simulations.mjs --case <bundle> <case> <runs>`.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const self = fileURLToPath(import.meta.url);
const root = join(dirname(self), '../..');

/** Sizes that stand beside each other in a row. */
const SIZES = [
  { nodes: 100, replicas: 10 },
  { nodes: 1000, replicas: 100 },
  { nodes: 5000, replicas: 1000 },
  { nodes: 15_000, replicas: 5000 },
];
/** Slack over n log n; sizes below are all overhead and say nothing of growth. */
const SLACK = 1.3;
const GROWTH_FROM = 100;
/** Calls before the first that is timed: the engine compiles meanwhile. */
const WARM_UPS = 2;
const MOST_MS = 500;
const MOST_MIB = 300;
const MOST_MS_OF_THREE = 1;

/** @typedef {{ ms: number, mib: number }} Cost */
/** @typedef {{ what: string, value: number, unit: string, target?: number }} Row */

/** @param {number[]} xs */
const median = (xs) => [...xs].sort((a, b) => a - b)[Math.floor(xs.length / 2)] ?? Number.NaN;
/** @param {number} n */
const nLogN = (n) => n * Math.log2(n);
/** @param {number} n */
const grouped = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

const TEMPLATE = {
  fingerprint: 'one',
  labels: { app: 'agent' },
  tolerations: [],
  hostNetwork: false,
  hostPorts: [],
  requests: { cpuMillis: 50, memoryBytes: 64 << 20 },
  terminationGracePeriodSeconds: 30,
  readinessInitialDelaySeconds: 0,
  hasReadinessProbe: false,
  images: ['agent:1'],
};
const BASE = {
  name: 'agent',
  namespace: 'default',
  selector: { matchLabels: { app: 'agent' } },
  template: TEMPLATE,
  minReadySeconds: 0,
  revisionHistoryLimit: 10,
  writtenFields: [],
};

/**
 * @param {string} kind DaemonSet, DaemonSet-1 (one node at a time) or StatefulSet
 * @param {string} change install or update
 * @param {number} size nodes or replicas
 */
function changeOf(kind, change, size) {
  const daemon = kind !== 'StatefulSet';
  const maxUnavailable = kind === 'DaemonSet-1' ? 1 : { percent: 10 };
  const workload = daemon
    ? {
        ...BASE,
        kind: 'DaemonSet',
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable, maxSurge: 0 } },
      }
    : {
        ...BASE,
        kind: 'StatefulSet',
        replicas: size,
        serviceName: 'agent',
        podManagementPolicy: 'OrderedReady',
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
        ordinalsStart: 0,
        claimTemplates: [],
        claimRetention: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      };
  // room for all pods of a StatefulSet
  const nodes = daemon ? size : Math.max(3, Math.ceil(size / 50));
  return {
    from: change === 'install' ? null : workload,
    to: change === 'install' ? workload : { ...workload, template: { ...TEMPLATE, fingerprint: 'two' } },
    release: '1.37',
    nodes: Array.from({ length: nodes }, (_, i) => ({ name: `node-${i}` })),
  };
}

/** In a child: one case; prints its cost as JSON. */
function runCase(/** @type {string} */ bundle, /** @type {string} */ name, /** @type {number} */ runs) {
  const simulator = createRequire(import.meta.url)(bundle);
  const [kind = '', what = '', size = '0'] = name.split(' ');
  if (kind === 'idle') return { mib: peakMiB() };
  const change = changeOf(kind, what === 'install' ? 'install' : 'update', Number(size));
  if (what === 'timeline' || what === 'stateAt') {
    const trace = simulator.simulateChange(change);
    const timeline = simulator.buildTimeline(trace);
    const last = trace.until;
    return what === 'timeline'
      ? { ms: timed(runs, () => simulator.buildTimeline(trace)) }
      : { ms: timed(runs, (i) => simulator.stateAt(timeline, (last * (i + 1)) / (runs + 2))) };
  }
  const trace = simulator.simulateChange(change);
  const { stuck } = trace.verdict;
  if (stuck !== null) throw new Error(`${name} gets stuck: ${stuck.reason}`);
  // memory is that of one simulation; what the later ones leave behind is the collector's leisure
  const mib = peakMiB();
  // below a millisecond a single call is too short to be timed
  const calls = Number(size) < 100 ? 100 : 1;
  const ms = timed(runs, () => {
    for (let i = 0; i < calls; i++) simulator.simulateChange(change);
  });
  return { ms: ms / calls, mib };
}

/** Median after a warm-up; of the clock and the CPU the smaller, because others may keep the machine busy. @param {number} runs @param {(i: number) => unknown} call */
function timed(runs, call) {
  const times = [];
  for (let i = -WARM_UPS; i < runs; i++) {
    const cpu = process.cpuUsage();
    const before = performance.now();
    call(i + WARM_UPS);
    const clock = performance.now() - before;
    const { user, system } = process.cpuUsage(cpu);
    if (i >= 0) times.push(Math.min(clock, (user + system) / 1000));
  }
  return median(times);
}

function peakMiB() {
  return process.resourceUsage().maxRSS / 1024;
}

/** @param {string} bundle @param {string} name @param {number} runs @returns {Cost} */
function childCost(bundle, name, runs) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [self, '--case', bundle, name, String(runs)], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
  return JSON.parse(stdout);
}

/**
 * Runs every case in a process of its own.
 * @param {number} runs
 * @returns {Promise<{ table: string, rows: Row[], problems: string[] }>} the table, rows for the other table, and what is
 *   over its limit
 */
export async function simulations(runs) {
  const bundle = join(root, '.cache/bench/simulator.cjs');
  mkdirSync(dirname(bundle), { recursive: true });
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['simulator/src/index.ts'],
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    outfile: bundle,
  });
  const idle = childCost(bundle, 'idle', 1).mib;
  /** @param {string} kind @param {string} change @param {number} size */
  const cost = (kind, change, size) => {
    const { ms, mib } = childCost(bundle, `${kind} ${change} ${size}`, runs);
    return { size, ms, mib: Math.max(0, mib - idle) };
  };
  const columns = [
    { kind: 'DaemonSet', change: 'install', costs: SIZES.map(({ nodes }) => cost('DaemonSet', 'install', nodes)) },
    { kind: 'DaemonSet', change: 'update', costs: SIZES.map(({ nodes }) => cost('DaemonSet', 'update', nodes)) },
    {
      kind: 'DaemonSet',
      change: 'update, one at a time',
      costs: SIZES.map(({ nodes }) => cost('DaemonSet-1', 'update', nodes)),
    },
    {
      kind: 'StatefulSet',
      change: 'install',
      costs: SIZES.map(({ replicas }) => cost('StatefulSet', 'install', replicas)),
    },
    {
      kind: 'StatefulSet',
      change: 'update',
      costs: SIZES.map(({ replicas }) => cost('StatefulSet', 'update', replicas)),
    },
  ];
  const problems = columns.flatMap(({ kind, change, costs }) => [
    ...growthProblems(`${kind} ${change}`, costs),
    ...costs
      .filter(({ size }) => kind === 'DaemonSet' && size === 15_000)
      .flatMap(({ ms, mib }) => [
        ...(ms > MOST_MS ? [`${kind} ${change}, 15,000 nodes: ${ms.toFixed(0)} ms, more than ${MOST_MS}`] : []),
        ...(mib > MOST_MIB ? [`${kind} ${change}, 15,000 nodes: ${mib.toFixed(0)} MiB, more than ${MOST_MIB}`] : []),
      ]),
  ]);
  /** @type {Row[]} */
  const rows = [
    {
      what: 'rolling update, StatefulSet, 3 replicas',
      value: cost('StatefulSet', 'update', 3).ms,
      unit: 'ms',
      target: MOST_MS_OF_THREE,
    },
    {
      what: 'timeline of an update, 15,000 nodes',
      value: childCost(bundle, 'DaemonSet timeline 15000', runs).ms,
      unit: 'ms',
    },
    {
      what: 'one moment of that timeline',
      value: childCost(bundle, 'DaemonSet stateAt 15000', runs).ms,
      unit: 'ms',
    },
  ];
  return { table: tableOf(columns), rows, problems };
}

/** @param {string} name @param {{ size: number, ms: number, mib: number }[]} costs */
function growthProblems(name, costs) {
  return costs.flatMap((larger, i) => {
    const smaller = costs[i - 1];
    if (smaller === undefined || smaller.size < GROWTH_FROM) return [];
    const allowed = (nLogN(larger.size) / nLogN(smaller.size)) * SLACK;
    const between = `from ${grouped(smaller.size)} to ${grouped(larger.size)}`;
    const time = larger.ms / smaller.ms;
    const memory = larger.mib / Math.max(8, smaller.mib);
    return [
      ...(time > allowed
        ? [`${name}: time grows ${time.toFixed(1)}-fold ${between}, more than ${allowed.toFixed(1)}`]
        : []),
      ...(memory > allowed
        ? [`${name}: memory grows ${memory.toFixed(1)}-fold ${between}, more than ${allowed.toFixed(1)}`]
        : []),
    ];
  });
}

/**
 * Growth for ten times the size, between the second size and the last.
 * @param {{ size: number, ms: number, mib: number }[]} costs
 */
function tenfold(costs) {
  const small = costs[1];
  const large = costs.at(-1);
  if (small === undefined || large === undefined) return { ms: Number.NaN, mib: Number.NaN, allowed: Number.NaN };
  const tens = Math.log10(large.size / small.size);
  return {
    ms: (large.ms / small.ms) ** (1 / tens),
    mib: (large.mib / Math.max(1, small.mib)) ** (1 / tens),
    allowed: (nLogN(large.size) / nLogN(small.size)) ** (1 / tens),
  };
}

/** @param {{ kind: string, change: string, costs: { size: number, ms: number, mib: number }[] }[]} columns */
function tableOf(columns) {
  const daemon = columns.filter(({ kind }) => kind === 'DaemonSet');
  const stateful = columns.filter(({ kind }) => kind === 'StatefulSet');
  const pair = (/** @type {string} */ ms, /** @type {string} */ mib) => `${ms.padStart(9)} ${mib.padStart(9)}`;
  const cell = (/** @type {Cost | undefined} */ c) =>
    c === undefined ? '' : pair(`${c.ms.toFixed(c.ms < 10 ? 2 : 0)} ms`, `${c.mib.toFixed(0)} MiB`);
  const growth = (/** @type {{ ms: number, mib: number }} */ g) =>
    pair(`x ${g.ms.toFixed(1)}`, `x ${g.mib.toFixed(1)}`);
  const join2 = (/** @type {string[]} */ left, /** @type {string[]} */ right) =>
    `${left.join('  ')}    ${right.join('  ')}`;
  const width = 19;
  const first = 12;
  const lines = [
    join2(
      ['DaemonSet'.padEnd(first), ...daemon.map(({ change }) => change.slice(0, 22).padStart(width))],
      ['StatefulSet'.padEnd(first), ...stateful.map(({ change }) => change.padStart(width))],
    ),
    ...SIZES.map(({ nodes, replicas }, i) =>
      join2(
        [`${grouped(nodes).padStart(6)} nodes`.padEnd(first), ...daemon.map(({ costs }) => cell(costs[i]))],
        [`${grouped(replicas).padStart(6)} pods`.padEnd(first), ...stateful.map(({ costs }) => cell(costs[i]))],
      ),
    ),
    join2(
      ['for tenfold'.padEnd(first), ...daemon.map(({ costs }) => growth(tenfold(costs)))],
      ['for tenfold'.padEnd(first), ...stateful.map(({ costs }) => growth(tenfold(costs)))],
    ),
    join2(
      ['n log n'.padEnd(first), ...daemon.map(({ costs }) => pair(`x ${tenfold(costs).allowed.toFixed(1)}`, ''))],
      ['n log n'.padEnd(first), ...stateful.map(({ costs }) => pair(`x ${tenfold(costs).allowed.toFixed(1)}`, ''))],
    ),
  ];
  return lines.map((line) => line.trimEnd()).join('\n');
}

const [option, bundle, name, runs] = process.argv.slice(2);
if (option === '--case' && bundle !== undefined && name !== undefined) {
  process.stdout.write(JSON.stringify(runCase(bundle, name, Number(runs))));
} else if (process.argv[1] === self) {
  const { table, rows, problems } = await simulations(Number(bundle ?? '5'));
  console.log(table);
  for (const { what, value, unit, target } of rows) {
    const missed = target !== undefined && value > target;
    if (missed) problems.push(`${what}: ${value.toFixed(2)} ${unit}, more than ${target}`);
    console.log(`${what.padEnd(44)} ${value.toFixed(2).padStart(8)} ${unit}`);
  }
  for (const problem of problems) console.log(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}

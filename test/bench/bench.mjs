// `npm run bench`: what the built server, the command line and the simulator cost, beside the product's targets.
//   node test/bench/bench.mjs [--runs 5] [--edits 60]
// Exit code 1 when a figure misses its target. Linux only: CPU and memory are read from /proc.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cpuMs, peakMiB, startServer } from './lspClient.mjs';
import { generate } from './manifests.mjs';
import { simulations } from './simulations.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, edits: { type: 'string', default: '60' } },
});
const runs = Number(values.runs);
const edits = Number(values.edits);
const server = join(root, 'dist/server.js');
if (!existsSync(server)) {
  console.error('dist/server.js is not there: npm run build');
  process.exit(2);
}

/** @param {number[]} xs */
const median = (xs) => [...xs].sort((a, b) => a - b)[Math.floor(xs.length / 2)] ?? Number.NaN;
/** @param {number} ms */
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @type {{ what: string, value: number, unit: string, target?: number }[]} */
const rows = [];

/** Spawn to the diagnostics of a file of one document with a planted finding. */
async function coldStart() {
  const times = [];
  for (let i = 0; i < runs; i++) {
    const s = await startServer(server);
    const uri = 'file:///bench/one.yaml';
    const done = s.diagnostics(uri, (d) => d.length > 0);
    await s.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version: 1, text: generate(1).text },
    });
    await done;
    times.push(performance.now() - s.spawned);
    await s.stop();
  }
  rows.push({ what: 'spawn to diagnostics, 1 document', value: median(times), unit: 'ms', target: 250 });
}

/**
 * One letter after the other at places all over the file, each of which makes a finding or takes it away again.
 * @param {number} documents
 */
async function keystrokes(documents) {
  const { text, planted } = generate(documents);
  const lines = text.split('\n');
  // a letter after this key makes an unknown field
  const places = lines.flatMap((line, i) => (/^\s+imagePullPolicy: |^\s+minReadySeconds: /.test(line) ? [i] : []));
  const s = await startServer(server);
  const uri = 'file:///bench/many.yaml';
  const opened = performance.now();
  const done = s.diagnostics(uri, (d) => d.length >= planted);
  await s.connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'yaml', version: 1, text },
  });
  const before = (await done).length;
  const open = performance.now() - opened;
  let version = 1;
  const cpu = [];
  const latency = [];
  for (let i = 0; i < edits + 10; i++) {
    const line = places[(Math.floor(i / 2) * 7919) % places.length] ?? 0;
    const character = (lines[line] ?? '').indexOf(':');
    const add = i % 2 === 0;
    const range = { start: { line, character }, end: { line, character: add ? character : character + 1 } };
    version++;
    const expected = s.diagnostics(uri, (d, v) => v === version && (add ? d.length > before : d.length === before));
    const cpuBefore = cpuMs(s.pid);
    const timeBefore = performance.now();
    await s.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range, text: add ? 'x' : '' }],
    });
    await expected;
    const ms = performance.now() - timeBefore;
    await sleep(15); // what is done after the answer counts too
    if (i >= 10) {
      cpu.push(cpuMs(s.pid) - cpuBefore);
      latency.push(ms);
    }
  }
  const memory = peakMiB(s.pid);
  await s.stop();
  return { open, cpu: median(cpu), latency: median(latency), memory };
}

/**
 * One call of the command line over a folder, start of Node included, every rule on: over manifests that projects publish
 * where they are at hand, else over a folder of the same size that is made.
 */
function lintFolder() {
  const published = join(root, '../shared/corpus');
  const folder = existsSync(published) ? published : madeFolder(200);
  const what = folder === published ? 'lint, 200 published files' : 'lint, 200 made files';
  const times = [];
  for (let i = 0; i < runs; i++) {
    const before = performance.now();
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(root, 'dist/cli.js'), 'lint', '--style', '--format', 'json', folder],
      // what it prints goes nowhere: this measures the command, not a pipe
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    times.push(performance.now() - before);
    if (status !== 0 && status !== 1) throw new Error(`lint ended with ${status}: ${stderr}`);
  }
  // what kube-linter 0.8.3 takes for the published files on two cores
  rows.push({ what, value: median(times), unit: 'ms', target: 970 });
}

/** @param {number} files @returns {string} a folder with manifests of different applications */
function madeFolder(files) {
  const folder = join(root, '.cache/bench/manifests');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (let i = 0; i < files; i++) {
    const text = generate(3).text.replaceAll(/^( *name: )(\S+)$/gm, `$1$2-${i}`);
    writeFileSync(join(folder, `app-${i}.yaml`), text);
  }
  return folder;
}

await coldStart();
const small = await keystrokes(10);
const large = await keystrokes(500);
rows.push({ what: 'open, 500 documents', value: large.open, unit: 'ms' });
rows.push({ what: 'keystroke, 10 documents: CPU', value: small.cpu, unit: 'ms' });
rows.push({ what: 'keystroke, 500 documents: CPU', value: large.cpu, unit: 'ms', target: 10 });
rows.push({ what: 'keystroke, 500 against 10 documents: CPU', value: large.cpu / small.cpu, unit: 'times', target: 2 });
rows.push({ what: 'keystroke, 500 documents: latency', value: large.latency, unit: 'ms' });
rows.push({ what: 'peak memory, 500 documents', value: large.memory, unit: 'MiB', target: 200 });
lintFolder();
const simulated = await simulations(runs);
rows.push(...simulated.rows);

let missed = 0;
for (const { what, value, unit, target } of rows) {
  const over = target !== undefined && !(value <= target);
  if (over) missed++;
  const aim = target === undefined ? '' : `  target ${String(target).padStart(4)}  ${over ? 'MISSED' : 'met'}`;
  console.log(`${what.padEnd(44)} ${value.toFixed(1).padStart(8)} ${unit.padEnd(5)}${aim}`);
}
console.log(`\n${simulated.table}`);
for (const problem of simulated.problems) console.log(problem);
process.exit(missed + simulated.problems.length > 0 ? 1 : 0);

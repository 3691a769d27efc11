// Spoiled texts for the language service, the simulator and the readers of our own files: no crash, no hang, no finding
// outside the text, the same findings twice.
//   node test/fuzz/run.mjs [--seconds 60] [--seed 1] [--case N] [--workers 2]
// Each case is a function of seed and number; a failure prints both, and its text is kept in .cache/fuzz/.
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import * as esbuild from 'esbuild';
import { seedTexts } from './seeds.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    case: { type: 'string' },
    workers: { type: 'string', default: '2' },
  },
});
const seconds = Number(values.seconds);
const seed = Number(values.seed);
const only = values.case === undefined ? null : Number(values.case);
/** A case that is not done in this time hangs, in milliseconds; a loaded machine needs more than the one second of CPU. */
const PATIENCE = 20_000;
/** Failures after which nothing more is learnt. */
const MOST_FAILURES = 20;

const folder = join(root, '.cache/fuzz');
mkdirSync(folder, { recursive: true });
const program = join(folder, 'worker.cjs');
await esbuild.build({
  absWorkingDir: root,
  entryPoints: ['test/fuzz/worker.ts'],
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  outfile: program,
  logLevel: 'warning',
});

const { texts, fromCorpus } = seedTexts();
console.log(
  `fuzzing for ${seconds} s with seed ${seed}, from ${texts.length} texts${fromCorpus ? '' : ' (without the corpus of published manifests)'}`,
);

let next = 0;
let passed = 0;
let failed = 0;
const until = performance.now() + seconds * 1000;
const takeCase = () => {
  if (only !== null) return next++ === 0 ? only : null;
  return performance.now() < until && failed < MOST_FAILURES ? next++ : null;
};

/** @param {number} number @param {readonly string[]} faults @param {{ how?: string, text?: string }} what */
function report(number, faults, { how = '', text }) {
  failed++;
  console.log(`case ${number} (--seed ${seed} --case ${number}${how && `; ${how}`}):`);
  for (const fault of faults.slice(0, 5)) console.log(`  ${fault.split('\n').slice(0, 6).join('\n    ')}`);
  if (text !== undefined) {
    const kept = join(folder, `${seed}-${number}.yaml`);
    writeFileSync(kept, text);
    console.log(`  the text is in ${kept}`);
  }
}

/** Runs cases in a thread of its own until there are no more; one that hangs is stopped and replaced. */
async function work() {
  let worker = start();
  for (let number = takeCase(); number !== null; number = takeCase()) {
    let answer = await ask(worker, number);
    // on a loaded machine a pause of the engine is counted too: what is slow is slow twice
    if (answer?.faults.length && answer.faults.every((/** @type {string} */ fault) => / took \d+ ms$/.test(fault)))
      answer = await ask(worker, number);
    if (answer === null) {
      report(number, [`no answer within ${PATIENCE / 1000} s, or the thread ended`], {});
      await worker.terminate();
      worker = start();
    } else if (answer.faults.length > 0) report(number, answer.faults, answer);
    else passed++;
  }
  await worker.terminate();
}

function start() {
  return new Worker(program, { workerData: { seeds: texts, seed } });
}

/**
 * @param {Worker} worker @param {number} number
 * @returns {Promise<{ faults: string[], how: string, text: string } | null>} null where no answer comes
 */
async function ask(worker, number) {
  const waiting = new AbortController();
  const { signal } = waiting;
  const silence = new Promise((resolve) => setTimeout(resolve, PATIENCE, null).unref());
  const answer = once(worker, 'message', { signal }).then(([message]) => message);
  const end = once(worker, 'exit', { signal }).then(() => null);
  worker.postMessage(number);
  try {
    return await Promise.race([answer, end, silence]);
  } catch (error) {
    return { faults: [String(error)], how: '', text: '' };
  } finally {
    answer.catch(() => null);
    end.catch(() => null);
    waiting.abort();
  }
}

await Promise.all(Array.from({ length: only === null ? Number(values.workers) : 1 }, work));
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

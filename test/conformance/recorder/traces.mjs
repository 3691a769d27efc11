// Records what a real control plane does with scenarios: `npm run record:traces -- --apiserver URL --token T FOLDER…`.
// Nodes and pods are played by a stand-in for the kubelet; everything else is the cluster's own.
import { setMaxListeners } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openServer, RecorderError, send, versionOf } from './api.mjs';
import { createNodes, NODE_LABEL } from './nodes.mjs';
import { record } from './recording.mjs';
import { gatesAmiss, gatesIn, jobsOf, loadReader, loadScenario } from './scenarios.mjs';
import { textOf } from './trace.mjs';

const USAGE = `usage: npm run record:traces -- --apiserver URL --token TOKEN [--ca FILE | --insecure] [options] FOLDER…
  FOLDER               a scenario: scenario.yaml and the manifests that it applies
  --out DIR            write DIR/<scenario>/trace.<version>.json        (default: into the scenario's own folder)
  --version VERSION    record only on this release, such as 1.36.3      (default: whatever the server is)
  --width N            most scenarios at a time                         (default: 8)
  --with-other-nodes   record although the cluster has nodes of its own`;
const SOCKETS = 64;

function optionsOf(args) {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        apiserver: { type: 'string' },
        token: { type: 'string' },
        ca: { type: 'string' },
        insecure: { type: 'boolean', default: false },
        out: { type: 'string' },
        version: { type: 'string' },
        width: { type: 'string', default: '8' },
        'with-other-nodes': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new RecorderError(`${error.message}\n${USAGE}`);
  }
  const { values, positionals: folders } = parsed;
  if (values.help) return null;
  for (const name of ['apiserver', 'token'])
    if (!values[name]) throw new RecorderError(`--${name} is missing\n${USAGE}`);
  if (folders.length === 0) throw new RecorderError(`no scenario is named\n${USAGE}`);
  const width = Number(values.width);
  if (!Number.isInteger(width) || width < 1) throw new RecorderError(`--width ${values.width} is no number from 1 on`);
  return { ...values, folders, width, ...(values.ca === undefined ? {} : { ca: certificate(values.ca) }) };
}

function certificate(file) {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new RecorderError(`${file} cannot be read (${error.code ?? error.message})`);
  }
}

/** Refuses a cluster that somebody uses: its controllers would put real pods on fake nodes, and the other way round. */
async function checkNodes(server, withOthers) {
  const { items } = await send(server, 'GET', '/api/v1/nodes');
  const names = (list) => list.map(({ metadata }) => metadata.name).join(', ');
  const fake = items.filter(({ metadata }) => metadata.labels?.[NODE_LABEL] !== undefined);
  if (fake.length > 0) {
    const remove = `kubectl delete nodes -l ${NODE_LABEL}`;
    throw new RecorderError(
      `the cluster has the nodes of another recording (${names(fake)}); wait for its end, or remove what it left: ${remove}`,
    );
  }
  if (items.length > 0 && !withOthers) {
    throw new RecorderError(
      `the cluster has nodes of its own (${names(items)}), and their pods would mix with the recording; use one without, or --with-other-nodes`,
    );
  }
}

/** Stamps are compared across machines. */
async function checkClock(server, log) {
  const before = Date.now();
  const { date } = await server.call('GET', '/version');
  const ahead = Math.round((date - (before + Date.now()) / 2) / 1000);
  if (Math.abs(ahead) > 1) log(`the server's clock differs by ${ahead} s: times will be off; set the clocks first`);
}

async function gatesFrom(server, log) {
  try {
    const { body } = await server.call('GET', '/metrics');
    const gates = gatesIn(body.message ?? '');
    if (gates.size > 0) return gates;
  } catch (error) {
    if (!(error instanceof RecorderError)) throw error;
  }
  log('the server does not tell its feature gates (/metrics): it is up to you that they are what the scenarios need');
  return new Map();
}

/** The scenarios that can be played on this server; every folder is read before the first is played. */
async function load(folders, server, version, log) {
  const reader = await loadReader();
  const gates = await gatesFrom(server, log);
  const slips = [];
  const scenarios = folders.flatMap((folder) => {
    try {
      const scenario = loadScenario(folder, reader, version);
      const skipped = scenario.skipped ?? gatesAmiss(scenario, gates, reader, version);
      if (skipped === null) return [scenario];
      log(`skipped ${scenario.id}: ${skipped}`);
    } catch (error) {
      if (!(error instanceof RecorderError)) throw error;
      slips.push(error.message);
    }
    return [];
  });
  if (slips.length > 0) throw new RecorderError(slips.join('\n'));
  for (const { id, rules } of scenarios)
    if (rules.some(({ scheduleSeconds }) => scheduleSeconds > 0))
      log(`${id}: scheduleSeconds is not played, the cluster's own scheduler binds`);
  return scenarios;
}

function write(trace, { folder }, { out, version }) {
  const target = out === undefined ? folder : join(out, trace.id);
  mkdirSync(target, { recursive: true });
  const file = join(target, `trace.${version}.json`);
  writeFileSync(file, textOf(trace));
  return file;
}

/** Plays one job: its nodes are made, its scenarios recorded side by side, its nodes removed. @returns how many failed */
async function playJob(job, { server, version, out, log, signal }) {
  const nodes = createNodes(server, { version, log });
  try {
    for (const node of job[0].nodes) await nodes.add(node);
    await Promise.all(job[0].nodes.map((node) => nodes.settled(node, signal)));
    const results = await Promise.allSettled(
      job.map(async (scenario, i) => {
        // not all in the same second: a burst would blur the clock
        await sleep(i * 1000, undefined, { signal });
        const trace = await record({ server, nodes, scenario, version, log, signal });
        const file = write(trace, scenario, { out, version });
        const failed = trace.errors ? `, ${trace.errors.length} steps failed` : '';
        log(`${scenario.id}: ${trace.events.length} events in ${file}${failed}`);
        return trace.errors === undefined;
      }),
    );
    for (const [i, { reason }] of results.entries()) {
      if (reason === undefined || signal.aborted) continue;
      if (!(reason instanceof RecorderError)) throw reason;
      log(`${job[i].id} was not recorded: ${reason.message}`);
    }
    return results.filter(({ value }) => value !== true).length;
  } finally {
    nodes.close();
    await nodes.clear();
  }
}

/** @returns exit code */
async function main(options, log) {
  const server = openServer({ ...options, sockets: SOCKETS });
  const interrupt = new AbortController();
  setMaxListeners(0, interrupt.signal);
  const stop = () => {
    if (interrupt.signal.aborted) process.exit(130);
    log('stopping: what was made in the cluster is removed (once more: stop at once)');
    interrupt.abort();
  };
  try {
    const version = await versionOf(server);
    if (options.version !== undefined && options.version.replace(/^v/, '') !== version)
      throw new RecorderError(`the server is Kubernetes ${version}, not ${options.version}`);
    await checkNodes(server, options['with-other-nodes']);
    await checkClock(server, log);
    const scenarios = await load(options.folders, server, version, log);
    const jobs = jobsOf(scenarios, options.width);
    const duration = jobs.reduce((sum, job) => sum + Math.max(...job.map(({ until }, i) => until + i)) + 5, 0);
    log(
      `Kubernetes ${version}: ${scenarios.length} scenarios in ${jobs.length} turns, about ${Math.ceil(duration / 60)} min`,
    );
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    let failed = 0;
    for (const job of jobs) {
      failed += await playJob(job, { server, version, out: options.out, log, signal: interrupt.signal });
      if (interrupt.signal.aborted) return 130;
    }
    return failed > 0 ? 1 : 0;
  } catch (error) {
    if (interrupt.signal.aborted) return 130;
    throw error;
  } finally {
    process.removeListener('SIGINT', stop);
    process.removeListener('SIGTERM', stop);
    server.close();
  }
}

try {
  const options = optionsOf(process.argv.slice(2));
  if (options === null) console.log(USAGE);
  else process.exitCode = await main(options, (line) => console.error(line));
} catch (error) {
  if (!(error instanceof RecorderError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

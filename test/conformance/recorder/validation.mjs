// Records what a real API server says of manifests and of changes: `npm run record:validation -- --apiserver URL --token T`.
// Creates are dry-run requests. A change needs its old object, which is created for real in a namespace of its own and deleted.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openServer, RecorderError, versionOf } from './api.mjs';
import { changesOf, documentsOf, verdictOf, writtenOf } from './verdict.mjs';

const CONFORMANCE = join(dirname(fileURLToPath(import.meta.url)), '..');
/** folders of recordings, of this project */
const FOLDERS = ['validation', 'mutations'];
const FILES = ['create.jsonl', 'update.jsonl', 'defaults.jsonl'];
const USAGE = `usage: npm run record:validation -- --apiserver URL --token TOKEN [--ca FILE | --insecure] [--out DIR] [--cases FILE]
  --cases FILE  a JSON object a line: id, kind, manifest; with "old", a change   (default: the recordings of this project)
  --out DIR     where create.jsonl, update.jsonl and defaults.jsonl are written  (default: where the cases come from)`;
const RESOURCES = { DaemonSet: 'daemonsets', StatefulSet: 'statefulsets' };

function optionsOf(args) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        apiserver: { type: 'string' },
        token: { type: 'string' },
        ca: { type: 'string' },
        insecure: { type: 'boolean', default: false },
        out: { type: 'string' },
        cases: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new RecorderError(`${error.message}\n${USAGE}`);
  }
  if (values.help) return null;
  for (const name of ['apiserver', 'token'])
    if (!values[name]) throw new RecorderError(`--${name} is missing\n${USAGE}`);
  return { ...values, ...(values.ca === undefined ? {} : { ca: read(values.ca) }) };
}

function read(file) {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new RecorderError(`${file} cannot be read (${error.code ?? error.message})`);
  }
}

/** The cases of a file; a line that is none is named. */
function casesIn(file) {
  return read(file)
    .toString()
    .split('\n')
    .flatMap((line, i) => {
      if (line.trim() === '') return [];
      let found;
      try {
        found = JSON.parse(line);
      } catch {
        throw new RecorderError(`${file}:${i + 1} is no JSON`);
      }
      const { id, kind, manifest } = found;
      if (typeof id !== 'string' || typeof manifest !== 'string' || !(kind in RESOURCES)) {
        throw new RecorderError(
          `${file}:${i + 1} is no case: it needs id, manifest, and kind DaemonSet or StatefulSet`,
        );
      }
      return [found];
    });
}

/**
 * What is recorded, by the folder that it goes to: creates, changes, and the manifests whose stored form is compared (of
 * one's own cases, those that are accepted).
 */
function load({ cases, out }) {
  if (cases !== undefined) {
    const own = casesIn(cases);
    const creates = own.filter((c) => c.old === undefined);
    const updates = own.filter((c) => c.old !== undefined);
    return [{ folder: resolve(out ?? dirname(cases)), creates, updates, defaults: null }];
  }
  return FOLDERS.map((name) => {
    const [creates, updates, defaults] = FILES.map((file) => {
      const path = join(CONFORMANCE, name, file);
      return existsSync(path) ? casesIn(path) : [];
    });
    return { folder: out === undefined ? join(CONFORMANCE, name) : resolve(out, name), creates, updates, defaults };
  });
}

const namespaceOf = (manifest) => {
  const namespace = writtenOf(manifest).metadata?.namespace;
  return typeof namespace === 'string' ? namespace : '';
};

/** Address of a manifest's collection: its apiVersion decides, in the namespace given. */
function collectionOf({ kind, manifest }, namespace) {
  const written = writtenOf(manifest).apiVersion;
  const apiVersion = typeof written === 'string' && written !== '' ? written : 'apps/v1';
  const version = apiVersion.split('/').map(encodeURIComponent).join('/');
  const root = version.includes('/') ? '/apis' : '/api';
  return `${root}/${version}/namespaces/${encodeURIComponent(namespace)}/${RESOURCES[kind]}`;
}

/** Namespaces that this recording needs; what it creates, it deletes. */
function namespaces(server, log) {
  const made = new Set();
  return {
    async need(name) {
      if (made.has(name)) return true;
      const found = await server.call('GET', `/api/v1/namespaces/${encodeURIComponent(name)}`);
      if (found.code === 200) return false;
      const body = JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
      const answer = await server.call('POST', '/api/v1/namespaces', body, 'application/json');
      if (answer.code >= 300) return false;
      made.add(name);
      log(`created the namespace ${name}`);
      return true;
    },
    async remove() {
      for (const name of made) {
        await server.call('DELETE', `/api/v1/namespaces/${encodeURIComponent(name)}`);
        log(`deleted the namespace ${name}`);
      }
      made.clear();
    },
  };
}

/** Both modes of one request; the second only where strict decoding refused it. */
async function ask(server, method, path, manifest) {
  const strict = await server.call(method, `${path}?dryRun=All&fieldValidation=Strict`, manifest);
  const lenient =
    strict.code === 400 ? await server.call(method, `${path}?dryRun=All&fieldValidation=Warn`, manifest) : undefined;
  return { answer: strict, verdict: verdictOf(strict, lenient) };
}

/** The first document that is refused decides, else the first. */
async function recordCreate(server, one) {
  const documents = documentsOf(one.manifest);
  let first = null;
  for (const manifest of documents.length > 1 ? documents : [one.manifest]) {
    const path = collectionOf({ kind: one.kind, manifest }, namespaceOf(manifest) || 'default');
    const asked = await ask(server, 'POST', path, manifest);
    if (!asked.verdict.accepted) return asked;
    first ??= asked;
  }
  return first;
}

/** @returns null where the server refuses the old object already */
async function recordUpdate(server, one, namespace) {
  const collection = collectionOf({ kind: one.kind, manifest: one.old }, namespace);
  const made = await server.call('POST', `${collection}?fieldValidation=Strict`, one.old);
  // what one release stores, another may refuse
  if (made.code >= 300) return null;
  const { name, generation } = made.body.metadata;
  const path = `${collection}/${encodeURIComponent(name)}`;
  try {
    const { answer, verdict } = await ask(server, 'PUT', path, one.manifest);
    return verdict.accepted ? { ...verdict, newGeneration: answer.body.metadata.generation > generation } : verdict;
  } finally {
    await server.call('PATCH', path, '{"metadata":{"finalizers":null}}', 'application/merge-patch+json');
    await server.call('DELETE', `${path}?propagationPolicy=Background&gracePeriodSeconds=0`);
  }
}

const withResult = (old, version, result) =>
  Object.fromEntries(
    Object.entries({ ...old, [version]: result }).sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })),
  );
const isEmpty = (value) => Object.keys(value).length === 0;

/** Adds a version's changes to a case; `rewritten` and `dropped` are left out where no version has any. */
function withChanges(one, version, { defaulted, rewritten, dropped }) {
  const merged = {
    id: one.id,
    kind: one.kind,
    manifest: one.manifest,
    defaulted: withResult(one.defaulted, version, defaulted),
  };
  const others = { rewritten: { ...one.rewritten }, dropped: { ...one.dropped } };
  for (const [name, value] of Object.entries({ rewritten, dropped })) {
    delete others[name][version];
    if (!isEmpty(value)) others[name] = withResult(others[name], version, value);
    if (!isEmpty(others[name])) merged[name] = others[name];
  }
  return merged;
}

function write(folder, name, lines) {
  if (lines.length === 0) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** @returns one line that says what was recorded */
async function record(options, log) {
  const sets = load(options);
  const count = (part) => sets.reduce((sum, set) => sum + set[part].length, 0);
  if (count('creates') + count('updates') === 0) throw new RecorderError('there are no cases');
  const server = openServer(options);
  const owned = namespaces(server, log);
  const stop = () => owned.remove().finally(() => process.exit(130));
  try {
    const version = await versionOf(server);
    log(`Kubernetes ${version}: ${count('creates')} creates (dry run), ${count('updates')} changes`);
    process.once('SIGINT', stop);
    const told = [];
    for (const set of sets) told.push(await recordSet(server, owned, set, version, log));
    return told.join('\n');
  } finally {
    process.removeListener('SIGINT', stop);
    await owned.remove();
    server.close();
  }
}

async function recordSet(server, owned, { folder, creates, updates, defaults }, version, log) {
  for (const name of new Set(creates.map((c) => namespaceOf(c.manifest)))) if (name !== '') await owned.need(name);
  const stored = new Map();
  const created = [];
  for (const one of creates) {
    const { answer, verdict } = await recordCreate(server, one);
    if (verdict.accepted) stored.set(one.manifest, answer.body);
    created.push({ ...one, verdicts: withResult(one.verdicts, version, verdict) });
  }
  const changed = await recordUpdates(server, owned, updates, version, log);
  const accepted = creates.filter((c) => stored.has(c.manifest));
  const compared = [];
  for (const one of defaults ?? accepted.map(({ id, kind, manifest }) => ({ id, kind, manifest }))) {
    const object = stored.get(one.manifest) ?? (await recordCreate(server, one)).answer.body;
    const refused = object.kind === 'Status';
    compared.push(refused ? one : withChanges(one, version, changesOf(one.manifest, object)));
  }
  for (const [i, lines] of [created, changed, compared].entries()) write(folder, FILES[i], lines);
  const verdicts = [...created, ...changed];
  const sound = verdicts.filter((c) => c.verdicts?.[version]?.accepted).length;
  return `${verdicts.length} verdicts (${sound} accepted) and ${compared.length} stored forms of ${version} are in ${folder}`;
}

async function recordUpdates(server, owned, updates, version, log) {
  if (updates.length === 0) return [];
  const scratch = `rollout-lens-recording-${randomBytes(4).toString('hex')}`;
  log(
    `old objects of changes are created for real in ${scratch}; where there are nodes, their pods start for a moment`,
  );
  if (!(await owned.need(scratch))) throw new RecorderError(`the namespace ${scratch} cannot be created`);
  const changed = [];
  for (const one of updates) {
    const named = namespaceOf(one.old);
    if (named !== '' && !(await owned.need(named))) {
      log(`skipped ${one.id}: the server has a namespace ${named} already, and nothing is created there`);
      changed.push(one);
      continue;
    }
    const verdict = await recordUpdate(server, one, named || scratch);
    if (verdict === null) log(`skipped ${one.id}: the server refuses the old object`);
    changed.push(verdict === null ? one : { ...one, verdicts: withResult(one.verdicts, version, verdict) });
  }
  return changed;
}

try {
  const options = optionsOf(process.argv.slice(2));
  console.log(options === null ? USAGE : await record(options, (line) => console.error(line)));
} catch (error) {
  if (!(error instanceof RecorderError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

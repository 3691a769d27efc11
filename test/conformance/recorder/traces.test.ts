import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { RecorderError } from './api.mjs';
import { type Stored, startFakeCluster } from './fakeCluster';
import { gatesAmiss, gatesIn, jobsOf, loadReader, loadScenario, manifestsOf } from './scenarios.mjs';
import { createSteps, playByClock, podMeant } from './steps.mjs';

const folder = mkdtempSync(join(tmpdir(), 'record-traces-'));
afterAll(() => rmSync(folder, { recursive: true }));

const manifest = (image: string, metadata = 'name: web') => `apiVersion: apps/v1
kind: StatefulSet
metadata: {${metadata}}
spec:
  serviceName: web
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "${image}"}]}
`;
const budget =
  'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web}\nspec: {maxUnavailable: 1, selector: {matchLabels: {app: web}}}\n';

function scenario(id: string, text: string, files: Readonly<Record<string, string>> = {}): string {
  const path = join(folder, id);
  mkdirSync(path, { recursive: true });
  for (const [name, content] of Object.entries({ 'scenario.yaml': text, ...files }))
    writeFileSync(join(path, name), content);
  return path;
}
const NODES = 'nodes: [{ name: worker-1 }]\n';
const PODS = 'pods: [{ startSeconds: 0.2, readySeconds: 0.2, terminateSeconds: 0.2 }]\n';
const apply = '  - { at: 0, apply: v1.yaml }\n';

let reader: Awaited<ReturnType<typeof loadReader>>;
beforeAll(async () => {
  reader = await loadReader();
});

describe('a scenario', () => {
  it('is read by the reader of the product, with its manifests as they were written', () => {
    const steps = `${apply}  - { at: 9, deletePod: web-0 }\n  - { at: 4, apply: both.yaml }\n  - { at: 5, deleteBudget: web }\n`;
    const path = scenario('whole', `until: 10\nsteps:\n${steps}`, {
      'v1.yaml': manifest('web:1'),
      'both.yaml': `# two\n${manifest('web:2', 'name: web, namespace: team')}---\n${budget}`,
    });
    const loaded = loadScenario(path, reader, '1.37.2');
    expect(loaded).toMatchObject({ id: 'whole', kind: 'StatefulSet', set: 'web', until: 10, rules: [] });
    expect(loaded.nodes?.map(({ name }: { name: string }) => name)).toContain('control-plane-1');
    expect(loaded.written?.nodes).toEqual(loaded.nodes);
    const [first, second, third, fourth] = loaded.steps ?? [];
    expect(first).toMatchObject({ at: 0, apply: [{ name: 'web', type: 'application/yaml', text: manifest('web:1') }] });
    expect(third).toEqual({ at: 5, deleteBudget: 'web' });
    expect(fourth).toEqual({ at: 9, deletePod: 'web-0' });
    const [moved, pdb] = second.apply;
    expect(moved.type).toBe('application/json');
    expect(JSON.parse(moved.text)).toMatchObject({ metadata: { name: 'web' } });
    expect(moved.text).not.toContain('namespace');
    expect(pdb).toMatchObject({ kind: 'PodDisruptionBudget', name: 'web', type: 'application/yaml' });
  });

  it('may hold its manifests itself, in lists, too', () => {
    const object = { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'a' }, spec: {} };
    const list = { kind: 'List', items: [object, { kind: 'Service', metadata: { name: 's' } }] };
    for (const each of [object, list])
      expect(manifestsOf(each, () => null)).toMatchObject([{ kind: 'DaemonSet', text: JSON.stringify(object) }]);
  });

  it('reads `yes` as a text, as the product does, and octal numbers as the server does', () => {
    const text = `${manifest('web:1').replace('spec: {containers', 'spec: {nodeSelector: {logs: yes}, containers')}  mode: 0644\n`;
    const [sent] = manifestsOf('v1.yaml', () => text);
    expect(JSON.parse(sent?.text ?? '')).toMatchObject({
      spec: { mode: 420, template: { spec: { nodeSelector: { logs: 'yes' } } } },
    });
    expect(manifestsOf('v1.yaml', () => text.replace('yes', 'no-no'))[0]?.type).toBe('application/yaml');
  });

  it('names the place of a slip, in a manifest, too', () => {
    const path = scenario('wrong', `until: 10\nsteps:\n${apply}`, {
      'v1.yaml': manifest('web:1').replace('replicas', 'replica'),
    });
    expect(() => loadScenario(path, reader, '1.37.2')).toThrow(/v1\.yaml:6:3 .*spec\.replica/);
    expect(() => loadScenario(scenario('key', 'step: []\n'), reader, '1.37.2')).toThrow(/scenario\.yaml:1:1 /);
    expect(() => loadScenario(join(folder, 'none'), reader, '1.37.2')).toThrow('has no scenario.yaml');
  });

  it('that needs a newer release is skipped', () => {
    const path = scenario('newer', `minKubernetes: "1.37"\nuntil: 9\nsteps:\n${apply}`, {
      'v1.yaml': manifest('web:1'),
    });
    expect(loadScenario(path, reader, '1.36.3')).toEqual({ id: 'newer', skipped: 'it needs Kubernetes 1.37' });
  });

  it('is played on the gates that it wants, else on those of the release', () => {
    const gates = (on: 0 | 1) =>
      gatesIn(`# HELP x\nkubernetes_feature_enabled{name="MaxUnavailableStatefulSet",stage="BETA"} ${on}\n`);
    const amiss = (featureGates: object, on: 0 | 1, version: string) =>
      gatesAmiss({ featureGates }, gates(on), reader, version);
    expect(amiss({}, 1, '1.37.2')).toBeNull();
    expect(amiss({}, 0, '1.37.2')).toContain('--feature-gates=MaxUnavailableStatefulSet=true');
    expect(amiss({ MaxUnavailableStatefulSet: true }, 1, '1.36.3')).toBeNull();
    expect(amiss({}, 1, '1.36.3')).toContain('--feature-gates=MaxUnavailableStatefulSet=false');
    expect(amiss({ NoSuchGate: true }, 1, '1.37.2')).toContain('no feature gate NoSuchGate');
  });

  it('shares the nodes only with its like, and only when no step changes them', () => {
    const one = (id: string, until: number, steps: object[] = [], nodes: object[] = []) => ({
      folder: id,
      until,
      steps,
      nodes,
    });
    const all = [one('a', 5), one('b', 9), one('c', 7), one('d', 9, [{ node: {} }]), one('e', 9, [], [{ name: 'x' }])];
    const ids = jobsOf(all, 2).map((job) => job.map((each: { folder: string }) => each.folder).join(''));
    expect(ids).toEqual(['bc', 'a', 'd', 'e']);
  });
});

describe('the pod of a step', () => {
  const pod = (name: string, nodeName: string, creationTimestamp: string, more: object = {}) => ({
    ...{ metadata: { name, creationTimestamp, ...more }, spec: { nodeName }, revision: name.startsWith('n') ? 2 : 1 },
  });
  const pods = [
    pod('n2', 'b', '02'),
    pod('o2', 'b', '01'),
    pod('n1', 'a', '03'),
    pod('o0', 'a', '00', { deletionTimestamp: 'x' }),
  ];
  it.each([
    [{ on: 'b' }, 'o2'],
    [{ on: 'a' }, 'n1'],
    [{ revision: 2 }, 'n1'],
    [{ revision: 1 }, 'o2'],
    [{ name: 'o0' }, 'o0'],
    [{ on: 'c' }, undefined],
  ])('%j is %s', (which, name) => {
    const found = podMeant(pods, which, (each: { revision: number }) => each.revision);
    expect(found?.metadata.name).toBe(name);
  });
  it('is named where there is none', async () => {
    const play = createSteps({ pods: () => [], revisions: { numberOf: () => 1 }, namespace: 'x' });
    await expect(play({ deletePodOn: { revision: 3 } })).rejects.toThrow('there is no pod of revision 3');
    await expect(play({ deletePodOn: 'worker-9' })).rejects.toThrow('there is no pod on worker-9');
  });
});

describe('the clock of the steps', () => {
  const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const play = async (
    steps: readonly { at: number; name: string; node?: object }[],
    ms: Readonly<Record<string, number>>,
  ) => {
    const told: string[] = [];
    const over = new AbortController();
    const startedAt = Date.now();
    const done = playByClock(
      steps,
      async ({ name }: { name: string }) => {
        told.push(`${name} begins`);
        await sleep(ms[name] ?? 0);
        if (name === 'fails') throw new RecorderError('no');
        told.push(name);
      },
      { startedAt, signal: over.signal, failed: (step: { name: string }) => told.push(`${step.name}!`) },
    );
    return { told, done, over };
  };

  it('plays those of one moment one after the other, and waits for no drain', async () => {
    const steps = [
      { at: 0, name: 'drain', node: { drain: {} } },
      { at: 0, name: 'fails' },
      { at: 0, name: 'next' },
      { at: 0.4, name: 'later' },
    ];
    const { told, done } = await play(steps, { drain: 1000, fails: 100, next: 600 });
    await done;
    const expected = 'drain begins, fails begins, fails!, next begins, later begins, later, next, drain';
    expect(told.join(', ')).toBe(expected);
  });
  it('stops at the end', async () => {
    const { told, done, over } = await play(
      [
        { at: 0, name: 'a' },
        { at: 60, name: 'b' },
      ],
      {},
    );
    await sleep(50);
    over.abort();
    await done;
    expect(told).toEqual(['a begins', 'a']);
  });
});

/** The StatefulSet controller and the scheduler, as far as one replica needs them. */
function controllers() {
  const cluster = startFakeCluster((type, collection, object) => {
    void cluster.then((fake) => {
      const [namespace] = /\/namespaces\/[^/]+/.exec(collection) ?? [''];
      const pods = `/api/v1${namespace}/pods`;
      const template = (set: Stored) => set.spec['template'] as { metadata: object; spec: object };
      const sets = `/apis/apps/v1${namespace}/statefulsets`;
      const create = (set: Stored): void => {
        const { labels } = template(set).metadata as { labels: object };
        const name = `${set.metadata.name}-${JSON.stringify(template(set)).length}`;
        const revisions = `/apis/apps/v1${namespace}/controllerrevisions`;
        if (!fake.objects.has(`${revisions}/${name}`))
          fake.create(revisions, { metadata: { name }, data: { spec: { template: template(set) } } });
        const ownerReferences = [{ kind: 'StatefulSet', name: 'web', uid: set.metadata.uid, controller: true }];
        const metadata = { name: 'web-0', labels: { ...labels, 'controller-revision-hash': name }, ownerReferences };
        fake.create(pods, { metadata, spec: template(set).spec });
        fake.change(`${pods}/web-0`, { spec: { nodeName: 'worker-1' } });
      };
      if (collection === sets && type === 'ADDED') create(object);
      if (collection === sets && type === 'MODIFIED') fake.remove(`${pods}/web-0`, 30);
      const set = fake.objects.get(`${sets}/web`);
      if (collection === pods && type === 'DELETED' && set) create(set);
    });
  });
  return cluster;
}

function run(url: string, ...args: readonly string[]) {
  const command = [join(__dirname, 'traces.mjs'), '--apiserver', url, '--token', 't', ...args];
  const child = spawn(process.execPath, command);
  const result = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (result.out += String(chunk)));
  child.stderr.on('data', (chunk) => (result.err += String(chunk)));
  const done = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, ...result })),
  );
  return { child, done, result };
}

describe('record:traces', () => {
  const leftOvers = (fake: { objects: Map<string, Stored> }) => [...fake.objects.keys()];

  it('records a scenario, and leaves nothing behind', async () => {
    const fake = await controllers();
    const steps = `${apply}  - { at: 1, apply: v2.yaml }\n  - { at: 1.2, deletePod: web-7 }\n`;
    const path = scenario('rolls', `${NODES}${PODS}until: 3.4\nsteps:\n${steps}`, {
      'v1.yaml': manifest('web:1'),
      'v2.yaml': manifest('web:two'),
    });
    const { code, err } = await run(fake.url, '--out', join(folder, 'out'), path).done;
    fake.stop();
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('rolls: the step at 1.2 failed') });
    const trace = JSON.parse(readFileSync(join(folder, 'out/rolls/trace.1.37.2.json'), 'utf8')) as {
      [key: string]: unknown;
      events: { type: string; object: string; revision?: number; by?: string }[];
    };
    expect(trace).toMatchObject({ id: 'rolls', source: 'kubernetes v1.37.2', kind: 'StatefulSet', set: 'web' });
    expect(trace['errors']).toEqual([{ t: 1.2, message: 'there is no pod web-7' }]);
    const told = trace.events.filter(({ type }) => type.startsWith('pod-'));
    const life = ['created', 'scheduled', 'running', 'ready'];
    expect(told.map(({ type, revision }) => `${type.slice(4)} ${revision}`)).toEqual([
      ...life.map((each) => `${each} 1`),
      'deletion-requested 1',
      'gone 1',
      ...life.map((each) => `${each} 2`),
    ]);
    expect(trace['final']).toMatchObject({ pods: [{ object: 'web-0', revision: 2, phase: 'Running', ready: true }] });
    expect(
      leftOvers(fake).filter((key) => !key.includes('/controllerrevisions/') && !key.includes('/serviceaccounts/')),
    ).toEqual([]);
  });

  it('cleans up when it is interrupted', async () => {
    const fake = await controllers();
    const path = scenario('long', `${NODES}${PODS}until: 600\nsteps:\n${apply}`, { 'v1.yaml': manifest('web:1') });
    const { child, done } = run(fake.url, '--out', join(folder, 'out'), path);
    await vi.waitFor(() => expect(leftOvers(fake).some((key) => key.endsWith('/web-0'))).toBe(true), { timeout: 8000 });
    child.kill('SIGINT');
    expect(await done).toMatchObject({ code: 130, err: expect.stringContaining('stopping') });
    fake.stop();
    expect(leftOvers(fake).filter((key) => /\/(nodes|pods|statefulsets|leases|namespaces)\/[^/]+$/.test(key))).toEqual(
      [],
    );
  });

  it('says what it cannot do', async () => {
    const fake = await startFakeCluster();
    const path = scenario('sound', `until: 1\nsteps:\n${apply}`, { 'v1.yaml': manifest('web:1') });
    const wrong = scenario('unsound', 'until: 1\nsteps: [{ at: 0, apply: gone.yaml }]\n');
    const said = async (...args: readonly string[]) => {
      const { code, out, err } = await run(fake.url, ...args).done;
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).not.toContain('    at ');
      return err;
    };
    expect(await said()).toContain('no scenario is named');
    expect(await said('--width', '0', path)).toContain('--width 0 is no number');
    expect(await said('--version', '1.36.3', path)).toContain('the server is Kubernetes 1.37.2, not 1.36.3');
    expect(await said(path, wrong)).toMatch(/unsound.scenario\.yaml:2:\d+ There is no file gone\.yaml/);
    fake.create('/api/v1/nodes', { metadata: { name: 'real' }, spec: {} });
    expect(await said(path)).toContain('the cluster has nodes of its own (real)');
    fake.create('/api/v1/nodes', { metadata: { name: 'w', labels: { 'rollout-lens/recording': 'true' } }, spec: {} });
    expect(await said('--with-other-nodes', path)).toContain('the nodes of another recording (w)');
    fake.refusals.push({ end: '/version', code: 401 });
    expect(await said(path)).toContain('does not accept the token');
    fake.refusals.push({ end: '/nodes', code: 403 });
    expect(await said(path)).toContain('may not GET /api/v1/nodes');
    fake.stop();
  });
});

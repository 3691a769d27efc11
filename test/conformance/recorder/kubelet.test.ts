import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openServer } from './api.mjs';
import { drain, drained } from './drain.mjs';
import { type Stored, startFakeCluster } from './fakeCluster';
import { createKubelet, ruleFor } from './kubelet.mjs';
import { createNodes, nodeObject } from './nodes.mjs';
import { endedStatus, runningStatus } from './podStatus.mjs';
import { createVolumes } from './volumes.mjs';
import { changesIn, watch } from './watches.mjs';

const PODS = '/api/v1/namespaces/test/pods';
const SECONDS = { start: 0.1, ready: 0.1, terminate: 0.1 };
const containers = [{ name: 'web', image: 'web:1' }];
const bound = (name: string) => ({ kind: 'Pod', metadata: { name }, spec: { nodeName: 'worker-1', containers } });

let fake: Awaited<ReturnType<typeof startFakeCluster>>;
let server: ReturnType<typeof openServer>;
let closing: (() => void)[] = [];
const logged: string[] = [];
const log = (message: string) => void logged.push(message);

beforeEach(async () => {
  fake = await startFakeCluster();
  server = openServer({ apiserver: fake.url, token: 't', sockets: 16 });
  logged.length = 0;
});
afterEach(() => {
  for (const close of closing) close();
  closing = [];
  server.close();
  fake.stop();
  expect(logged).toEqual([]);
});

async function play(rules: object[]) {
  const nodes = createNodes(server, { version: '1.37.2', log });
  await nodes.add({ name: 'worker-1' });
  const describePod = async () => ({ ordinal: 0, node: 'worker-1', revision: 1, instance: 1 });
  const kubelet = createKubelet({
    ...{ server, nodes, rules, log, namespace: 'test', seconds: SECONDS },
    describe: describePod,
  });
  const pods = watch(server, PODS, (type: string, object: Stored) => kubelet.see(type, object));
  closing.push(nodes.close, kubelet.close, pods.close);
  await pods.ready;
  return { nodes, kubelet };
}
const phaseOf = (name: string) => fake.objects.get(`${PODS}/${name}`)?.status?.['phase'];
const readyOf = (name: string) => {
  const conditions = fake.objects.get(`${PODS}/${name}`)?.status?.['conditions'] as { type: string; status: string }[];
  return conditions?.find(({ type }) => type === 'Ready')?.status;
};
const until = (check: () => void) => vi.waitFor(check, { timeout: 3000, interval: 10 });

describe('a pod on a fake node', () => {
  it('starts, becomes ready, is stopped and removed, with the writes of a kubelet', async () => {
    await play([]);
    const { metadata } = fake.create(PODS, bound('web-0'));
    await until(() => expect(readyOf('web-0')).toBe('True'));
    fake.remove(`${PODS}/web-0`, 30);
    await until(() => expect(fake.objects.has(`${PODS}/web-0`)).toBe(false));
    const writes = fake.requests.filter(({ path }) => path.startsWith(PODS));
    const { uid } = metadata;
    expect(writes.map(({ method, path }) => `${method} ${path.slice(PODS.length)}`)).toEqual([
      'PATCH /web-0/status',
      'PATCH /web-0/status',
      'PATCH /web-0/status',
      'PATCH /web-0/status',
      'DELETE /web-0',
    ]);
    const phases = writes.map(({ body }) => (body as { status?: { phase?: string } }).status?.phase);
    expect(phases).toEqual(['Pending', 'Running', undefined, 'Succeeded', undefined]);
    expect(writes[0]?.body).toMatchObject({ metadata: { uid } });
    expect(writes.at(-1)?.body).toEqual({ gracePeriodSeconds: 0, preconditions: { uid } });
  });

  it('that is deleted before it runs has failed', async () => {
    await play([{ startSeconds: 60 }]);
    fake.create(PODS, bound('web-0'));
    await until(() => expect(phaseOf('web-0')).toBe('Pending'));
    fake.remove(`${PODS}/web-0`, 30);
    await until(() => expect(fake.objects.has(`${PODS}/web-0`)).toBe(false));
    expect(fake.requests.some(({ body }) => JSON.stringify(body)?.includes('"phase":"Failed"'))).toBe(true);
  });

  it('stops no later than its grace period, which may be shortened', async () => {
    await play([{ startSeconds: 0, terminateSeconds: 60 }]);
    fake.create(PODS, bound('web-0'));
    await until(() => expect(phaseOf('web-0')).toBe('Running'));
    fake.remove(`${PODS}/web-0`, 50);
    fake.change(`${PODS}/web-0`, { metadata: { deletionGracePeriodSeconds: 0.2 } });
    await until(() => expect(fake.objects.has(`${PODS}/web-0`)).toBe(false));
  });

  it('ends by itself where the scenario says so', async () => {
    await play([{ startSeconds: 0, readySeconds: null, fail: { afterSeconds: 0.1, phase: 'Failed' } }]);
    fake.create(PODS, bound('web-0'));
    await until(() => expect(phaseOf('web-0')).toBe('Failed'));
    expect(readyOf('web-0')).toBe('False');
  });

  it('is left alone by a silent machine, which takes up its work again', async () => {
    const { nodes, kubelet } = await play([{ startSeconds: 0.5, readySeconds: 0 }]);
    fake.create(PODS, bound('web-0'));
    await until(() => expect(phaseOf('web-0')).toBe('Pending'));
    await nodes.setLost('worker-1', true);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(phaseOf('web-0')).toBe('Pending');
    await nodes.setLost('worker-1', false);
    await kubelet.nodeReady('worker-1');
    await until(() => expect(readyOf('web-0')).toBe('True'));
  });

  it('turns as a step says, but tells it only when its node is ready', async () => {
    const { nodes, kubelet } = await play([{ startSeconds: 0, readySeconds: 0 }]);
    const { uid } = fake.create(PODS, bound('web-0')).metadata;
    await until(() => expect(readyOf('web-0')).toBe('True'));
    await kubelet.setReady(uid, false);
    expect(readyOf('web-0')).toBe('False');
    await nodes.setReady('worker-1', false);
    await kubelet.setReady(uid, true);
    expect(readyOf('web-0')).toBe('False');
    await nodes.setReady('worker-1', true);
    await kubelet.nodeReady('worker-1');
    await until(() => expect(readyOf('web-0')).toBe('True'));
    expect(await kubelet.setReady('nobody', true)).toBe(false);
  });

  it('of another node is not touched', async () => {
    await play([{ startSeconds: 0 }]);
    fake.create(PODS, { ...bound('web-0'), spec: { nodeName: 'real', containers } });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(fake.requests.filter(({ path }) => path.startsWith(PODS))).toEqual([]);
  });

  it('is written again when the server fails for a moment', async () => {
    await play([{ startSeconds: 0, readySeconds: null }]);
    fake.refusals.push({ end: '/status', code: 503 });
    fake.create(PODS, bound('web-0'));
    await until(() => expect(phaseOf('web-0')).toBe('Running'));
  });
});

describe('a watch', () => {
  it('goes on over lost connections and an expired history, and misses nothing', async () => {
    const told: string[] = [];
    const problems: string[] = [];
    fake.create(PODS, bound('a'));
    const pods = watch(
      server,
      PODS,
      (type: string, { metadata }: Stored) => told.push(`${type} ${metadata.name}`),
      (error: Error) => problems.push(error.message),
    );
    closing.push(pods.close);
    await pods.ready;
    fake.create(PODS, bound('b'));
    await until(() => expect(told).toEqual(['ADDED a', 'ADDED b']));
    fake.disconnect();
    fake.create(PODS, bound('c'));
    await until(() => expect(told.slice(2)).toEqual(['ADDED c']));
    fake.disconnect();
    fake.remove(`${PODS}/a`, 0);
    fake.change(`${PODS}/b`, { metadata: { labels: { changed: 'yes' } } });
    fake.expire();
    await until(() => expect(told.slice(3)).toEqual(['DELETED a', 'MODIFIED b']));
    expect(problems).toEqual([]);
  });

  it('says what a collection that was listed again has lost and won', () => {
    const object = (uid: string, resourceVersion: string) => ({ metadata: { uid, resourceVersion } });
    const known = new Map([object('a', '1'), object('b', '2'), object('c', '3')].map((o) => [o.metadata.uid, o]));
    const list = { metadata: { resourceVersion: '9' }, items: [object('b', '2'), object('c', '7'), object('d', '8')] };
    expect(changesIn(known, list)).toEqual([
      { type: 'DELETED', object: object('a', '9') },
      { type: 'MODIFIED', object: object('c', '7') },
      { type: 'ADDED', object: object('d', '8') },
    ]);
  });
});

describe('a drain', () => {
  const owned = (name: string, kind: string, node = 'worker-1') => ({
    ...{ kind: 'Pod', metadata: { name, ownerReferences: [{ kind, controller: true }] } },
    spec: { nodeName: node, containers },
  });

  it('leaves the pods of daemons and mirrors', () => {
    const mirror = {
      metadata: { annotations: { 'kubernetes.io/config.mirror': 'x' } },
      spec: { nodeName: 'worker-1' },
    };
    const pods = [owned('a', 'DaemonSet'), owned('b', 'StatefulSet'), owned('c', 'StatefulSet', 'other'), mirror];
    expect(drained(pods, 'worker-1')).toEqual([pods[1]]);
  });

  const run = async (options?: object) => {
    const { nodes } = await play([{ startSeconds: 0, terminateSeconds: 0 }]);
    fake.create(PODS, owned('web-0', 'StatefulSet'));
    fake.create(PODS, owned('agent-x', 'DaemonSet'));
    await until(() => expect(phaseOf('web-0')).toBe('Running'));
    const asked: string[] = [];
    const context = {
      ...{ server, nodes, namespace: 'test', signal: new AbortController().signal },
      pace: { again: 100, look: 20 },
      pods: () => [...fake.objects].flatMap(([key, object]) => (key.startsWith(PODS) ? [object] : [])),
      asked: ({ metadata }: Stored) => asked.push(metadata.name),
    };
    await drain(context, 'worker-1', options);
    expect(asked).toEqual(['web-0']);
    expect(fake.objects.get('/api/v1/nodes/worker-1')?.spec).toMatchObject({ unschedulable: true });
    expect([fake.objects.has(`${PODS}/web-0`), fake.objects.has(`${PODS}/agent-x`)]).toEqual([false, true]);
    return fake.requests.filter(({ path, method }) => path.includes('/web-0') && method !== 'PATCH');
  };

  it('evicts, with the grace period that it is given', async () => {
    const [first] = await run({ graceSeconds: 2 });
    expect(first?.path).toBe(`${PODS}/web-0/eviction`);
    expect(first?.body).toMatchObject({ kind: 'Eviction', deleteOptions: { gracePeriodSeconds: 2 } });
  });
  it('deletes where no budget shall be asked', async () => {
    const [first] = await run({ disableEviction: true });
    expect(first).toMatchObject({ method: 'DELETE', path: `${PODS}/web-0` });
  });
  it('tries again after a refusal by a budget', async () => {
    fake.refusals.push({ end: '/eviction', code: 429 });
    const began = Date.now();
    const requests = await run();
    expect(requests.map(({ method }) => method)).toEqual(['POST', 'POST', 'DELETE']);
    expect(Date.now() - began).toBeGreaterThanOrEqual(100);
  });
  it('means the name: what has taken it meanwhile is evicted, too', async () => {
    const { nodes } = await play([{ startSeconds: 0, terminateSeconds: 0 }]);
    const first = fake.create(PODS, owned('web-0', 'StatefulSet'));
    fake.refusals.push({ end: '/eviction', code: 429 });
    const asked: string[] = [];
    const context = {
      ...{ server, nodes, namespace: 'test', signal: new AbortController().signal },
      pods: () => [...fake.objects].flatMap(([key, object]) => (key.startsWith(PODS) ? [object] : [])),
      asked: ({ metadata }: Stored) => asked.push(metadata.uid),
      pace: { again: 200, look: 20 },
    };
    const done = drain(context, 'worker-1');
    await until(() => expect(fake.refusals).toEqual([]));
    fake.remove(`${PODS}/web-0`, 0);
    const second = fake.create(PODS, owned('web-0', 'StatefulSet', 'worker-2'));
    // no kubelet of the recording runs there
    await until(() => expect(asked).toEqual([second.metadata.uid]));
    fake.remove(`${PODS}/web-0`, 0);
    await done;
    expect(first.metadata.uid).not.toBe(second.metadata.uid);
  });
});

describe('what a kubelet reports', () => {
  it('says of containers that never ran that nothing is known', () => {
    const status = endedStatus({ containers }, { at: 5000, phase: 'Failed', startedAt: undefined });
    const terminated = { exitCode: 137, reason: 'ContainerStatusUnknown', startedAt: null, finishedAt: null };
    expect(status.containerStatuses).toMatchObject([{ name: 'web', ready: false, state: { terminated } }]);
  });
  it('counts sidecars as running and init containers as done, with whole seconds', () => {
    const initContainers = [{ name: 'init' }, { name: 'proxy', restartPolicy: 'Always' }];
    const status = runningStatus({ containers, initContainers }, { at: 5999, ready: true, address: '10.244.0.1' });
    expect(status).toMatchObject({ phase: 'Running', startTime: '1970-01-01T00:00:05Z', podIP: '10.244.0.1' });
    expect(status.initContainerStatuses?.map(({ state }: { state: object }) => Object.keys(state))).toEqual([
      ['terminated'],
      ['running'],
    ]);
  });
});

describe('the rule of a pod', () => {
  const rules = [
    { match: { ordinals: [2], revision: [2] }, readySeconds: null },
    { match: { nodes: ['worker-1'], instances: [1] }, startSeconds: 5, fail: { afterSeconds: 1, phase: 'Failed' } },
    { terminateSeconds: 3 },
  ];
  const defaults = { start: 1, ready: 1, terminate: 1 };
  it.each([
    [
      { ordinal: 2, revision: 2, node: 'worker-1', instance: 1 },
      { startSeconds: 1, readySeconds: null, terminateSeconds: 1 },
    ],
    [
      { ordinal: 2, revision: 1, node: 'worker-1', instance: 1 },
      { startSeconds: 5, readySeconds: 1, fail: { phase: 'Failed' } },
    ],
    [
      { ordinal: 0, revision: 2, node: 'worker-1', instance: 2 },
      { startSeconds: 1, terminateSeconds: 3, fail: undefined },
    ],
  ])('is the first that matches: %j', (pod, expected) => expect(ruleFor(rules, pod, defaults)).toMatchObject(expected));
  it('is the usual one where there is none', () => {
    const usual = { startSeconds: 1, readySeconds: 1, terminateSeconds: 1, fail: undefined };
    expect(ruleFor([], { ordinal: 0, revision: 1, node: 'n', instance: 1 }, defaults)).toEqual(usual);
  });
});

describe('a fake node', () => {
  it('is what the scenario says, and a node like others', () => {
    const taints = [{ key: 'k', effect: 'NoSchedule' }];
    const capacity = { cpuMillis: 500, pods: 5 };
    const spec = { name: 'a', labels: { zone: 'x' }, taints, unschedulable: true, capacity };
    expect(nodeObject(spec, { at: 0, version: '1.37.2' })).toMatchObject({
      metadata: { name: 'a', labels: { zone: 'x', 'kubernetes.io/hostname': 'a', 'rollout-lens/recording': 'true' } },
      spec: { taints, unschedulable: true },
      status: { allocatable: { cpu: '500m', memory: '64Gi', pods: '5' }, nodeInfo: { kubeletVersion: 'v1.37.2' } },
    });
  });
  it('is tainted, labelled, cordoned and removed', async () => {
    const { nodes } = await play([]);
    const path = '/api/v1/nodes/worker-1';
    await nodes.taint('worker-1', { key: 'a', effect: 'NoExecute' });
    await nodes.taint('worker-1', { key: 'b', effect: 'NoSchedule' });
    await nodes.untaint('worker-1', { key: 'a' });
    await nodes.label('worker-1', { zone: 'x', 'kubernetes.io/os': null });
    await nodes.cordon('worker-1', true);
    expect(fake.objects.get(path)?.spec).toEqual({ taints: [{ key: 'b', effect: 'NoSchedule' }], unschedulable: true });
    expect(fake.objects.get(path)?.metadata['labels']).not.toHaveProperty('kubernetes.io/os');
    await expect(nodes.add({ name: 'worker-1' })).rejects.toThrow('has a node worker-1 already');
    await nodes.remove('worker-1');
    expect([...fake.objects.keys()].filter((key) => key.includes('worker-1'))).toEqual([]);
  });
});

describe('a claim', () => {
  const CLAIMS = '/api/v1/namespaces/test/persistentvolumeclaims';
  it('gets a volume that is all it asks for, and loses it when it goes', async () => {
    const volumes = createVolumes({ server, namespace: 'test', log });
    const claims = watch(server, CLAIMS, (type: string, object: Stored) => volumes.see(type, object));
    closing.push(claims.close);
    await claims.ready;
    const resources = { requests: { storage: '2Gi' } };
    const spec = { accessModes: ['ReadWriteOnce'], resources, storageClassName: 'fast' };
    const { uid } = fake.create(CLAIMS, { metadata: { name: 'data-web-0', namespace: 'test' }, spec }).metadata;
    const claim = () => fake.objects.get(`${CLAIMS}/data-web-0`);
    await until(() => expect(claim()?.status).toMatchObject({ phase: 'Bound', capacity: { storage: '2Gi' } }));
    const path = `/api/v1/persistentvolumes/${String(claim()?.spec['volumeName'])}`;
    expect(fake.objects.get(path)?.spec).toMatchObject({
      claimRef: { name: 'data-web-0', uid },
      storageClassName: 'fast',
    });
    expect(fake.objects.get(path)?.spec).toMatchObject({
      accessModes: ['ReadWriteOnce'],
      capacity: { storage: '2Gi' },
    });
    fake.remove(`${CLAIMS}/data-web-0`);
    await until(() => expect(fake.objects.has(path)).toBe(false));
  });
});

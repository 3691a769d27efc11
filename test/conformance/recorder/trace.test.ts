import { describe, expect, it } from 'vitest';
import { createIdentities, createRevisions } from './naming.mjs';
import { eventsOf, finalOf, textOf, withoutNamespace } from './trace.mjs';

// raw watch events, written shortly: `at` in seconds of the recording
interface Raw {
  readonly what: 'pod' | 'claim' | 'revision' | 'set' | 'event';
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: object;
  readonly at: number;
}
const START = 1_000_000;
const owner = (kind: string, uid = 'set-1') => [{ kind, name: 'web', uid, controller: true }];
let written = 0;

interface PodOptions {
  readonly version?: number;
  readonly node?: string;
  readonly phase?: string;
  readonly ready?: boolean;
  readonly containersReady?: boolean;
  readonly deleted?: boolean;
  readonly disruption?: string;
  readonly kind?: string;
  readonly target?: string;
  readonly hash?: string;
  readonly uid?: string;
}
function pod(name: string, o: PodOptions = {}) {
  const { kind = 'StatefulSet', ready = false } = o;
  const condition = (type: string, ok: boolean, reason?: string) => ({ type, status: ok ? 'True' : 'False', reason });
  const fields = [{ key: 'metadata.name', operator: 'In', values: [o.target] }];
  const required = { nodeSelectorTerms: [{ matchFields: fields }] };
  return {
    metadata: {
      name,
      uid: o.uid ?? name,
      resourceVersion: String(o.version ?? ++written),
      labels: { 'controller-revision-hash': o.hash ?? 'web-a' },
      ownerReferences: owner(kind),
      ...(o.deleted ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}),
    },
    spec: {
      ...(o.node === undefined ? {} : { nodeName: o.node }),
      ...(o.target === undefined
        ? {}
        : { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } } }),
    },
    status: {
      phase: o.phase ?? 'Pending',
      conditions: [
        condition('Ready', ready),
        condition('ContainersReady', o.containersReady ?? ready),
        ...(o.disruption === undefined ? [] : [condition('DisruptionTarget', true, o.disruption)]),
      ],
    },
  };
}
const seen = (what: Raw['what'], type: Raw['type'], object: object, at: number): Raw => ({ what, type, object, at });
const template = (image: string) => ({
  spec: { containers: [{ name: 'web', image }] },
  metadata: { creationTimestamp: null },
});
const stored = (name: string, image: string, hash = name) => ({
  metadata: { name, uid: name, resourceVersion: String(++written), labels: { 'controller-revision-hash': hash } },
  data: { spec: { template: { ...template(image), $patch: 'replace' } } },
});
const workload = (more: object = {}, status: object = {}) => ({
  metadata: { name: 'web', uid: 'set-1', resourceVersion: String(++written), ...more },
  spec: { updateStrategy: { type: 'RollingUpdate' } },
  status,
});

function play(
  raw: readonly Raw[],
  options: { kind?: string; asked?: { uid: string; at: number }[]; end?: number } = {},
) {
  const revisions = createRevisions();
  revisions.applied(template('web:1'));
  revisions.applied(template('web:2'));
  revisions.stored(stored('web-a', 'web:1'));
  revisions.stored(stored('web-b', 'web:2'));
  return eventsOf({
    seen: raw.map((each) => ({ ...each, at: START + each.at * 1000 })),
    startedAt: START,
    endedAt: START + (options.end ?? 100) * 1000,
    asked: (options.asked ?? []).map(({ uid, at }) => ({ uid, at: START + at * 1000 })),
    kind: options.kind ?? 'StatefulSet',
    set: 'web',
    namespace: 'recording-x-1',
    revisions,
  }) as Record<string, unknown>[];
}
const short = (events: readonly Record<string, unknown>[]) =>
  events.map(
    ({ t, type, by, object }) =>
      `${String(t)} ${String(type)} ${String(object)}${by === undefined ? '' : ` by ${String(by)}`}`,
  );

describe('the events of a trace', () => {
  it('tell the life of a pod', () => {
    const n = { node: 'worker-1' };
    const events = play([
      seen('pod', 'ADDED', pod('web-0'), 0.1),
      seen('pod', 'MODIFIED', pod('web-0', n), 0.2),
      seen('pod', 'MODIFIED', pod('web-0', { ...n, phase: 'Running' }), 1),
      seen('pod', 'MODIFIED', pod('web-0', { ...n, phase: 'Running', ready: true }), 2),
      seen('pod', 'MODIFIED', pod('web-0', { ...n, phase: 'Running' }), 3),
      seen('pod', 'MODIFIED', pod('web-0', { ...n, phase: 'Running', ready: true }), 4),
      seen('pod', 'MODIFIED', pod('web-0', { ...n, phase: 'Running', ready: true, deleted: true }), 5),
      seen('pod', 'MODIFIED', pod('web-0', { ...n, phase: 'Succeeded', deleted: true }), 6),
      seen('pod', 'DELETED', pod('web-0', { ...n, phase: 'Succeeded', deleted: true }), 6.1),
    ]);
    expect(short(events)).toEqual([
      '0.1 pod-created web-0 by statefulset-controller',
      '0.2 pod-scheduled web-0 by scheduler',
      '1 pod-running web-0 by kubelet',
      '2 pod-ready web-0 by kubelet',
      '3 pod-unready web-0 by kubelet',
      '4 pod-ready web-0 by kubelet',
      '5 pod-deletion-requested web-0 by statefulset-controller',
      '6.1 pod-gone web-0',
    ]);
    expect(events[0]).toEqual({
      ...{ t: 0.1, type: 'pod-created', by: 'statefulset-controller' },
      ...{ object: 'web-0', ordinal: 0, revision: 1 },
    });
    expect(events.at(-1)).toMatchObject({ node: 'worker-1', ordinal: 0, revision: 1 });
  });

  it('stand in the order in which the server stored them, however late a watch told', () => {
    const events = play([
      seen('pod', 'ADDED', pod('web-1', { version: 900 }), 1),
      seen('set', 'MODIFIED', { ...workload({ resourceVersion: '901' }), status: { replicas: 2 } }, 1.2),
      seen('claim', 'ADDED', { metadata: { name: 'data-web-1', uid: 'c', resourceVersion: '899' } }, 1.1),
    ]);
    expect(short(events)).toEqual([
      '1.1 claim-created data-web-1 by statefulset-controller',
      '1.1 pod-created web-1 by statefulset-controller',
      '1.2 status web by statefulset-controller',
    ]);
  });

  it('place warnings by their time: Events may be kept in another store', () => {
    const warning = {
      ...{ type: 'Warning', reason: 'FailedCreate', message: 'create Pod web-0 in recording-x-1 failed' },
      ...{ involvedObject: { kind: 'StatefulSet' }, source: { component: 'statefulset-controller' } },
      metadata: { name: 'e', uid: 'e', resourceVersion: '7' },
    };
    const events = play([
      seen('pod', 'ADDED', pod('web-0', { version: 800 }), 1),
      seen('event', 'ADDED', warning, 3),
      seen('event', 'MODIFIED', warning, 4),
      seen('event', 'ADDED', { ...warning, type: 'Normal', metadata: { ...warning.metadata, uid: 'f' } }, 4),
      seen('pod', 'MODIFIED', pod('web-0', { version: 801, node: 'n' }), 2),
    ]);
    expect(events.map(({ t, type }) => [t, type])).toEqual([
      [1, 'pod-created'],
      [2, 'pod-scheduled'],
      [3, 'warning'],
    ]);
    expect(events[2]).toMatchObject({ by: 'statefulset-controller', reason: 'FailedCreate', object: 'web' });
    expect(events[2]?.['message']).toBe('create Pod web-0 in default failed');
  });

  it('tell who deleted a pod', () => {
    const gone = (name: string, o: PodOptions, at: number) => [
      seen('pod', 'ADDED', pod(name, { node: 'n', phase: 'Running' }), 1),
      seen('pod', 'MODIFIED', pod(name, { node: 'n', phase: 'Running', deleted: true, ...o }), at),
    ];
    const events = play(
      [
        ...gone('web-0', {}, 2),
        ...gone('web-1', {}, 3),
        ...gone('web-2', { disruption: 'EvictionByEvictionAPI' }, 4),
        ...gone('web-3', { disruption: 'DeletionByTaintManager' }, 5),
        ...gone('web-4', { disruption: 'DeletionByPodGC' }, 6),
        ...gone('web-5', { disruption: 'PreemptionByScheduler' }, 7),
        // asked for by the controller first, and by a step a moment later
        ...gone('web-6', {}, 8),
      ],
      {
        asked: [
          { uid: 'web-1', at: 2.9 },
          { uid: 'web-6', at: 8.3 },
        ],
      },
    );
    const by = events.flatMap((e) => (e['type'] === 'pod-deletion-requested' ? [e['by']] : []));
    const controller = 'statefulset-controller';
    expect(by).toEqual([
      controller,
      'user',
      'user',
      'node-lifecycle',
      'pod-garbage-collector',
      'scheduler',
      controller,
    ]);
  });

  it.each([
    ['gone', 'DELETED' as const, {}],
    ['waiting for its pods', 'MODIFIED' as const, { deletionTimestamp: '2026-01-01T00:00:00Z' }],
  ])('give pods whose set is %s to the garbage collector', (_title, type, more) => {
    const events = play([
      seen('set', 'ADDED', workload(), 0),
      seen('pod', 'ADDED', pod('web-0', { node: 'n' }), 1),
      seen('set', type, workload(more), 2),
      seen('pod', 'MODIFIED', pod('web-0', { node: 'n', deleted: true }), 3),
      seen('claim', 'ADDED', { metadata: { name: 'data-web-0', uid: 'c', resourceVersion: String(++written) } }, 3),
      seen(
        'claim',
        'DELETED',
        {
          metadata: { name: 'data-web-0', uid: 'c', resourceVersion: String(++written), ownerReferences: owner('Pod') },
        },
        4,
      ),
    ]);
    expect(short(events).slice(3)).toEqual([
      '2 set-deletion-requested web by user',
      ...(type === 'DELETED' ? ['2 set-gone web'] : []),
      '3 pod-deletion-requested web-0 by garbage-collector',
      '3 claim-created data-web-0 by statefulset-controller',
      '4 claim-deletion-requested data-web-0 by garbage-collector',
      '4 claim-gone data-web-0',
    ]);
  });

  it('know a removal that leaves no time to stop, and an end by itself', () => {
    const events = play([
      seen('pod', 'ADDED', pod('web-0', { node: 'n', phase: 'Running', ready: true }), 1),
      seen('pod', 'DELETED', pod('web-0', { node: 'n', phase: 'Running', ready: true }), 2),
      seen('pod', 'ADDED', pod('web-1', { node: 'n', phase: 'Running', ready: true }), 3),
      seen('pod', 'MODIFIED', pod('web-1', { node: 'n', phase: 'Running', containersReady: true }), 4),
      seen('pod', 'MODIFIED', pod('web-1', { node: 'n', phase: 'Failed', disruption: 'DeletionByPodGC' }), 5),
      seen('pod', 'ADDED', pod('web-2', { node: 'n', phase: 'Running' }), 6),
      seen('pod', 'MODIFIED', pod('web-2', { node: 'n', phase: 'Succeeded' }), 7),
    ]);
    expect(short(events).filter((line) => !/created|scheduled|running|-ready/.test(line))).toEqual([
      '2 pod-deletion-requested web-0 by statefulset-controller',
      '2 pod-gone web-0',
      '4 pod-unready web-1 by node-lifecycle',
      '5 pod-failed web-1 by pod-garbage-collector',
      '7 pod-succeeded web-2 by kubelet',
    ]);
  });

  it('name the pods of a DaemonSet by node and number, before they are bound, too', () => {
    const daemon = { kind: 'DaemonSet', hash: 'b' };
    const events = play(
      [
        seen('pod', 'ADDED', pod('web-x', { ...daemon, target: 'worker-2' }), 1),
        seen('pod', 'MODIFIED', pod('web-x', { ...daemon, target: 'worker-2', node: 'worker-2' }), 1.1),
        seen('pod', 'ADDED', pod('web-y', { ...daemon, target: 'worker-1' }), 2),
        seen('pod', 'ADDED', pod('web-z', { ...daemon, target: 'worker-2' }), 3),
      ],
      { kind: 'DaemonSet' },
    );
    expect(events.map(({ object, node, by }) => [object, node, by])).toEqual([
      ['web@worker-2#1', 'worker-2', 'daemonset-controller'],
      ['web@worker-2#1', 'worker-2', 'scheduler'],
      ['web@worker-1#1', 'worker-1', 'daemonset-controller'],
      ['web@worker-2#2', 'worker-2', 'daemonset-controller'],
    ]);
  });

  it('number revisions by the template that was applied, in status, too', () => {
    const status = {
      replicas: 1,
      currentRevision: 'web-b',
      updateRevision: 'web-a',
      observedGeneration: 3,
      collisionCount: 0,
    };
    const events = play([
      seen('revision', 'ADDED', stored('web-b', 'web:2'), 1),
      seen('set', 'ADDED', workload({}, status), 2),
      seen('set', 'MODIFIED', workload({}, { ...status, observedGeneration: 4 }), 3),
      seen('pod', 'ADDED', pod('web-0', { hash: 'web-b' }), 4),
    ]);
    expect(events).toMatchObject([
      { type: 'revision-created', object: 'web/2', revision: 2 },
      { type: 'status', status: { replicas: 1, currentRevision: 2, updateRevision: 1 } },
      { type: 'pod-created', revision: 2 },
    ]);
    expect(Object.keys(events[1]?.['status'] as object)).toHaveLength(3);
  });

  it('leave out what came after the end', () => {
    const raw = [seen('pod', 'ADDED', pod('web-0'), 1), seen('pod', 'ADDED', pod('web-1'), 9)];
    expect(play(raw, { end: 5 })).toHaveLength(1);
  });
});

describe('numbers of templates', () => {
  it('come back with a template, and are known as soon as both halves are', async () => {
    const revisions = createRevisions();
    const one = pod('web-0');
    const early = revisions.whenKnown(one);
    revisions.stored(stored('web-a', 'web:1'));
    expect(revisions.numberOf(one)).toBeUndefined();
    revisions.applied(template('web:1'));
    expect(await early).toBe(1);
    revisions.applied(template('web:2'));
    revisions.applied(template('web:1'));
    revisions.stored(stored('web-c', 'web:2', 'c'));
    expect([revisions.named('web-c'), revisions.named('c')]).toEqual([2, 2]);
    expect(await revisions.whenKnown(pod('web-9', { hash: 'none' }), 5)).toBeUndefined();
  });
});

describe('the end of a trace', () => {
  const revisions = createRevisions();
  const identify = createIdentities({ kind: 'StatefulSet', set: 'web' });
  const there = {
    pods: [pod('web-10', { node: 'n', phase: 'Running', ready: true }), pod('web-2', { deleted: true })],
    claims: [{ metadata: { name: 'data-web-2', deletionTimestamp: 'x' } }],
    budgets: [],
  };

  it('holds pods in the order of their ordinals, claims, and the status', () => {
    const status = { replicas: 2 };
    const final = finalOf({ ...there, workload: workload({}, status) }, identify, revisions);
    expect(final.pods).toMatchObject([
      { object: 'web-2', ordinal: 2, node: null, ready: false, terminating: true },
      { object: 'web-10', ordinal: 10, node: 'n', phase: 'Running', ready: true },
    ]);
    expect(final).toMatchObject({ status, claims: [{ object: 'data-web-2', terminating: true }] });
    expect(final).toMatchObject({ strategy: { type: 'RollingUpdate' } });
    expect(final).not.toHaveProperty('budgets');
    expect(finalOf({ ...there, workload: undefined }, identify, revisions).status).toBeNull();
  });

  it('holds budgets where there are any', () => {
    const status = { disruptionsAllowed: 1, currentHealthy: 3, desiredHealthy: 2, expectedPods: 3, conditions: [] };
    const budgets = [{ metadata: { name: 'web' }, status }, { metadata: { name: 'new' } }];
    const { conditions: _, ...counts } = status;
    expect(finalOf({ ...there, budgets, workload: undefined }, identify, revisions).budgets).toEqual([
      { object: 'web', ...counts },
      { object: 'new', expectedPods: 0, currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0 },
    ]);
  });

  it('is written with an event a line', () => {
    const events = [
      { t: 0, type: 'a' },
      { t: 1, type: 'b' },
    ];
    const trace = { id: 'x', events, final: { pods: [{ object: 'p' }], claims: [], status: null } };
    const text = textOf(trace);
    expect(JSON.parse(text)).toEqual(trace);
    expect(text.split('\n').filter((line) => line.startsWith('{"t":'))).toHaveLength(2);
    expect(withoutNamespace('a recording-1 b', 'recording-1')).toBe('a default b');
  });
});

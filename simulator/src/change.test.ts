import { expect, test } from 'vitest';
import { type Change, simulateChange } from './change';
import { daemonSet, deeds, statefulSet, workers } from './testing';
import type { Trace } from './trace';
import { verdictSentence } from './words/index';

const change = (more: Omit<Change, 'release'> & { release?: string }): Trace =>
  simulateChange({ release: '1.37', ...more });
const NEVER = [{ match: { revision: [2] }, readySeconds: null }];
const CLAIMS = { claimTemplates: [{ name: 'data', accessModes: [] }] };

test('a first install', () => {
  const { verdict } = change({ from: null, to: statefulSet(1) });
  expect(verdict).toMatchObject({
    change: 'install',
    restarts: [],
    added: ['web-0', 'web-1', 'web-2'],
    stuck: null,
    rollback: null,
  });
  expect(verdict.sentence).toBe('Creates 3 pods (web-0 → web-2) in about 15 s.');
});

test('a rolling update: order, pace, fewest available, claims kept', () => {
  const trace = change({ from: statefulSet(1, CLAIMS), to: statefulSet(2, CLAIMS) });
  expect(deeds(trace)).toBe('-web-2/1 +web-2/2 -web-1/1 +web-1/2 -web-0/1 +web-0/2');
  expect(trace.verdict).toMatchObject({
    change: 'update',
    restarts: ['web-2', 'web-1', 'web-0'],
    fewestAvailable: { count: 2, of: 3 },
    mostExtra: 0,
    mostAtOnce: 1,
    claims: { kept: ['data-web-0', 'data-web-1', 'data-web-2'], deleted: [], created: [] },
  });
  expect(verdictSentence(trace.verdict, 'en')).toContain('one at a time');
  expect(verdictSentence(trace.verdict, 'ja')).toContain('1 つずつ');
});

test('no difference: nothing restarts', () => {
  const trace = change({ from: statefulSet(1), to: statefulSet(1) });
  expect(trace.events).toEqual([]);
  expect(trace.verdict).toMatchObject({ change: 'none', seconds: 0, sentence: 'Nothing restarts.' });
});

test('what stays on the old template, and why', () => {
  const partition = statefulSet(2, { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } });
  expect(change({ from: statefulSet(1), to: partition }).verdict).toMatchObject({
    heldBack: ['web-0', 'web-1'],
    heldBackBy: 'partition',
    stuck: null,
  });
  const onDelete = daemonSet(2, { updateStrategy: { type: 'OnDelete' } });
  expect(change({ from: daemonSet(1), to: onDelete, nodes: workers(2) }).verdict).toMatchObject({
    heldBack: ['worker-1', 'worker-2'],
    heldBackBy: 'on-delete',
    stuck: null,
  });
});

test('stuck: where, on what, and what helps', () => {
  const { verdict } = change({ from: statefulSet(1), to: statefulSet(2), pods: NEVER });
  expect(verdict.stuck?.codes).toMatchObject({
    reason: { code: 'sts-wait-ready', params: { pod: 'web-2' } },
    wayOut: { code: 'way-delete-pod-after-fix' },
  });
  expect(verdict.rollback).toMatchObject({ stuck: true, reason: { code: 'rollback-stuck', params: { pod: 'web-2' } } });
});

test('a broken template: how much is lost before it stops, and whether going back mends it', () => {
  const ordered = change({ from: statefulSet(1), to: statefulSet(2) }).verdict;
  expect(ordered.ifBroken).toMatchObject({ lost: 1, objects: ['web-2'] });
  expect(ordered.rollback?.stuck).toBe(true);
  const half = {
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: { percent: 50 }, maxSurge: 0 } },
  } as const;
  const daemons = change({ from: daemonSet(1, half), to: daemonSet(2, half), nodes: workers(4) }).verdict;
  expect(daemons.ifBroken.lost).toBe(2);
  expect(daemons.rollback).toMatchObject({ stuck: false, restarts: ['worker-1', 'worker-2'] });
  const surge = {
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
  } as const;
  expect(change({ from: daemonSet(1, surge), to: daemonSet(2, surge), nodes: workers(4) }).verdict.ifBroken.lost).toBe(
    0,
  );
});

test('a container that crashes for ever ends the simulation and is called stuck', () => {
  const pods = [{ match: { revision: [2] }, readySeconds: null, fail: { afterSeconds: 2, phase: 'Failed' as const } }];
  for (const [from, to] of [
    [statefulSet(1), statefulSet(2)],
    [daemonSet(1), daemonSet(2)],
  ] as const) {
    const trace = change({ from, to, pods });
    expect(trace.verdict.stuck).not.toBeNull();
    expect(trace.events.length).toBeLessThan(200);
  }
});

test('an installation that never settled is what the change meets', () => {
  const pods = [{ match: { revision: [1], ordinals: [1] }, readySeconds: null }];
  const trace = change({ from: statefulSet(1), to: statefulSet(2), pods });
  expect(trace.initial.pods.map((pod) => [pod.object, pod.ready])).toEqual([
    ['web-0', true],
    ['web-1', false],
  ]);
  expect(trace.verdict.stuck?.codes.wayOut).toMatchObject({ code: 'way-delete-pod', params: { pod: 'web-1' } });
});

test('what-ifs: a pod killed, a second apply', () => {
  const trace = change({
    from: statefulSet(1),
    to: statefulSet(2),
    steps: [
      { at: 3, deletePod: 'web-0' },
      { at: 30, apply: statefulSet(3) },
    ],
  });
  expect(trace.changeAt).toBe(30);
  expect(trace.verdict.restarts).toEqual(['web-2', 'web-1', 'web-0']);
});

test('up to 1.34 a scale-down under minReadySeconds can stall for want of a timer', () => {
  const at = (replicas: number) => statefulSet(1, { replicas, minReadySeconds: 6 });
  const settled = change({ from: at(3), to: at(2), release: '1.34' });
  expect(settled.verdict).toMatchObject({ removed: ['web-2'], stuck: null });
});

test('a large rollout costs little more per node than a small one', () => {
  const ten = {
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: { percent: 10 }, maxSurge: 0 } },
  } as const;
  const events = (n: number): number =>
    change({ from: daemonSet(1, ten), to: daemonSet(2, ten), nodes: workers(n) }).events.length;
  expect(events(1000) / 1000).toBeLessThan(1.2 * (events(100) / 100));
});

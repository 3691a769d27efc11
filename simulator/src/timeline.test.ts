import { expect, test } from 'vitest';
import { simulateChange } from './change';
import { daemonSet, statefulSet, workers } from './testing';
import { buildTimeline, segmentsAt, stateAt } from './timeline';

const rolling = simulateChange({ release: '1.37', from: statefulSet(1), to: statefulSet(2) });

test('a row per ordinal, with the states that its pods go through', () => {
  const timeline = buildTimeline(rolling);
  expect(timeline.rows.map((row) => row.name)).toEqual(['web-0', 'web-1', 'web-2']);
  const states = timeline.rows[2]?.segments.map((segment) => `${segment.state}/${segment.revision}`);
  expect(states).toEqual(['available/1', 'terminating/1', 'pending/2', 'starting/2', 'running/2', 'available/2']);
});

test('segments of a row touch, and the last one reaches the end', () => {
  const timeline = buildTimeline(rolling);
  for (const row of timeline.rows) {
    row.segments.forEach((segment, i) => {
      const following = row.segments[i + 1];
      expect(segment.to).toBeGreaterThan(segment.from);
      if (following === undefined) expect(segment.to).toBe(timeline.to);
      else expect(following.from - segment.to).toBeLessThan(0.02);
    });
  }
});

test('events know their row, and rows their events', () => {
  const timeline = buildTimeline(rolling);
  rolling.events.forEach((event, index) => {
    const row = timeline.rows[timeline.rowOfEvent[index] ?? -1];
    if (event.type.startsWith('pod-')) {
      expect(row?.name).toBe(event.object);
      expect(row?.events).toContain(index);
    } else expect(row).toBeUndefined();
  });
});

test('the curve of available pods agrees with the verdict', () => {
  const { availability } = buildTimeline(rolling);
  expect(Math.min(...availability.available)).toBe(rolling.verdict.fewestAvailable.count);
  expect([availability.available[0], availability.available.at(-1)]).toEqual([3, 3]);
});

test('the cluster at a moment: before, in the middle, at the end and beyond', () => {
  const timeline = buildTimeline(rolling);
  const pods = (t: number) =>
    stateAt(timeline, t)
      .nodes.flatMap((node) => node.pods)
      .map((pod) => `${pod.object}/${pod.revision} ${pod.state}`)
      .sort();
  expect(pods(0)[0]).toBe('web-0/1 available');
  expect(pods(0.5)).toContain('web-2/1 terminating');
  expect(pods(3)).toContain('web-2/2 starting');
  expect(pods(1e9)).toEqual(['web-0/2 available', 'web-1/2 available', 'web-2/2 available']);
  expect(stateAt(timeline, -5).t).toBe(0);
});

test('surge: two pods of a node stand in two lanes', () => {
  const surge = {
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
  } as const;
  const trace = simulateChange({
    release: '1.37',
    from: daemonSet(1, surge),
    to: daemonSet(2, surge),
    nodes: workers(2),
  });
  const timeline = buildTimeline(trace);
  expect(timeline.rows.map((row) => row.name)).toEqual(['worker-1', 'worker-2']);
  const row = timeline.rows[0];
  expect(row === undefined ? [] : segmentsAt(row, 2).map((segment) => [segment.lane, segment.revision])).toEqual([
    [0, 1],
    [1, 2],
  ]);
  expect(Math.max(...timeline.availability.total)).toBeGreaterThan(2);
});

test('claims have their time', () => {
  const claims = {
    claimTemplates: [{ name: 'data', accessModes: [] }],
    claimRetention: { whenDeleted: 'Retain', whenScaled: 'Delete' },
  } as const;
  const trace = simulateChange({
    release: '1.37',
    from: statefulSet(1, { ...claims, replicas: 2 }),
    to: statefulSet(1, { ...claims, replicas: 1 }),
  });
  const timeline = buildTimeline(trace);
  expect(stateAt(timeline, 0).claims).toEqual(['data-web-0', 'data-web-1']);
  expect(stateAt(timeline, 1e9).claims).toEqual(['data-web-0']);
});

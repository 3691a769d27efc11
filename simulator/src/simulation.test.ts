import { expect, test } from 'vitest';
import type { Scenario } from './scenario';
import { createSimulation, simulate } from './simulation';
import { daemonSet, statefulSet, workers } from './testing';

const scenario: Scenario = {
  kubernetesVersion: '1.36',
  steps: [
    { at: 0, apply: statefulSet(1, { claimTemplates: [{ name: 'data', accessModes: [] }], minReadySeconds: 2 }) },
    { at: 15, apply: statefulSet(2, { claimTemplates: [{ name: 'data', accessModes: [] }], minReadySeconds: 2 }) },
    { at: 18, deletePod: 'web-0' },
  ],
  until: 50,
};

test('an unknown version is refused with its name', () => {
  expect(() => simulate({ ...scenario, kubernetesVersion: '1.99' })).toThrow('1.99');
});

test('nothing applied, nothing happens', () => {
  const trace = simulate({ kubernetesVersion: '1.37', steps: [], until: 10 });
  expect(trace.events).toEqual([]);
  expect(trace.verdict.change).toBe('deleted');
});

test('in one go or step by step, the trace is the same', () => {
  const whole = simulate(scenario);
  const simulation = createSimulation(scenario);
  const events = [];
  for (let made = simulation.step(); made !== null; made = simulation.step()) events.push(...made);
  expect(events).toEqual(whole.events);
  expect(simulation.trace()).toEqual(whole);
});

test('stopped, stored and continued, the trace is the same', () => {
  const whole = simulate(scenario);
  for (const t of [0, 3, 15.01, 17, 19, 40]) {
    const first = createSimulation(scenario);
    first.runTo(t);
    const stored = JSON.parse(JSON.stringify(first.snapshot()));
    expect(createSimulation(scenario, stored).trace()).toEqual(whole);
  }
});

test('what was stored is not touched by going on', () => {
  const simulation = createSimulation(scenario);
  simulation.runTo(5);
  const stored = simulation.snapshot();
  const before = JSON.stringify(stored);
  simulation.trace();
  createSimulation(scenario, stored).trace();
  expect(JSON.stringify(stored)).toBe(before);
});

test('applying the same manifest again does nothing', () => {
  const apply = daemonSet(1);
  const once = simulate({ kubernetesVersion: '1.37', nodes: workers(3), steps: [{ at: 0, apply }], until: 20 });
  const twice = simulate({
    kubernetesVersion: '1.37',
    nodes: workers(3),
    steps: [
      { at: 0, apply },
      { at: 10, apply },
    ],
    until: 20,
  });
  expect(twice.events).toEqual(once.events);
  expect(twice.verdict.change).toBe('none');
});

test('an old manifest is recognised: its template has its old number', () => {
  const trace = simulate({
    kubernetesVersion: '1.37',
    steps: [
      { at: 0, apply: statefulSet('a', { replicas: 1 }) },
      { at: 5, apply: statefulSet('b', { replicas: 1 }) },
      { at: 15, apply: statefulSet('a', { replicas: 1 }) },
    ],
    until: 30,
  });
  expect(trace.events.filter((event) => event.type === 'pod-created').map((event) => event.revision)).toEqual([
    1, 2, 1,
  ]);
  expect(trace.events.filter((event) => event.type === 'revision-created')).toHaveLength(2);
});

test('every event of a controller has a reason, and every reason a field where one is responsible', () => {
  const written = statefulSet(2, { writtenFields: ['spec.template.spec.containers[0].image', 'spec.replicas'] });
  const trace = simulate({
    kubernetesVersion: '1.37',
    steps: [
      { at: 0, apply: statefulSet(1) },
      { at: 10, apply: written },
    ],
    until: 40,
  });
  for (const event of trace.events) if (event.type !== 'status') expect(event.reason).toBeDefined();
  const deletion = trace.events.find((event) => event.type === 'pod-deletion-requested');
  expect(deletion?.field).toBe('spec.template');
});

/** What holds of every trace: it is a function of scenario and seed, wherever it is stopped, and its end is what happened. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Scenario } from '../scenario';
import { createSimulation, simulate } from '../simulation';
import type { TraceEvent } from '../trace';
import { anyScenario } from './arbitraries';
import { runs } from './pieces';
import { replay } from './replay';

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}

const copyOf = (scenario: Scenario): Scenario => JSON.parse(JSON.stringify(scenario)) as Scenario;

test('every life of a pod and of a claim has its order, and what is left at the end is what the events left', () => {
  fc.assert(
    fc.property(anyScenario, (scenario) => {
      const trace = simulate(scenario);
      const left = replay(scenario, trace);
      const pods = [...left.pods.values()];
      expect(trace.final.pods.map((pod) => pod.object).sort()).toEqual(pods.map((pod) => pod.object).sort());
      for (const shown of trace.final.pods) {
        const pod = left.pods.get(shown.object);
        if (pod === undefined) continue;
        const { revision, deleting, phase, ready } = pod;
        const node = pod.target === '' ? pod.node : pod.target;
        expect([shown.revision, shown.terminating, shown.node ?? '']).toEqual([revision, deleting, node]);
        // what its kubelet has come to with a pod that is being deleted is told by pod-gone alone
        if (!deleting) expect([shown.phase, shown.ready]).toEqual([phase, ready]);
      }
      expect(trace.final.claims).toEqual(
        [...left.claims]
          .map(([object, terminating]) => ({ object, ...(terminating ? { terminating: true } : {}) }))
          .sort((a, b) => (a.object < b.object ? -1 : 1)),
      );
      expect(trace.final.status === null).toBe(left.set === null);
      expect(trace.final.status ?? {}).toEqual(left.set?.status ?? {});
    }),
    runs(120, process.env),
  );
});

test('a trace is a function of its scenario, which is left as it was', () => {
  fc.assert(
    fc.property(anyScenario, (scenario) => {
      const frozen = deepFreeze(copyOf(scenario));
      expect(simulate(frozen)).toEqual(simulate(scenario));
    }),
    runs(40, process.env),
  );
});

test('stopped at any event, stored and continued, as often as one likes, it is the same trace', () => {
  fc.assert(
    fc.property(anyScenario, fc.array(fc.nat(1000), { minLength: 1, maxLength: 3 }), (scenario, stops) => {
      const whole = simulate(scenario);
      let simulation = createSimulation(scenario);
      const told: TraceEvent[] = [];
      for (const stop of stops) {
        for (let i = 0; i < stop; i++) told.push(...(simulation.step() ?? []));
        const stored = JSON.parse(JSON.stringify(simulation.snapshot()));
        simulation = createSimulation(copyOf(scenario), stored);
      }
      expect(told).toEqual(whole.events.slice(0, told.length));
      expect(simulation.trace()).toEqual(whole);
    }),
    runs(80, process.env),
  );
});

test('step by step it tells the same as in one go', () => {
  fc.assert(
    fc.property(anyScenario, (scenario) => {
      const whole = simulate(scenario);
      const stepped = createSimulation(scenario);
      const told: TraceEvent[] = [];
      for (;;) {
        const next = stepped.next();
        const events = stepped.step();
        expect(events === null).toBe(next === null);
        if (events === null) break;
        for (const event of events) expect(event.t).toBe(next);
        told.push(...events);
      }
      expect(told).toEqual(whole.events);
      expect(stepped.trace()).toEqual(whole);
      const bySeconds = createSimulation(scenario);
      for (let t = 0; t <= scenario.until; t += 7) bySeconds.runTo(t);
      expect(bySeconds.trace()).toEqual(whole);
    }),
    runs(40, process.env),
  );
});

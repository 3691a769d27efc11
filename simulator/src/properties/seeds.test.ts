/** The seed decides which of several like nodes comes first, and nothing else. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Scenario } from '../scenario';
import { simulate } from '../simulation';
import type { Trace, TraceEvent } from '../trace';
import { daemonScenario, statefulScenario } from './arbitraries';
import { runs } from './pieces';

/** All nodes are alike: no rule, no step and no template tells them apart. */
function alike(scenario: Scenario): Scenario {
  const blind = (scenario.pods ?? []).map(({ match = {}, ...rule }) => {
    const { nodes: _, ...rest } = match;
    return { match: rest, ...rule };
  });
  return {
    ...scenario,
    pods: blind,
    steps: scenario.steps.filter(
      (step) => !('node' in step || 'deletePodOn' in step || ('pod' in step && step.pod.on)),
    ),
  };
}

/** What happened, without the names of the nodes. */
function anonymous(trace: Trace): unknown {
  const strip = (event: TraceEvent): unknown => [
    event.t,
    event.type,
    event.by,
    event.object.replace(/@.*#/, '@#'),
    event.revision,
    event.status,
    typeof event.reason === 'object' ? event.reason.code : event.reason,
  ];
  return trace.events.map(strip);
}

const totals = (trace: Trace): unknown => [
  trace.final.status,
  trace.final.pods.map((pod) => [pod.object.replace(/@.*#/, '@#'), pod.revision, pod.phase, pod.ready]).sort(),
  trace.final.claims,
];

/** What the verdict measures; it names nodes too, and those may be others. */
const measures = ({ verdict }: Trace): unknown => [
  verdict.change,
  verdict.seconds,
  verdict.mostAtOnce,
  verdict.mostExtra,
  verdict.fewestAvailable,
  verdict.restarts.length,
  verdict.added.length,
  verdict.removed.length,
  verdict.heldBack.length,
  verdict.stuck?.codes.reason.code,
  verdict.ifBroken.lost,
  verdict.rollback?.restarts.length,
];

test('a DaemonSet’s seeds differ in the order of nodes alone', () => {
  fc.assert(
    fc.property(daemonScenario, fc.integer({ min: 2, max: 1000 }), (wild, seed) => {
      const scenario = alike(wild);
      const one = simulate({ ...scenario, seed: 1 });
      const other = simulate({ ...scenario, seed });
      expect(anonymous(other)).toEqual(anonymous(one));
      expect(totals(other)).toEqual(totals(one));
      expect(measures(other)).toEqual(measures(one));
    }),
    runs(80, process.env),
  );
});

test('a StatefulSet’s seeds differ in where pods are bound alone', () => {
  fc.assert(
    fc.property(statefulScenario, fc.integer({ min: 2, max: 1000 }), (wild, seed) => {
      const scenario = alike(wild);
      const one = simulate({ ...scenario, seed: 1 });
      const other = simulate({ ...scenario, seed });
      expect(anonymous(other)).toEqual(anonymous(one));
      expect(totals(other)).toEqual(totals(one));
    }),
    runs(60, process.env),
  );
});

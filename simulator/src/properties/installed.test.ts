/** A change to something that was installed long ago goes as if its installation had been watched. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { simulateChange } from '../change';
import type { PodRule, Scenario, Step } from '../scenario';
import { simulate } from '../simulation';
import type { Trace, TraceEvent } from '../trace';
import { appliesOf, daemonScenario, statefulScenario } from './arbitraries';
import { runs } from './pieces';
import { ms } from './replay';

/** The change comes an hour after the installation: the clock of every collector and monitor then stands alike. */
const HOUR = 3600;

/** Rules that leave nothing to defaults, and under which an installation comes to its end. */
function whole(rule: PodRule): PodRule {
  return { scheduleSeconds: 0, terminateSeconds: 1, ...rule, readySeconds: rule.readySeconds ?? 1 };
}

/** Events by their moment after the change; a warning that was given before is not given again, or is given anew. */
const shown = (events: readonly TraceEvent[], shift: number): unknown[] =>
  events.filter(({ type }) => type !== 'warning').map(({ t, ...rest }) => ({ ...rest, ms: ms(t) - shift * 1000 }));

/** What the verdict tells that is no moment of the clock. */
const told = ({ verdict }: Trace): unknown => [
  verdict.change,
  verdict.restarts,
  verdict.added,
  verdict.removed,
  verdict.heldBack,
  verdict.claims,
  verdict.mostExtra,
  verdict.mostAtOnce,
  verdict.stuck?.codes,
  verdict.ifBroken,
  verdict.rollback?.restarts,
];

function compare(scenario: Scenario): void {
  const applies = appliesOf(scenario);
  const from = applies[0]?.apply;
  const to = applies.at(-1)?.apply;
  if (from === undefined || to === undefined) return;
  // An installation that never ends has no moment after it.
  const { nodeSelector, requiredPodAntiAffinity, hostPorts } = from.template;
  fc.pre(nodeSelector === undefined && requiredPodAntiAffinity === undefined && hostPorts.length === 0);
  const pods = [...(scenario.pods ?? []).map(whole), whole({ startSeconds: 1 })].map(({ fail, ...rule }) =>
    rule.match?.revision?.every((n) => n > 1) === true && fail !== undefined ? { fail, ...rule } : rule,
  );
  const nodes = (scenario.nodes ?? []).map((node) => ({
    ...node,
    capacity: { cpuMillis: 32_000, memoryBytes: 64 * 1024 ** 3, pods: 110 },
  }));
  const seed = scenario.seed ?? 1;
  const others = scenario.steps.filter((step) => !('apply' in step) && step.at > 0);
  const later = (step: Step): Step => ({ ...step, at: step.at + HOUR });
  const gates = scenario.featureGates === undefined ? {} : { featureGates: scenario.featureGates };
  const watched = simulate({
    ...scenario,
    pods,
    nodes,
    steps: [{ at: 0, apply: from }, { at: HOUR, apply: to }, ...others.map(later)],
    until: HOUR + scenario.until,
  });
  // A preview ends where it finds a loop.
  fc.pre(watched.events.filter((event) => event.type === 'pod-created').length < 20);
  const change = simulateChange({
    ...gates,
    from,
    to,
    release: scenario.kubernetesVersion,
    nodes,
    pods,
    steps: others,
    until: scenario.until,
    seed,
  });
  const tail = watched.events.filter((event) => event.t >= HOUR);
  expect(shown(change.events, 0)).toEqual(shown(tail, HOUR));
  expect(change.final).toEqual(watched.final);
  expect(told(change)).toEqual(told(watched));
}

test('of a StatefulSet', () => {
  fc.assert(
    fc.property(statefulScenario, (scenario) => {
      compare(scenario);
    }),
    runs(60, process.env),
  );
});

test('of a DaemonSet', () => {
  fc.assert(
    fc.property(daemonScenario, (scenario) => {
      compare(scenario);
    }),
    runs(60, process.env),
  );
});

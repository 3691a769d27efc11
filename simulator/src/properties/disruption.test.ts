/** Drains and budgets: an eviction never takes more than the budgets leave, whatever the controller does meanwhile. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Scenario } from '../scenario';
import { simulate } from '../simulation';
import type { DisruptionBudget, IntOrPercent, StatefulSetWorkload } from '../workload';
import { guardedScenario } from './arbitraries';
import { runs } from './pieces';
import { ms, type Replay, replay } from './replay';

/** A budget's answer may be as old as this: the disruption controller hears of a change, and writes, later. */
const STALE = 30;

const roundedUp = (value: IntOrPercent, of: number): number =>
  typeof value === 'number' ? value : Math.ceil((value.percent / 100) * of - 1e-9);

/** getExpectedPodCount: how many pods must stay healthy. */
function desired(budget: DisruptionBudget, spec: StatefulSetWorkload): number {
  if (budget.maxUnavailable !== undefined) return spec.replicas - roundedUp(budget.maxUnavailable, spec.replicas);
  return roundedUp(budget.minAvailable ?? 0, spec.replicas);
}

/** The one budget of these scenarios as it stands; null: there is none now. */
function budgetNow(scenario: Scenario, t: number): DisruptionBudget | null {
  let there: DisruptionBudget | null = null;
  for (const step of scenario.steps) {
    if (ms(step.at) > t) break;
    if ('applyBudget' in step) there = step.applyBudget;
    if ('deleteBudget' in step) there = null;
  }
  return there;
}

const healthy = (state: Replay): string[] =>
  [...state.pods.values()]
    .filter((pod) => pod.phase === 'Running' && pod.ready && !pod.deleting)
    .map((pod) => pod.object);

test('an eviction of a ready pod leaves as many healthy pods as its budget asks for', () => {
  fc.assert(
    fc.property(guardedScenario, (scenario) => {
      let lately: readonly { readonly t: number; readonly count: number }[] = [];
      let now = 0;
      let ready = new Set<string>();
      const moved = (t: number): boolean =>
        scenario.steps.some((step) => 'applyBudget' in step && ms(step.at) <= t && ms(step.at) > t - STALE);
      replay(scenario, simulate(scenario), {
        event(after, event) {
          const evicted = typeof event.reason === 'object' && event.reason.code.startsWith('drain-evict');
          const budget = budgetNow(scenario, after.t);
          const spec = after.set?.spec;
          if (event.type === 'pod-deletion-requested' && evicted && ready.has(event.object)) {
            if (budget !== null && spec?.kind === 'StatefulSet' && !moved(after.t)) {
              const most = Math.max(
                now,
                ...lately.filter((then) => then.t >= after.t - STALE).map((then) => then.count),
              );
              expect(most - 1, `${event.object} is evicted`).toBeGreaterThanOrEqual(desired(budget, spec));
            }
          }
          ready = new Set(healthy(after));
          if (ready.size !== now) lately = [...lately.slice(-9), { t: after.t, count: now }];
          now = ready.size;
        },
      });
    }),
    runs(60, process.env),
  );
});

/** Without a budget, or with one that always leaves one pod to spare, nothing keeps a node from being emptied. */
test('a drain that nothing refuses leaves no pod of a StatefulSet on its node', () => {
  fc.assert(
    fc.property(guardedScenario, (wild) => {
      const scenario = { ...wild, pods: [], steps: wild.steps.filter((step) => !('applyBudget' in step)) };
      const drained = scenario.steps.flatMap((step) => ('node' in step && step.node.drain ? [step.node.name] : []));
      const trace = simulate(scenario);
      expect(trace.events.filter((event) => event.type === 'eviction-refused')).toEqual([]);
      for (const pod of trace.final.pods) if (pod.node !== undefined) expect(drained).not.toContain(pod.node);
    }),
    runs(20, process.env),
  );
});

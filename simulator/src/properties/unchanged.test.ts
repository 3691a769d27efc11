/** A manifest that does not change does nothing; and a run that nobody disturbs comes to the end that the manifest asks for. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gatesOf } from '../gates';
import type { Scenario, Step } from '../scenario';
import { releaseOf, simulate } from '../simulation';
import type { Trace } from '../trace';
import type { Workload } from '../workload';
import { anyScenario, appliesOf, daemonScenario, statefulScenario } from './arbitraries';
import { daemonViewOf, isNew } from './daemonSetRules';
import { runs } from './pieces';
import { isAvailable, ms, replay } from './replay';
import { isFine, ordinalsOf, viewOf } from './statefulSetRules';

/** The same object with its keys in the opposite order, as another tool may write it. */
function turned<T>(value: T): T {
  if (Array.isArray(value)) return value.map(turned) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, turned(inner)]),
  ) as T;
}

/** What the set is at a moment; null: it is not there, or on its way out. */
function standing(scenario: Scenario, trace: Trace, at: number): Workload | null {
  const gone = trace.events.filter((event) => event.type === 'set-gone').map((event) => event.t);
  let there: Workload | null = null;
  let leaving = false;
  const moments = [...scenario.steps, ...gone.map((t) => ({ at: t, gone: true }))].sort((a, b) => a.at - b.at);
  for (const moment of moments) {
    if (moment.at >= at) break;
    if ('gone' in moment) {
      there = null;
      leaving = false;
    } else if ('delete' in moment) {
      leaving = there !== null;
    } else if ('apply' in moment && !leaving) {
      there = moment.apply;
    }
  }
  return leaving ? null : there;
}

test('applied once more, at any moment, a manifest changes nothing, then or later', () => {
  fc.assert(
    fc.property(anyScenario, fc.array(fc.nat(140_000), { minLength: 1, maxLength: 3 }), (scenario, moments) => {
      const taken = new Set(scenario.steps.map((step) => ms(step.at)));
      const once = simulate(scenario);
      const again = moments.flatMap((moment): Step[] => {
        const spec = taken.has(moment) ? null : standing(scenario, once, moment / 1000);
        return spec === null ? [] : [{ at: moment / 1000, apply: turned(spec) }];
      });
      fc.pre(again.length > 0);
      const more = simulate({ ...scenario, steps: [...scenario.steps, ...again].sort((a, b) => a.at - b.at) });
      expect(more.events).toEqual(once.events);
      expect(more.final).toEqual(once.final);
    }),
    runs(150, process.env),
  );
});

/** Only what the manifests ask for, and pods that do as they should, on machines that stay as they are. */
function calm(scenario: Scenario, keep: (step: Step) => boolean): Scenario {
  const first = scenario.steps.find((step) => 'apply' in step);
  return {
    ...scenario,
    pods: (scenario.pods ?? []).map(({ fail: _, ...rule }) => ({ ...rule, readySeconds: rule.readySeconds ?? 1 })),
    steps: scenario.steps.flatMap((step): Step[] => {
      if (!('apply' in step)) return keep(step) ? [step] : [];
      return [{ at: step.at, apply: eased(step.apply, first !== undefined && 'apply' in first ? first.apply : null) }];
    }),
    until: 600,
  };
}

/**
 * Without what is known to leave things undone, each by a rule of the releases:
 * - a second pod beside the first that finds its port taken, or may not be there (recorded);
 * - whenScaled Delete: an ordinal may stay missing after a quick scale-down and up (recorded 1.36.3, 1.37.2).
 */
function eased(spec: Workload, first: Workload | null): Workload {
  const { nodeSelector: _, requiredPodAntiAffinity: __, ...rest } = spec.template;
  const template = { ...rest, hostPorts: [] };
  if (spec.kind === 'DaemonSet') return { ...spec, template };
  const { podManagementPolicy, claimTemplates } = first?.kind === 'StatefulSet' ? first : spec;
  const claimRetention = { ...spec.claimRetention, whenScaled: 'Retain' as const };
  return { ...spec, template, podManagementPolicy, claimTemplates, claimRetention };
}

/**
 * - Up to 1.35.0 minReadySeconds may be waited for in vain: the delayed wake-up is asked for only while availableReplicas
 *   differs from spec.replicas, whatever the other pods are (recorded 1.34.4).
 * - Without its gate a set of type Recreate is not looked at (source 1.37.2).
 * - Parallel without a rollingUpdate block makes and deletes old pods in a loop (recorded 1.37.2).
 * - A DaemonSet that surges with minReadySeconds: the wake-up for the second of two pods that become ready one after the
 *   other is dropped when that of the first is still to come (client-go keeps the earliest), and its status, which looks
 *   at the old pods, asks for none (recorded 1.37.2).
 */
function mayStall(scenario: Scenario, spec: Workload): boolean {
  if (spec.kind === 'DaemonSet')
    return spec.minReadySeconds > 0 && spec.updateStrategy.rollingUpdate?.maxUnavailable === 0;
  const { has, enabled } = gatesOf(releaseOf(scenario.kubernetesVersion), scenario.featureGates);
  if (spec.minReadySeconds > 0 && !has('exactAvailabilityCheck')) return true;
  const { type, rollingUpdate } = spec.updateStrategy;
  if (type === 'Recreate') return !enabled('StatefulSetRecreateStrategy');
  return type === 'RollingUpdate' && rollingUpdate === undefined && spec.podManagementPolicy === 'Parallel';
}

test('a StatefulSet that nobody disturbs ends as its manifest asks', () => {
  fc.assert(
    fc.property(statefulScenario, (wild) => {
      const scenario = calm(wild, (step) => 'deletePod' in step);
      fc.pre(!appliesOf(scenario).some((step) => mayStall(scenario, step.apply)));
      replay(scenario, simulate(scenario), {
        end(after) {
          const view = viewOf(after);
          expect(view).not.toBeNull();
          if (view === null) return;
          const { spec } = view;
          expect([...after.pods.values()].map((pod) => pod.ordinal).sort((a, b) => a - b)).toEqual(ordinalsOf(spec));
          for (const pod of view.pods.values()) expect(isFine(after, pod), JSON.stringify(pod)).toBe(true);
          const { type, rollingUpdate } = spec.updateStrategy;
          if (type === 'OnDelete') return;
          const due = ordinalsOf(spec).slice(rollingUpdate?.partition ?? 0);
          expect(due.filter((ordinal) => view.pods.get(ordinal)?.revision !== view.update)).toEqual([]);
          expect(after.set?.status?.['updatedReplicas']).toBeGreaterThanOrEqual(due.length);
        },
      });
    }),
    runs(80, process.env),
  );
});

test('a DaemonSet that nobody disturbs ends with one pod of the newest template on every node that wants one', () => {
  fc.assert(
    fc.property(daemonScenario, (wild) => {
      const scenario = calm(wild, (step) => 'deletePodOn' in step || step.at === 0);
      fc.pre(!appliesOf(scenario).some((step) => mayStall(scenario, step.apply)));
      replay(scenario, simulate(scenario), {
        end(after) {
          const view = daemonViewOf(after);
          expect(view).not.toBeNull();
          if (view === null) return;
          for (const node of view.nodes.values()) {
            if (node.run !== true) continue;
            expect(node.group, node.name).toHaveLength(1);
            for (const pod of node.group) {
              expect(isAvailable(after, pod)).toBe(true);
              if (view.spec.updateStrategy.type === 'RollingUpdate') expect(isNew(view, pod)).toBe(true);
            }
          }
          const wanted = [...view.nodes.values()].filter((node) => node.run === true).length;
          expect(after.set?.status?.['numberAvailable']).toBe(wanted);
          expect(after.set?.status?.['desiredNumberScheduled']).toBe(wanted);
        },
      });
    }),
    runs(80, process.env),
  );
});

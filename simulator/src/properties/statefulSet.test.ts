/** What holds of every StatefulSet after every event, whatever is asked of its controller. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { simulate } from '../simulation';
import { appliesOf, statefulScenario } from './arbitraries';
import { runs } from './pieces';
import { ms, replay } from './replay';
import {
  budgetOf,
  checkDeeds,
  checkStatus,
  deedsOf,
  isFine,
  isUnavailable,
  ordinalsOf,
  viewOf,
} from './statefulSetRules';

test('no ordinal exists twice', () => {
  fc.assert(
    fc.property(statefulScenario, (scenario) => {
      replay(scenario, simulate(scenario), {
        event(after) {
          const ordinals = [...after.pods.values()].map((pod) => pod.ordinal);
          expect(new Set(ordinals).size).toBe(ordinals.length);
        },
      });
    }),
    runs(60, process.env),
  );
});

test('OrderedReady makes an ordinal only when all below it are available', () => {
  fc.assert(
    fc.property(statefulScenario, (scenario) => {
      replay(scenario, simulate(scenario), {
        sync(before, events) {
          const view = viewOf(before);
          for (const { type, ordinal = 0 } of events) {
            if (type !== 'pod-created' || view?.monotonic !== true) continue;
            const below = ordinalsOf(view.spec).filter((other) => other < ordinal);
            expect(below.filter((other) => !isFine(before, view.pods.get(other)))).toEqual([]);
          }
        },
      });
    }),
    runs(60, process.env),
  );
});

test('every sync does only what its release allows: order, partition, strategy, templates, claims', () => {
  fc.assert(
    fc.property(statefulScenario, (scenario) => {
      replay(scenario, simulate(scenario), {
        sync(before, events) {
          const view = viewOf(before);
          if (view !== null) checkDeeds(view, events);
        },
      });
    }),
    runs(160, process.env),
  );
});

test('the status counters are those of a fresh count, whenever they are written and when all is quiet', () => {
  fc.assert(
    fc.property(statefulScenario, (scenario) => {
      const trace = simulate(scenario);
      replay(scenario, trace, {
        sync(before, events) {
          const view = viewOf(before);
          if (view !== null) checkStatus(view, events);
        },
        end(after) {
          const view = viewOf(after);
          const last = trace.events.at(-1)?.t ?? 0;
          if (view === null || after.set?.deleting === true || ms(last) > after.t - 1000) return;
          const { spec } = view;
          // Neither is looked at: a type without its gate, and, up to 1.35.0, a wake-up that was not asked for.
          if (spec.updateStrategy.type === 'Recreate' && !after.gates.enabled('StatefulSetRecreateStrategy')) return;
          if (spec.minReadySeconds > 0 && !after.gates.has('exactAvailabilityCheck')) return;
          const status = after.set?.status ?? {};
          checkStatus(view, [{ t: last, type: 'status', object: spec.name, status }]);
        },
      });
    }),
    runs(120, process.env),
  );
});

/**
 * Ordinals that are unavailable because the controller deleted their sound pod for the update; whatever anybody else
 * does to the successor makes it somebody else's doing. Two rules of the releases bound what counts:
 * - gate off, Parallel: only ordinals above the victim are looked at (updateStatefulSet, 1.36.3; recorded), so what was
 *   deleted below it earlier, for an older template or another partition, does not hold it back;
 * - Recreate (1.37) takes all at once, by its name.
 * Old pods that are not sound go outside the budget with Parallel in 1.37 (two passes); no sound pod is lost by that.
 */
test('what is unavailable by the controller’s own doing never exceeds maxUnavailable', () => {
  fc.assert(
    fc.property(statefulScenario, (scenario) => {
      const own = new Set<number>();
      const settle = (state: Parameters<typeof viewOf>[0]): void => {
        const view = viewOf(state);
        for (const ordinal of own) {
          if (view === null || !ordinalsOf(view.spec).includes(ordinal)) own.delete(ordinal);
          else if (!isUnavailable(state, view.pods.get(ordinal))) own.delete(ordinal);
        }
      };
      replay(scenario, simulate(scenario), {
        sync(before, events) {
          const view = viewOf(before);
          if (view === null) return;
          settle(before);
          if (view.spec.updateStrategy.type !== 'RollingUpdate') return;
          const sound = deedsOf(view, events).outdated.filter((n) => !isUnavailable(before, view.pods.get(n)));
          if (sound.length === 0) return;
          for (const ordinal of sound) own.add(ordinal);
          const looksAbove = !view.monotonic && !before.gates.enabled('MaxUnavailableStatefulSet');
          const counted = looksAbove ? [...own].filter((n) => n >= Math.min(...sound)) : [...own];
          expect(counted.length, `unavailable: ${counted.join(', ')}`).toBeLessThanOrEqual(budgetOf(before, view.spec));
        },
        event(after, event) {
          const others = event.type === 'pod-deletion-requested' && event.by !== 'statefulset-controller';
          const failing = ['pod-failed', 'pod-succeeded', 'pod-unready'].includes(event.type);
          if (others || failing) own.delete(event.ordinal ?? -1);
          settle(after);
        },
      });
    }),
    runs(160, process.env),
  );
});

/**
 * Claims that nobody wants kept go when their pod is scaled away (whenScaled Delete), or with the set (whenDeleted Delete).
 * While the set stands and says so, the claim of a pod that is there is never collected: an ordinal whose claim still
 * belongs to an earlier pod is not made (PodClaimIsStale, which looks no further once whenScaled is Retain).
 */
test('the collector takes no claim that is to be kept, and none of a pod that is there', () => {
  fc.assert(
    fc.property(statefulScenario, (wild) => {
      const scenario = { ...wild, steps: wild.steps.filter((step) => !('delete' in step)) };
      const retained = appliesOf(scenario).every(
        ({ apply }) => apply.kind === 'StatefulSet' && apply.claimRetention.whenScaled === 'Retain',
      );
      replay(scenario, simulate(scenario), {
        event(after, event) {
          if (event.type !== 'claim-deletion-requested' || event.by === 'user') return;
          expect(event.by).toBe('garbage-collector');
          expect(retained, `${event.object} was to be kept`).toBe(false);
          const view = viewOf(after);
          if (view?.spec.claimRetention.whenScaled === 'Delete')
            expect(view.pods.has(event.ordinal ?? -1), `${event.object} is in use`).toBe(false);
        },
      });
    }),
    runs(80, process.env),
  );
});

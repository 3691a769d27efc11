/** What holds of every DaemonSet after every event, whatever is asked of its controller. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { simulate } from '../simulation';
import { daemonScenario, sunsetScenario } from './arbitraries';
import { checkDaemonDeeds, checkDaemonStatus, daemonDeedsOf, daemonViewOf, limitsOf } from './daemonSetRules';
import { runs } from './pieces';
import { isAvailable, ms, type Replay, replay } from './replay';

/** One that is on its way out does not count: surge makes the next beside it (podsShouldBeOnNode; recorded). */
test('no node ever has two running pods of one revision, unless one of them is on its way out', () => {
  fc.assert(
    fc.property(daemonScenario, (scenario) => {
      replay(scenario, simulate(scenario), {
        event(after, event) {
          if (event.type !== 'pod-running') return;
          const running = [...after.pods.values()]
            .filter((pod) => pod.phase === 'Running' && !pod.deleting)
            .map((pod) => `${pod.node} ${pod.revision}`);
          expect(new Set(running).size, running.join()).toBe(running.length);
        },
      });
    }),
    runs(60, process.env),
  );
});

test('every sync does only what the releases allow: placement, budget, surge', () => {
  fc.assert(
    fc.property(fc.oneof({ weight: 9, arbitrary: daemonScenario }, sunsetScenario), (scenario) => {
      replay(scenario, simulate(scenario), {
        sync(before, events) {
          const view = daemonViewOf(before);
          if (view !== null) checkDaemonDeeds(view, events);
        },
      });
    }),
    runs(160, process.env),
  );
});

test('the status counters are those of a fresh count, whenever they are written and when all is quiet', () => {
  fc.assert(
    fc.property(daemonScenario, (scenario) => {
      const trace = simulate(scenario);
      replay(scenario, trace, {
        sync(before, events) {
          const view = daemonViewOf(before);
          if (view !== null) checkDaemonStatus(view, events);
        },
        end(after) {
          const view = daemonViewOf(after);
          const last = trace.events.at(-1)?.t ?? 0;
          // A node that changes wakes the controller only when there is something to do, and one that goes never.
          if (view === null || view.set.deleting || scenario.steps.some((step) => 'node' in step)) return;
          if (ms(last) > after.t - 1000) return;
          checkDaemonStatus(view, [{ t: last, type: 'status', object: view.spec.name, status: view.set.status ?? {} }]);
        },
      });
    }),
    runs(120, process.env),
  );
});

/**
 * Nodes without an available pod because the controller deleted a sound one for the rollout; whatever anybody else does
 * there, or a node that should run none any more, makes it somebody else's doing. Old pods that are not available go
 * outside the budget (rollingUpdate, all releases; recorded): no sound pod is lost by that.
 */
test('what is unavailable by the controller’s own doing never exceeds maxUnavailable, and under surge is nothing', () => {
  fc.assert(
    fc.property(daemonScenario, (scenario) => {
      const own = new Set<string>();
      const settle = (state: Replay): void => {
        const view = daemonViewOf(state);
        for (const name of own) {
          const node = view?.nodes.get(name);
          if (node === undefined || node.run === false || node.live.some((pod) => isAvailable(state, pod)))
            own.delete(name);
        }
      };
      replay(scenario, simulate(scenario), {
        sync(before, events) {
          const view = daemonViewOf(before);
          if (view === null) return;
          settle(before);
          const { replaced } = daemonDeedsOf(view, events);
          const lost = replaced.filter((pod) => isAvailable(before, pod) && view.nodes.get(pod.target)?.run === true);
          for (const pod of lost) own.add(pod.target);
          if (lost.length > 0) expect(own.size, [...own].join()).toBeLessThanOrEqual(limitsOf(view).unavailable[1]);
        },
        event(after, event) {
          const others = event.type === 'pod-deletion-requested' && event.by !== 'daemonset-controller';
          const failing = ['pod-failed', 'pod-succeeded', 'pod-unready'].includes(event.type);
          if (others || failing) own.delete(event.node ?? '');
          settle(after);
        },
      });
    }),
    runs(120, process.env),
  );
});

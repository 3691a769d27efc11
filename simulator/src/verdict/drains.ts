/** What became of the drains of a scenario. */
import { reason, type World } from '../core/world';
import type { Verdict } from '../trace';

/** One answer for each drain, in the order in which they began. */
export function drainAnswers({ state }: World): Verdict['drains'] {
  return state.drains.map(({ node, startedAt, doneAt, pods }) => {
    if (doneAt >= 0) {
      const seconds = Math.round(doneAt - startedAt) / 1000;
      return { node, seconds, reason: reason('drain-done', { node, seconds: Math.round(seconds) }) };
    }
    const failed = pods.find((pod) => pod.failed !== null)?.failed;
    const refused = pods.find((pod) => !pod.asked && pod.refused !== null)?.refused;
    const left = pods.find(({ id }) => state.pods[id] != null) ?? pods[0];
    return { node, seconds: null, reason: failed ?? refused ?? reason('drain-open', { node, pod: left?.name ?? '' }) };
  });
}

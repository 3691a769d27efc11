import { allocatableOf, nodeFit } from '../knowledge/clusterNodes';
import { POD, placementOf } from '../knowledge/placement';
import { podRequests } from '../knowledge/requests';
import { inspectionRule } from '../rule';

/**
 * A pod runs only where all that its containers request is allocatable at once. Where no selected node has as much, empty
 * or not, a set's pods stay Pending and a DaemonSet's too, one on each node.
 * Upstream: scheduler filter NodeResourcesFit (`fitsRequest`), 1.32 to 1.37.
 */
export const requestBeyondEveryNode = inspectionRule({
  id: 'request-beyond-every-node',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  neighbours: ['Node'],
  messages: {
    default: {
      en: 'The pod asks for more {resource} than any known node offers: the largest, {node}, has {largest}. The pods stay Pending.',
      ja: 'Pod が要求する {resource} は、どの既知のノードよりも大きい値です（最大は {node} の {largest}）。Pod は Pending のままです。',
    },
    absent: {
      en: 'No known node offers {resource}: the pods stay Pending.',
      ja: '{resource} を提供する既知のノードがありません。Pod は Pending のままです。',
    },
    some: {
      en: 'No known node offers all that the pod asks for at once, such as {resource} on {node}: the pods stay Pending.',
      ja: 'Pod の要求をすべて満たす既知のノードがありません（{node} では {resource} が不足するなど）。Pod は Pending のままです。',
    },
  },
  *check(context) {
    const fit = nodeFit(context);
    if (!fit || fit.fitting.length > 0) return;
    const short = fit.misfits.flatMap((misfit) => (misfit.because === 'resource' ? [misfit] : []));
    const [first] = short;
    if (!first) return;
    const requests = podRequests(placementOf(context.judgement.effective).spec, POD);
    const nodes = short.map(({ node }) => node);
    for (const [resource, { nano, path }] of requests) {
      const offers = nodes.map((node) => ({ node, free: allocatableOf(node, resource) ?? nano }));
      const largest = offers.reduce((a, b) => (b.free > a.free ? b : a));
      if (nano <= largest.free) continue;
      const written = largest.node.allocatable[resource];
      yield {
        path,
        at: 'value',
        ...(largest.free === 0n ? { message: 'absent' } : {}),
        params: { resource, node: largest.node.name, largest: written ?? '0' },
      };
      return;
    }
    const path = requests.get(first.resource)?.path ?? POD;
    yield { path, at: 'value', message: 'some', params: { resource: first.resource, node: first.node.name } };
  },
});

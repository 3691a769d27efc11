import { POD, PREFERRED, placementOf } from '../knowledge/placement';
import { inspectionRule } from '../rule';

/**
 * The DaemonSet controller binds each pod to its node by required affinity (`ReplaceDaemonSetPodNodeNameNodeAffinity`):
 * the scheduler has no choice left, so preferences and spread constraints change nothing. 1.32 to 1.37.
 */
export const dsPlacementPreference = inspectionRule({
  id: 'ds-placement-preference',
  category: 'style',
  kinds: ['DaemonSet'],
  messages: {
    default: {
      en: 'Each daemon pod belongs to one node from the start, so a preference between nodes has no effect.',
      ja: 'デーモンの Pod は最初から一つのノードに決まっているため、ノードの優先指定は効きません。',
    },
    spread: {
      en: 'Each daemon pod belongs to one node from the start, so there is nothing to spread: the constraint has no effect, or keeps pods from starting.',
      ja: 'デーモンの Pod は最初から一つのノードに決まっているため、分散の余地はありません。この制約は効かないか、Pod の起動を妨げます。',
    },
  },
  *check(context) {
    const { spread, podTerms, preferredTerms } = placementOf(context.judgement.effective);
    if (spread.length > 0) yield { path: [...POD, 'topologySpreadConstraints'], at: 'key', message: 'spread' };
    if (preferredTerms.length > 0) yield { path: [...POD, 'affinity', 'nodeAffinity', PREFERRED], at: 'key' };
    for (const kind of ['podAffinity', 'podAntiAffinity'] as const) {
      if (podTerms.some((term) => term.kind === kind && !term.required)) {
        yield { path: [...POD, 'affinity', kind, PREFERRED], at: 'key' };
      }
    }
  },
});

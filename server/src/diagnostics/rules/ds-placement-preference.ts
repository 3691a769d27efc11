import { HOSTNAME, namespaceOf, POD, PREFERRED, placementOf, surelySelectsItself } from '../knowledge/placement';
import { get } from '../read';
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
    apart: {
      en: 'A DaemonSet never runs two pods on one node anyway, so its anti-affinity against itself has no effect.',
      ja: 'DaemonSet が一つのノードで Pod を二つ動かすことはないため、自分自身に対する anti-affinity は効きません。',
    },
    spread: {
      en: 'Each daemon pod belongs to one node from the start, so there is nothing to spread: the constraint has no effect, or keeps pods from starting.',
      ja: 'デーモンの Pod は最初から一つのノードに決まっているため、分散の余地はありません。この制約は効かないか、Pod の起動を妨げます。',
    },
  },
  *check(context) {
    const placement = placementOf(context.judgement.effective);
    const { spread, podTerms, preferredTerms } = placement;
    if (spread.length > 0) yield { path: [...POD, 'topologySpreadConstraints'], at: 'key', message: 'spread' };
    if (preferredTerms.length > 0) yield { path: [...POD, 'affinity', 'nodeAffinity', PREFERRED], at: 'key' };
    const surge = get(context.judgement.effective, 'spec', 'updateStrategy', 'rollingUpdate', 'maxSurge');
    for (const term of podTerms) {
      const idle = term.kind === 'podAntiAffinity' && term.required && term.topologyKey === HOSTNAME;
      if (!idle || (surge !== undefined && surge !== 0 && surge !== '0%')) continue;
      if (surelySelectsItself(term, placement, namespaceOf(context.object))) {
        yield { path: term.path, at: 'key', message: 'apart' };
      }
    }
    for (const kind of ['podAffinity', 'podAntiAffinity'] as const) {
      if (podTerms.some((term) => term.kind === kind && !term.required)) {
        yield { path: [...POD, 'affinity', kind, PREFERRED], at: 'key' };
      }
    }
  },
});

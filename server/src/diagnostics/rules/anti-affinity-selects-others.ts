import { nearestName } from '../../kubernetes/index';
import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { looksIntoOwnNamespace, namespaceOf, type PodTerm, placementOf, selects } from '../knowledge/placement';
import { containers, type JsonObject, stringMap, text } from '../read';
import { inspectionRule, type RuleContext } from '../rule';
import { type Unmet, unmet } from '../selectors';

/**
 * Anti-affinity keeps pods away from the pods that its selector selects; replicas keep apart only when it selects them.
 * Told where no term selects the own pods, the selector is close to their labels, and no workload of the workspace is what
 * it selects. Upstream: scheduler plugin InterPodAffinity, 1.32 to 1.37.
 */
export const antiAffinitySelectsOthers = inspectionRule({
  id: 'anti-affinity-selects-others',
  category: 'risk',
  kinds: ['StatefulSet', 'DaemonSet'],
  neighbours: ['StatefulSet', 'DaemonSet', 'Deployment'],
  messages: {
    default: {
      en: 'The anti-affinity selects pods with {wanted}, and these carry {actual}: the replicas are not kept apart.',
      ja: 'この anti-affinity は {wanted} の Pod を選びますが、ここの Pod のラベルは {actual} です。レプリカは分散されません。',
    },
    inverted: {
      en: 'The anti-affinity selects every pod but those of this {kind} ({wanted}): its own replicas are not kept apart, and it keeps away from everything else.',
      ja: 'この anti-affinity は、この {kind} の Pod 以外をすべて選びます（{wanted}）。自分のレプリカは分散されず、ほかのすべての Pod から離れようとします。',
    },
    everything: {
      en: 'An empty selector selects every pod of the namespace: a node where any of them runs is taken, those of daemons included.',
      ja: '空のセレクターは名前空間のすべての Pod を選びます。デーモンも含め、どれか一つでも動くノードには置けません。',
    },
    namespace: {
      en: 'The anti-affinity looks into other namespaces only, not into {namespace}: the replicas are not kept apart.',
      ja: 'この anti-affinity はほかの名前空間だけを見て、{namespace} は見ません。レプリカは分散されません。',
    },
  },
  *check(context) {
    const placement = placementOf(context.judgement.effective);
    const { labels } = placement;
    const namespace = namespaceOf(context.object);
    const terms = placement.podTerms.filter(
      ({ kind, selector }) => kind === 'podAntiAffinity' && selector !== undefined,
    );
    if (terms.length === 0) return;
    const every = terms.find(({ required, selector }) => required && selector && Object.keys(selector).length === 0);
    if (every) {
      yield { path: [...every.path, 'labelSelector'], at: 'value', message: 'everything' };
      return;
    }
    if (terms.some((term) => selects(term.selector, labels) && looksIntoOwnNamespace(term, namespace))) return;
    for (const term of terms) {
      const { selector } = term;
      if (!selector) continue;
      const missed = unmet(selector, labels);
      if (missed.length === 0) {
        yield {
          path: [...term.path, 'namespaces'],
          at: 'key',
          message: 'namespace',
          params: { namespace: namespace ?? '' },
        };
        continue;
      }
      if (!missed.every((each) => meansItself(each, labels, context))) continue;
      const [first] = missed;
      if (!first) continue;
      if (first.operator === 'NotIn' || first.operator === 'DoesNotExist') {
        const wanted = `${first.key} ${first.operator}${first.values.length > 0 ? ` [${first.values.join(', ')}]` : ''}`;
        yield {
          path: [...term.path, 'labelSelector'],
          at: 'key',
          message: 'inverted',
          params: { kind: context.object.kind, wanted },
        };
        continue;
      }
      if (context.neighbours.selectedBy(selector, context.object).length > 0) continue;
      const path = placeOf(term, selector, first);
      const { key, actual } = first;
      yield {
        path,
        at: 'value',
        params: {
          wanted: `${key}=${first.values.join(', ')}`,
          actual: actual === undefined ? { en: `no ${key}`, ja: `${key} なし` } : `${key}=${actual}`,
        },
        fixes: () =>
          actual === undefined || missed.length > 1 || path.at(-1) !== key
            ? []
            : fix(
                { en: `Select ${key}=${actual}`, ja: `${key}=${actual} を選ぶ` },
                'preferred',
                mend(context).put(path, actual),
              ),
      };
    }
  },
});

/** Is the value that a label is asked for nearly the pods' own, or theirs under another key? */
function meansItself(
  { key, operator, values, actual }: Unmet,
  labels: Readonly<Record<string, string>>,
  context: RuleContext,
): boolean {
  const [value = ''] = values;
  if (operator === 'NotIn') return actual !== undefined && values.length === 1;
  if (operator !== 'In' || values.length !== 1 || value === '') return false;
  if (actual === undefined) {
    return (
      value === context.object.name || Object.entries(labels).some(([other, own]) => other !== key && own === value)
    );
  }
  if (partsOfPod(context).includes(value)) return true;
  if (nearestName(value, [actual]) !== null && actual.length > 3) return true;
  return parts(actual).includes(value) || parts(value).includes(actual);
}

/** Names of the pod's containers and of their images. */
function partsOfPod(context: RuleContext): readonly string[] {
  return containers(context.judgement.effective).flatMap(({ container }) => {
    const image = text(container['image'])?.replace(/[:@].*$/, '') ?? '';
    return [text(container['name']) ?? '', image.slice(image.lastIndexOf('/') + 1)].filter((name) => name !== '');
  });
}

/** What a name begins or ends with, cut at its dashes: `consul-server` is `consul` and `server`. */
function parts(name: string): readonly string[] {
  const words = name.split(/[-_.]/);
  return words.flatMap((_, index) => [words.slice(0, index).join('-'), words.slice(index).join('-')]);
}

function placeOf(term: PodTerm, selector: JsonObject, { key }: Unmet): Path {
  const at = [...term.path, 'labelSelector'];
  return Object.hasOwn(stringMap(selector['matchLabels']), key) ? [...at, 'matchLabels', key] : at;
}

import { fix, mend } from '../fixing';
import { akin, SETS } from '../knowledge/companions';
import { object as asObject, get, stringMap } from '../read';
import { selectorOf } from '../resources';
import { inspectionRule } from '../rule';

const RELEASE = /^(helm\.sh\/chart|chart|app\.kubernetes\.io\/version)$/;
const MAYBE = /(^|[/._-])version$/i;
const VERSION = /^v?\d+\.\d+/;
const GENERATED = /^(controller-revision-hash|pod-template-generation|pod-template-hash)$/;

/**
 * While pods are replaced one by one, old and new ones run beside each other. A selector that asks for one version sees
 * but a part of them: none of the new ones at first, or of the old ones if it is changed along.
 */
export const selectsByVersion = inspectionRule({
  id: 'selects-by-version',
  category: 'risk',
  kinds: ['Service', 'PodDisruptionBudget', 'NetworkPolicy'],
  neighbours: [...SETS],
  messages: {
    default: {
      en: 'The selector asks for {key}: {value}, so during a rollout of {name} it matches only a part of the pods: the new ones fall out, or the old ones.',
      ja: 'selector が {key}: {value} を求めるため、{name} のロールアウト中は一部の Pod にしか一致しません（新しい Pod か古い Pod のどちらかが外れます）。',
    },
  },
  *check(context) {
    const { object, judgement, neighbours } = context;
    const selector = selectorOf(asObject(judgement.effective) ?? {}, object.kind);
    if (!selector) return;
    const labels = stringMap(get(selector, 'matchLabels'));
    const key = Object.keys(labels).find(
      (each) => RELEASE.test(each) || GENERATED.test(each) || (MAYBE.test(each) && VERSION.test(labels[each] ?? '')),
    );
    if (key === undefined) return;
    const rest = {
      ...selector,
      matchLabels: Object.fromEntries(Object.entries(labels).filter(([each]) => each !== key)),
    };
    const [set] = akin(neighbours.selectedBy(GENERATED.test(key) ? rest : selector, object, SETS), object);
    if (!set) return;
    const field = object.kind === 'NetworkPolicy' ? 'podSelector' : 'selector';
    const path = object.kind === 'Service' ? ['spec', field, key] : ['spec', field, 'matchLabels', key];
    yield {
      path,
      at: 'value',
      params: { key, value: labels[key] ?? '', name: set.object.name },
      fixes: () =>
        Object.keys(labels).length > 1
          ? fix({ en: `Do not ask for ${key}`, ja: `${key} を条件から外す` }, 'preferred', mend(context).remove(path))
          : [],
    };
  },
});

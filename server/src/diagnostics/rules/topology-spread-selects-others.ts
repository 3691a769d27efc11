import { fix, mend } from '../fixing';
import { placementOf } from '../knowledge/placement';
import { stringMap } from '../read';
import { inspectionRule } from '../rule';
import { unmet } from '../selectors';

/**
 * A spread constraint counts the pods that its selector selects. When these pods are not among them, none is ever counted,
 * and every node looks equally good. Upstream: scheduler plugin PodTopologySpread (`selfMatch` in `Filter`), 1.32 to 1.37.
 */
export const topologySpreadSelectsOthers = inspectionRule({
  id: 'topology-spread-selects-others',
  category: 'risk',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'The constraint counts pods with {wanted}, and these carry {actual}: they are not counted, so nothing is spread.',
      ja: 'この制約は {wanted} の Pod を数えますが、ここの Pod のラベルは {actual} です。数えられないため、分散されません。',
    },
    everything: {
      en: 'An empty selector counts every pod of the namespace: where other pods lie decides whether these may start, and they need not be spread.',
      ja: '空のセレクターは名前空間のすべての Pod を数えます。ほかの Pod の配置によって起動できるかどうかが決まり、この Pod が分散されるとも限りません。',
    },
  },
  *check(context) {
    const { spread, labels } = placementOf(context.judgement.effective);
    for (const { selector, path, required } of spread) {
      if (required && selector && Object.keys(selector).length === 0) {
        yield { path: [...path, 'labelSelector'], at: 'value', message: 'everything' };
        continue;
      }
      const [first, ...more] = selector ? unmet(selector, labels) : [];
      if (!first) continue;
      const { key, operator, values, actual } = first;
      const inMap = Object.hasOwn(stringMap(selector?.['matchLabels']), key);
      const at = [...path, 'labelSelector', ...(inMap ? ['matchLabels', key] : [])];
      yield {
        path: at,
        at: 'value',
        params: {
          wanted: inMap
            ? `${key}=${values[0]}`
            : `${key} ${operator}${values.length > 0 ? ` [${values.join(', ')}]` : ''}`,
          actual: actual === undefined ? { en: `no ${key}`, ja: `${key} なし` } : `${key}=${actual}`,
        },
        fixes: () =>
          inMap && actual !== undefined && more.length === 0
            ? fix(
                { en: `Count ${key}=${actual}`, ja: `${key}=${actual} を数える` },
                'preferred',
                mend(context).put(at, actual),
              )
            : [],
      };
    }
  },
});

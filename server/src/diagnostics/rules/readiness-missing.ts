import { keepsData, storeOf } from '../knowledge/stores';
import { containers, get, list, number, text } from '../read';
import { inspectionRule } from '../rule';

/**
 * A container without a readiness probe is ready as soon as its process runs (`SetContainerReadiness`); a rolling update of
 * a StatefulSet then goes to the next pod at once (`updateStatefulSet`, all releases).
 */
export const readinessMissing = inspectionRule({
  id: 'readiness-missing',
  category: 'risk',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'Without a readiness probe a replica of {product} counts as ready the moment its process runs: a rolling update takes the next one down while this one is still starting.',
      ja: 'readinessProbe がないと、{product} のレプリカはプロセスが動いた時点で Ready とみなされます。起動の途中でも、更新は次のレプリカの停止に進みます。',
    },
    served: {
      en: 'Without a readiness probe {name} counts as ready the moment its process runs: a rolling update takes the next replica down, and clients are sent here, before it can answer.',
      ja: 'readinessProbe がないと、{name} はプロセスが動いた時点で Ready とみなされます。応答できるようになる前に、更新は次のレプリカの停止に進み、クライアントも接続してきます。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    if (
      (number(get(effective, 'spec', 'replicas')) ?? 1) < 2 ||
      (number(get(effective, 'spec', 'minReadySeconds')) ?? 0) > 0
    )
      return;
    if (get(effective, 'spec', 'updateStrategy', 'type') === 'OnDelete') return;
    const all = containers(effective).filter(({ init }) => !init);
    // any probe of the pod holds its readiness back
    if (all.some(({ container }) => container['readinessProbe'] !== undefined)) return;
    if (list(get(effective, 'spec', 'template', 'spec', 'readinessGates')).length > 0) return;
    for (const { container, path } of all) {
      const found = storeOf(container);
      if (found && !keepsData(container, found)) return;
      if (!found && list(container['ports']).length === 0) continue;
      yield {
        path,
        at: 'key',
        message: found ? 'default' : 'served',
        params: { product: found?.store.product ?? '', name: text(container['name']) ?? '' },
      };
      return;
    }
  },
});

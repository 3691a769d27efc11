import { podStorage } from '../knowledge/storage';
import { get, list, text } from '../read';
import { inspectionRule } from '../rule';

/** Without a limit of cpu the number of the node's cores is what programs take anyway. */
const LIMITS: Readonly<Record<string, string>> = {
  'limits.memory': 'memory',
  'limits.ephemeral-storage': 'ephemeral-storage',
};

/**
 * `limits.memory` and the like of a container without such a limit give what the node has to allocate (kubelet
 * `MergeContainerResourceLimits`, all releases): a heap or a cache made from it is that of the whole node.
 */
export const resourceFieldWithoutLimit = inspectionRule({
  id: 'resource-field-without-limit',
  category: 'risk',
  kinds: ['StatefulSet', 'DaemonSet'],
  neighbours: ['LimitRange'],
  messages: {
    default: {
      en: '{container} has no {name} limit, so {name} of the whole node goes into {variable}: the program sizes itself for all of it.',
      ja: '{container} には {name} の上限がないため、{variable} にはノード全体の {name} が入ります。プログラムはノードすべてを使う前提で動きます。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const { containers } = podStorage(effective);
    for (const { json, path } of containers) {
      for (const [index, item] of list(json['env']).entries()) {
        const field = get(item, 'valueFrom', 'resourceFieldRef');
        const resource = text(get(field, 'resource')) ?? '';
        const name = Object.hasOwn(LIMITS, resource) ? LIMITS[resource] : undefined;
        if (name === undefined) continue;
        const of = text(get(field, 'containerName')) ?? '';
        const container = of === '' ? json : containers.find((each) => each.name === of)?.json;
        if (!container || get(container, 'resources', 'limits', name) !== undefined) continue;
        if (get(effective, 'spec', 'template', 'spec', 'resources', 'limits', name) !== undefined) continue;
        // a LimitRange may fill the limit in
        if (context.neighbours.ofKind('LimitRange', context.object).length > 0) return;
        yield {
          path: [...path, 'env', index, 'valueFrom', 'resourceFieldRef', 'resource'],
          at: 'value',
          params: { container: text(container['name']) ?? '', name, variable: text(get(item, 'name')) ?? '' },
        };
      }
    }
  },
});

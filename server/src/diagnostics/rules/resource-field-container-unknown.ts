import { nearestName } from '../../kubernetes/index';
import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { podStorage } from '../knowledge/storage';
import { get, list, object, text } from '../read';
import { inspectionRule } from '../rule';

/**
 * The kubelet looks for the container that a `resourceFieldRef` names when it makes the container or the volume, and fails
 * when there is none (`ExtractResourceValueByContainerName`, all releases); the API server does not look.
 */
export const resourceFieldContainerUnknown = inspectionRule({
  id: 'resource-field-container-unknown',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'The pod has no container {name} ({known}), so this value cannot be found and the containers that need it do not start.',
      ja: 'Pod にコンテナ {name} はありません（あるのは {known}）。この値が見つからず、それを必要とするコンテナは起動しません。',
    },
  },
  *check(context) {
    const { written, containers } = podStorage(context.judgement.effective);
    const known = containers.map((container) => container.name);
    const fields: { readonly path: Path; readonly name: string }[] = [];
    const look = (item: Parameters<typeof get>[0], path: Path): void => {
      const name = text(get(item, 'resourceFieldRef', 'containerName'));
      if (name !== undefined && name !== '' && !known.includes(name))
        fields.push({ name, path: [...path, 'resourceFieldRef', 'containerName'] });
    };
    for (const { json, path } of containers)
      for (const [index, item] of list(json['env']).entries())
        look(object(get(item, 'valueFrom')), [...path, 'env', index, 'valueFrom']);
    for (const { source, json, path } of written) {
      if (source === 'downwardAPI')
        for (const [index, item] of list(json['items']).entries()) look(item, [...path, source, 'items', index]);
      if (source !== 'projected') continue;
      for (const [at, each] of list(json['sources']).entries())
        for (const [index, item] of list(get(each, 'downwardAPI', 'items')).entries())
          look(item, [...path, source, 'sources', at, 'downwardAPI', 'items', index]);
    }
    for (const { name, path } of fields) {
      const meant = nearestName(name, known) ?? (known.length === 1 ? (known[0] ?? null) : null);
      yield {
        path,
        at: 'value',
        params: { name, known: known.join(', ') },
        fixes: () =>
          meant === null
            ? []
            : fix({ en: `Use ${meant}`, ja: `${meant} を使う` }, 'preferred', mend(context).put(path, meant)),
      };
    }
  },
});

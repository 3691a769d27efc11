import { fix, mend } from '../fixing';
import { clusterStoreOf } from '../knowledge/clusterStores';
import { akin } from '../knowledge/companions';
import { isHeadless, publishesUnready, serviceSelectorOf } from '../knowledge/governing';
import { get, list, object, podTemplateOf } from '../read';
import { inspectionRule } from '../rule';

/**
 * publishNotReadyAddresses makes every pod an endpoint, ready or not (endpointslice reconciler). Members that look each
 * other up by name need that of their headless Service; behind a cluster IP it sends clients to pods that are starting.
 */
export const servicePublishesUnready = inspectionRule({
  id: 'service-publishes-unready',
  category: 'risk',
  kinds: ['Service'],
  neighbours: ['StatefulSet', 'DaemonSet', 'Deployment'],
  messages: {
    default: {
      en: 'With publishNotReadyAddresses this Service also sends clients to pods of {name} that are not ready: at every restart some connections fail. It belongs on the headless Service alone.',
      ja: 'publishNotReadyAddresses により、この Service は {name} の ready でない Pod にもクライアントを送ります。再起動のたびに一部の接続が失敗します。必要なのはヘッドレス Service だけです。',
    },
  },
  *check(context) {
    const service = object(context.judgement.effective);
    if (!service || !publishesUnready(service) || isHeadless(service)) return;
    const labels = serviceSelectorOf(service);
    if (Object.keys(labels).length === 0) return;
    const behind = akin(context.neighbours.selectedBy({ matchLabels: labels }, context.object), context.object);
    const set = behind.find(({ json, object: { kind } }) => {
      if (kind === 'Deployment') return false;
      const spec = podTemplateOf(json, kind)?.spec;
      // a sealed Vault is not ready, and has to be reached to be unsealed
      if (!spec || clusterStoreOf(spec)?.store.name === 'Vault') return false;
      return list(spec['containers']).some((container) => get(container, 'readinessProbe') !== undefined);
    });
    if (!set) return;
    const path = ['spec', 'publishNotReadyAddresses'] as const;
    yield {
      path,
      at: 'value',
      params: { name: set.object.name },
      fixes: () =>
        fix(
          { en: 'Publish ready pods alone', ja: 'ready の Pod だけを公開する' },
          'preferred',
          mend(context).remove(path),
        ),
    };
  },
});

import { fix, mend } from '../fixing';
import { imageOf } from '../knowledge/images';
import { object as asObject, get, list, podTemplateOf } from '../read';
import { inspectionRule } from '../rule';

/**
 * Programs that take variables of a certain beginning for their own settings, and the name of a Service whose variable they
 * then stumble over: `<NAME>_PORT=tcp://10.0.0.1:9092` (documentation and issue trackers of the images).
 */
const READERS: readonly (readonly [image: RegExp, service: string])[] = [
  [/^cp-(enterprise-)?(kafka|server)$/, 'kafka'],
  [/^cp-zookeeper$/, 'zookeeper'],
  [/^cp-schema-registry$/, 'schema-registry'],
  [/^cp-(kafka-)?rest$/, 'kafka-rest'],
  [/^cp-ksqldb-server$/, 'ksql'],
  [/^neo4j$/, 'neo4j'],
  [/^solr$/, 'solr'],
];

/**
 * Unless enableServiceLinks is false, every container gets variables for each Service of its namespace that has a cluster
 * IP (kubelet, getServiceEnvVarMap; envvars.FromServices).
 */
export const serviceLinksCollide = inspectionRule({
  id: 'service-links-collide',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  neighbours: ['Service'],
  messages: {
    default: {
      en: 'The Service {service} gives every pod of its namespace a variable {variable}=tcp://…, which {container} takes for a setting of its own and fails on. Set enableServiceLinks: false.',
      ja: 'Service {service} により、同じ名前空間の Pod に環境変数 {variable}=tcp://… が設定されます。{container} はそれを自分の設定とみなして失敗します。enableServiceLinks: false を指定してください。',
    },
  },
  *check(context) {
    const { object, judgement, neighbours } = context;
    const template = podTemplateOf(judgement.effective, object.kind);
    if (!template || template.spec['enableServiceLinks'] === false) return;
    for (const [index, item] of list(template.spec['containers']).entries()) {
      const container = asObject(item);
      const base = container && imageOf(container)?.base;
      const service = base && READERS.find(([image]) => image.test(base))?.[1];
      if (!container || !service) continue;
      const variable = `${service.toUpperCase().replaceAll('-', '_')}_PORT`;
      // one that is written wins over the one of the Service
      if (list(container['env']).some((each) => get(each, 'name') === variable)) continue;
      const linked = neighbours
        .named('Service', service, object)
        .some(
          ({ json, near }) =>
            near !== 'workspace' &&
            get(json, 'spec', 'clusterIP') !== 'None' &&
            get(json, 'spec', 'type') !== 'ExternalName',
        );
      if (!linked) continue;
      yield {
        path: [...template.path, 'spec', 'containers', index],
        at: 'key',
        params: { service, variable, container: String(container['name'] ?? '') },
        fixes: () =>
          fix(
            { en: 'Set enableServiceLinks: false', ja: 'enableServiceLinks: false を指定する' },
            'preferred',
            mend(context).put([...template.path, 'spec', 'enableServiceLinks'], false),
          ),
      };
      return;
    }
  },
});

import { claimTemplatesOf, ordinalsOf } from '../knowledge/claims';
import { dataPlaces, runsItsServer } from '../knowledge/dataPlaces';
import { object, text } from '../read';
import { inspectionRule } from '../rule';

/** One server that writes, if nobody sets up more. */
const SINGLE: ReadonlySet<string> = new Set(['PostgreSQL', 'MySQL', 'MariaDB', 'InfluxDB', 'Neo4j', 'CouchDB']);

/**
 * The data source of a claim template fills the disk of every replica (`getPersistentVolumeClaims`, all releases). Members of
 * a cluster keep their identity on that disk (etcd's member id, Kafka's meta.properties, Cassandra's host id), so all
 * replicas come up as one and the same member.
 */
export const stsMembersCloned = inspectionRule({
  id: 'sts-members-cloned',
  category: 'risk',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'The disks of all {replicas} replicas are filled from {source}, and {product} keeps the identity of a member on its disk: all of them come up as the same member.',
      ja: '{replicas} 個のレプリカのディスクがすべて {source} から作られますが、{product} はメンバーの識別情報をディスクに置きます。全員が同じメンバーとして起動します。',
    },
    copies: {
      en: 'Each of the {replicas} replicas, and each that is added later, starts with a copy of {source} as it was then: {product} writes to one of them, and the copies drift apart.',
      ja: '{replicas} 個のレプリカも、後から加わるレプリカも、それぞれその時点の {source} のコピーから始まります。{product} が書き込むのはその 1 つだけで、コピーの内容は食い違っていきます。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const { replicas } = ordinalsOf(effective);
    if (replicas < 2) return;
    for (const { name, path, spec } of claimTemplatesOf(effective)) {
      const field = spec['dataSourceRef'] === undefined ? 'dataSource' : 'dataSourceRef';
      const source = object(spec[field]);
      if (!source) continue;
      const place = dataPlaces(effective).find(({ mount }) => mount?.name === name);
      if (!place) continue;
      const { clustered, product } = place.found.store;
      // publishers' own images do not replicate by themselves
      const copies = SINGLE.has(product) && place.found.official && runsItsServer(place.container);
      if (!clustered && !copies) continue;
      // what a person wrote of the two
      const written = spec['dataSource'] !== undefined ? 'dataSource' : field;
      const params = {
        replicas,
        source: `${text(source['kind']) ?? ''} ${text(source['name']) ?? ''}`,
        product,
      };
      yield { path: [...path, written], at: 'key', ...(clustered ? {} : { message: 'copies' }), params };
    }
  },
});

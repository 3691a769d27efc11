import type { Path } from '../../manifest/index';
import { containerPairs, keepsData, same } from '../knowledge/templateChange';
import { get, list, number, text } from '../read';
import { closest } from '../resources';
import { inspectionRule, type RuleContext } from '../rule';

/**
 * Variables that the images read only when the data directory is still empty (entry points of the official images and of
 * their usual variants, state of 2025).
 */
const INITIAL =
  /^(?:POSTGRES_(?:PASSWORD|USER|DB|INITDB_ARGS|HOST_AUTH_METHOD)|POSTGRESQL_(?:PASSWORD|POSTGRES_PASSWORD|USERNAME|DATABASE)|MYSQL_(?:ROOT_PASSWORD|PASSWORD|USER|DATABASE|ROOT_HOST)|MARIADB_(?:ROOT_PASSWORD|PASSWORD|USER|DATABASE)|MONGO_INITDB_\w+|MONGODB_ROOT_(?:USER|PASSWORD)|DOCKER_INFLUXDB_INIT_\w+|INFLUXDB_(?:ADMIN_)?(?:USER|PASSWORD|DB)|RABBITMQ_DEFAULT_(?:USER|PASS|VHOST)|NEO4J_AUTH|GF_SECURITY_ADMIN_(?:USER|PASSWORD)|ELASTIC_PASSWORD|OPENSEARCH_INITIAL_ADMIN_PASSWORD|KC_BOOTSTRAP_ADMIN_(?:USERNAME|PASSWORD)|KEYCLOAK_ADMIN(?:_PASSWORD)?|ETCD_INITIAL_CLUSTER(?:_TOKEN)?|CASSANDRA_CLUSTER_NAME|(?:KAFKA_)?(?:KRAFT_)?CLUSTER_ID)(?:_FILE)?$/;

/** What members show each other. */
const SHARED = /^(?:RABBITMQ_ERLANG_COOKIE|RABBITMQ_ERL_COOKIE|MONGODB_REPLICA_SET_KEY)$/;
/** The start of these fails when the value is not the one in the data. */
const CHECKED = /CLUSTER_(?:ID|NAME)$/;

export const initialSettingChanged = inspectionRule({
  id: 'initial-setting-changed',
  category: 'risk',
  kinds: ['StatefulSet'],
  neighbours: ['Secret', 'ConfigMap'],
  messages: {
    default: {
      en: '{variable} counts only while the data directory is empty: the store keeps what it was set up with, and everybody who uses the new value is turned away.',
      ja: '{variable} が使われるのはデータディレクトリが空のときだけです。ストアの設定は最初の値のままで、新しい値を使う側が拒否されます。',
    },
    shared: {
      en: '{variable} must be the same in all members: while the rollout goes on, those with the new value cannot talk to those with the old one.',
      ja: '{variable} は全メンバーで同じでなければなりません。ロールアウト中は、新しい値のメンバーが古い値のメンバーと通信できません。',
    },
    checked: {
      en: '{variable} is written into the existing data: with another value the members refuse to start on them.',
      ja: '{variable} は既存のデータに書き込まれています。値を変えると、メンバーはそのデータで起動しません。',
    },
  },
  *check(context) {
    if (!context.old || !keepsData(context.judgement.effective)) return;
    for (const { before, after, path } of containerPairs(context)) {
      for (const [index, item] of list(after['env']).entries()) {
        const variable = text(get(item, 'name'));
        if (variable === undefined) continue;
        const isShared =
          SHARED.test(variable) && (number(get(context.judgement.effective, 'spec', 'replicas')) ?? 1) > 1;
        if (!isShared && !INITIAL.test(variable)) continue;
        const former = list(before['env']).find((each) => get(each, 'name') === variable);
        if (former === undefined) continue;
        const at: Path = [...path, 'env', index];
        const changed = placeOfChange(context, former, item, at);
        if (!changed) continue;
        yield {
          path: changed,
          at: 'value',
          message: isShared ? 'shared' : CHECKED.test(variable) ? 'checked' : 'default',
          params: { variable },
        };
      }
    }
  },
});

type Item = ReturnType<typeof list>[number];

/** Where the variable's value changes: written here, or in the Secret or ConfigMap that it comes from. */
function placeOfChange(context: RuleContext, former: Item, item: Item, at: Path): Path | null {
  const [from, to] = [text(get(former, 'value')), text(get(item, 'value'))];
  if (from !== undefined && to !== undefined) return from === to ? null : [...at, 'value'];
  const { stored, neighbours, object: manifest } = context;
  for (const [kind, source] of [
    ['Secret', 'secretKeyRef'],
    ['ConfigMap', 'configMapKeyRef'],
  ] as const) {
    const ref = get(item, 'valueFrom', source);
    const [name, key] = [text(get(ref, 'name')), text(get(ref, 'key'))];
    if (!stored || name === undefined || key === undefined || !same(ref, get(former, 'valueFrom', source))) continue;
    const now = closest(neighbours.named(kind, name, manifest));
    const before = closest(stored.named(kind, name, manifest));
    if (now.length !== 1 || before.length !== 1) continue;
    for (const field of ['data', 'stringData']) {
      const [was, is] = [get(before[0]?.json, field, key), get(now[0]?.json, field, key)];
      if (was !== undefined && is !== undefined && was !== is) return [...at, 'valueFrom'];
    }
  }
  return null;
}

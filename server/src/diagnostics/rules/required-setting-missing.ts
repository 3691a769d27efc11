import { imageOf } from '../knowledge/images';
import { mountAt, podStorage } from '../knowledge/storage';
import { get, list, text } from '../read';
import { inspectionRule } from '../rule';

interface Need {
  /** repositories, Docker Hub's unless they say otherwise */
  readonly images: RegExp;
  readonly from?: readonly [major: number, minor: number];
  /** of each group one variable must be set; the first is the one to name */
  readonly groups: readonly (readonly string[])[];
  /** the program that flags alone are handed to */
  readonly server: RegExp;
  /** a mount there may bring the setting */
  readonly configuration?: string;
}

const MYSQL = [
  'MYSQL_ROOT_PASSWORD',
  'MYSQL_ROOT_PASSWORD_FILE',
  'MYSQL_ALLOW_EMPTY_PASSWORD',
  'MYSQL_RANDOM_ROOT_PASSWORD',
];
const MARIADB = [
  'MARIADB_ROOT_PASSWORD',
  'MARIADB_ROOT_PASSWORD_FILE',
  'MARIADB_ROOT_PASSWORD_HASH',
  'MARIADB_ROOT_PASSWORD_HASH_FILE',
  'MARIADB_ALLOW_EMPTY_ROOT_PASSWORD',
  'MARIADB_RANDOM_ROOT_PASSWORD',
];

/** What the entry points of published images refuse to start without, on an empty data directory or always. */
const NEEDS: readonly Need[] = [
  {
    images: /^(?:postgres|postgis\/postgis|pgvector\/pgvector|timescale\/timescaledb)$/,
    groups: [['POSTGRES_PASSWORD', 'POSTGRES_PASSWORD_FILE', 'POSTGRES_HOST_AUTH_METHOD']],
    server: /^postgres$/,
  },
  { images: /^(?:mysql|percona)$/, groups: [MYSQL], server: /^mysqld$/ },
  { images: /^mariadb$/, groups: [[...MARIADB, ...MYSQL]], server: /^(?:mysqld|mariadbd)$/ },
  {
    images: /^couchdb$/,
    from: [3, 0],
    groups: [['COUCHDB_USER'], ['COUCHDB_PASSWORD']],
    server: /couchdb$/,
    configuration: '/opt/couchdb/etc/local.d/x',
  },
  {
    images: /^mcr\.microsoft\.com\/mssql\/server$/,
    groups: [['ACCEPT_EULA'], ['MSSQL_SA_PASSWORD', 'SA_PASSWORD']],
    server: /sqlservr$/,
  },
  {
    images: /^opensearchproject\/opensearch$/,
    from: [2, 12],
    groups: [
      [
        'OPENSEARCH_INITIAL_ADMIN_PASSWORD',
        'DISABLE_INSTALL_DEMO_CONFIG',
        'DISABLE_SECURITY_PLUGIN',
        'plugins.security.disabled',
      ],
    ],
    server: /opensearch/,
    configuration: '/usr/share/opensearch/config/opensearch.yml',
  },
  {
    images: /^gvenzl\/oracle-(?:xe|free)$/,
    groups: [['ORACLE_PASSWORD', 'ORACLE_PASSWORD_FILE', 'ORACLE_RANDOM_PASSWORD']],
    server: /^$/,
  },
];

/**
 * Entry points of official images check their variables before they start the server, most of them while the data
 * directory is empty (`docker_verify_minimum_env` of postgres, mysql and mariadb; all versions that are kept up).
 * Of style: a volume that holds data already, or an injector that sets the variable, makes it work all the same.
 */
export const requiredSettingMissing = inspectionRule({
  id: 'required-setting-missing',
  category: 'style',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'The image {image} does not start on an empty volume without {variable}, and nothing sets it here.',
      ja: 'イメージ {image} は、空のボリュームでは {variable} がないと起動しませんが、ここでは設定されていません。',
    },
  },
  *check(context) {
    for (const container of podStorage(context.judgement.effective).containers) {
      const { json, path } = container;
      const image = imageOf(json);
      if (container.init || !image || list(json['command']).length > 0) continue;
      const name = image.registry === 'docker.io' ? image.repository : `${image.registry}/${image.repository}`;
      const env = list(json['env']);
      const values = new Map(env.map((item) => [text(get(item, 'name')) ?? '', text(get(item, 'value'))]));
      const place = env.length > 0 ? [...path, 'env'] : path;
      if (list(json['envFrom']).length > 0) continue;
      const need = NEEDS.find(({ images }) => images.test(name));
      const first = text(list(json['args'])[0]) ?? '-';
      if (need && isFrom(image.tag, need.from) && (first.startsWith('-') || need.server.test(first))) {
        const brought = need.configuration !== undefined && mountAt(container, need.configuration) !== undefined;
        const missing = need.groups.find((group) => !group.some((each) => values.has(each)));
        if (missing && !brought)
          yield { path: place, at: 'key', params: { image: image.repository, variable: missing[0] ?? '' } };
      }
    }
  },
});

function isFrom(tag: string | undefined, from: Need['from']): boolean {
  if (!from) return true;
  const [, major, minor] = /^v?(\d+)(?:\.(\d+))?/.exec(tag ?? '') ?? [];
  if (major === undefined) return false;
  return Number(major) > from[0] || (Number(major) === from[0] && Number(minor ?? 99) >= from[1]);
}

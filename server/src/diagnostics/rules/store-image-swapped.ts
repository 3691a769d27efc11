import { parseImageReference } from '../../apiServer/index';
import { containerPairs, keepsData } from '../knowledge/templateChange';
import { text } from '../read';
import { inspectionRule } from '../rule';

/** Databases that sort text by the C library of their image. */
const SORTS_BY_LIBC = /^(?:postgres|postgresql|postgis|pgvector|timescaledb)$/;
const ALPINE = /alpine/;

/** Publishers whose images of one product keep their data elsewhere or run as another user. */
const BITNAMI = /(?:^|\/)bitnami(?:legacy|secure)?\//;

/** Products that cannot read each other's files, or only one way round. */
const FAMILIES: readonly { readonly from: RegExp; readonly to: RegExp }[] = [
  { from: /^(?:mysql|mysql-server|percona|percona-server)$/, to: /^mariadb(?:-galera)?$/ },
  { from: /^mariadb(?:-galera)?$/, to: /^(?:mysql|mysql-server|percona|percona-server)$/ },
  { from: /^elasticsearch(?:-oss)?$/, to: /^opensearch$/ },
  { from: /^opensearch$/, to: /^elasticsearch(?:-oss)?$/ },
  { from: /^valkey$/, to: /^redis$/ },
  { from: /^redis$/, to: /^(?:keydb|dragonfly|kvrocks)$/ },
  { from: /^mongo(?:db)?$/, to: /^ferretdb$/ },
  { from: /^cassandra$/, to: /^scylla$/ },
  { from: /^zookeeper$/, to: /^clickhouse-keeper$/ },
];

export const storeImageSwapped = inspectionRule({
  id: 'store-image-swapped',
  category: 'risk',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: '{to} does not take over the data of {from} just by starting on them: this needs an export and an import.',
      ja: '{to} は {from} のデータで起動するだけでは引き継げません。エクスポートとインポートが必要です。',
    },
    libc: {
      en: 'The change between a Debian and an Alpine image changes how text is sorted (glibc and musl): indexes of the existing data give wrong answers until they are rebuilt.',
      ja: 'Debian と Alpine のイメージを入れ替えると文字列の並び順が変わります（glibc と musl）。再構築するまで、既存データの索引が誤った結果を返します。',
    },
    publisher: {
      en: 'The images of {from} and {to} keep their data in different directories and run as different users: the new one does not find, or may not write, what the old one left.',
      ja: '{from} と {to} のイメージは、データの置き場所も実行ユーザーも異なります。新しいほうは既存のデータを見つけられないか、書き込めません。',
    },
  },
  *check(context) {
    if (!context.old || !keepsData(context.judgement.effective)) return;
    for (const { before, after, path } of containerPairs(context)) {
      const [from, to] = [parsed(before['image']), parsed(after['image'])];
      if (!from || !to || (from.name === to.name && from.tag === to.tag)) continue;
      const params = { from: from.name, to: to.name };
      const at = { path: [...path, 'image'], at: 'value' as const, params };
      if (FAMILIES.some((family) => family.from.test(from.last) && family.to.test(to.last))) yield at;
      else if (canonical(from.last) !== canonical(to.last) || !isStore(to.last)) continue;
      else if (BITNAMI.test(from.name) !== BITNAMI.test(to.name)) yield { ...at, message: 'publisher' };
      else if (SORTS_BY_LIBC.test(to.last) && ALPINE.test(from.tag) !== ALPINE.test(to.tag))
        yield { ...at, message: 'libc' };
    }
  },
});

function parsed(image: Parameters<typeof text>[0]) {
  const reference = parseImageReference(text(image) ?? '');
  if (!reference) return null;
  return { name: reference.name, last: reference.name.split('/').at(-1) ?? '', tag: reference.tag ?? '' };
}

/** Names that publishers give one product. */
function canonical(name: string): string {
  if (name === 'postgres') return 'postgresql';
  return name === 'mongo' ? 'mongodb' : name;
}

/** Products whose usual image and that of the other publisher differ in directory and user. */
function isStore(name: string): boolean {
  return /^(?:postgres|postgresql|postgis|pgvector|timescaledb|mysql|mariadb|mongo|mongodb|redis|valkey|rabbitmq|kafka|zookeeper|cassandra|elasticsearch|opensearch|etcd|influxdb|minio|clickhouse)$/.test(
    name,
  );
}

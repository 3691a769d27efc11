/**
 * Which versions of a store open the files that another version left. Sources: the upgrade chapters of the products'
 * manuals, state of 2025.
 */
import { parseImageReference } from '../../apiServer/index';

/** How a product numbers what its files depend on. */
export type Leap =
  /** files of another version of that level are not opened at all: dump and restore, or the product's own converter */
  | 'rewrite'
  /** files are converted at start, but a version of that level may not be skipped */
  | 'skip'
  /** files that a newer version has written are not opened by an older one */
  | 'back'
  /** Kafka 4 has no ZooKeeper mode */
  | 'zookeeper';

interface Row {
  readonly product: string;
  /** last part of the image's name */
  readonly names: RegExp;
  /** numbers of the tag that make a version of the level that counts */
  readonly level: 1 | 2;
  readonly rewrites?: true;
  /** first number from which on files are no longer rewritten */
  readonly rewritesUntil?: number;
  /** the last minor of a major version, the only one from which the next may be reached */
  readonly lastMinors?: Readonly<Record<number, number>>;
  /** every version of the level, where the numbers have gaps: one may be skipped only by going through those between */
  readonly line?: readonly string[];
  /** no version of the level may be skipped */
  readonly steps?: true;
  /** it goes back within a major version */
  readonly backWithin?: true;
  /** tags such as `2.17.2-pg16`: the version stands behind these letters */
  readonly behind?: RegExp;
}

const ROWS: readonly Row[] = [
  {
    product: 'PostgreSQL',
    names:
      /^(?:postgres|postgresql(?:-repmgr)?|postgis|pgvector|spilo|timescaledb(?:-ha)?|citus|percona-distribution-postgresql)$/,
    level: 1,
    rewrites: true,
    behind: /(?:^|-)pg(\d+)/,
  },
  {
    product: 'MySQL',
    names: /^(?:mysql|mysql-server|percona|percona-server|percona-xtradb-cluster)$/,
    level: 2,
    line: ['5.5', '5.6', '5.7', '8.0', '8.4', '9.7'],
  },
  { product: 'MariaDB', names: /^mariadb(?:-galera)?$/, level: 2 },
  {
    product: 'MongoDB',
    names: /^(?:mongo|mongodb|mongodb-(?:community|enterprise)-server|percona-server-mongodb)$/,
    level: 2,
    line: ['3.4', '3.6', '4.0', '4.2', '4.4', '5.0', '6.0', '7.0', '8.0'],
  },
  {
    product: 'Elasticsearch',
    names: /^elasticsearch(?:-oss)?$/,
    level: 1,
    steps: true,
    lastMinors: { 5: 6, 6: 8, 7: 17, 8: 18 },
  },
  { product: 'OpenSearch', names: /^opensearch$/, level: 1, steps: true },
  { product: 'Cassandra', names: /^(?:cassandra)$/, level: 1, steps: true },
  { product: 'etcd', names: /^etcd$/, level: 2, steps: true },
  {
    product: 'CockroachDB',
    names: /^cockroach$/,
    level: 2,
    line: ['22.1', '22.2', '23.1', '23.2', '24.1', '24.3', '25.2', '25.4'],
  },
  { product: 'RabbitMQ', names: /^rabbitmq$/, level: 2, line: ['3.8', '3.9', '3.10', '3.11', '3.12', '3.13'] },
  { product: 'Redis', names: /^(?:redis|redis-stack-server|redis-stack)$/, level: 1, backWithin: true },
  { product: 'Valkey', names: /^valkey$/, level: 1, backWithin: true },
  { product: 'InfluxDB', names: /^influxdb$/, level: 1, rewrites: true },
  { product: 'Neo4j', names: /^neo4j$/, level: 1, rewrites: true, rewritesUntil: 5 },
  { product: 'ZooKeeper', names: /^(?:cp-|kubernetes-)?zookeeper$/, level: 2, backWithin: true },
  { product: 'Kafka', names: /^(?:kafka|cp-kafka)$/, level: 1 },
  { product: 'GitLab', names: /^gitlab-(?:ce|ee)$/, level: 1, steps: true },
  { product: 'Nextcloud', names: /^nextcloud$/, level: 1, steps: true },
];

/** A version as its numbers say, and as people write it. */
interface Version {
  readonly row: Row;
  readonly numbers: readonly number[];
  readonly level: string;
}

function versionOf(image: string): Version | null {
  const reference = parseImageReference(image);
  const { tag } = reference ?? {};
  const last = reference?.name.split('/').at(-1);
  if (tag === undefined || last === undefined) return null;
  const row = ROWS.find((each) => each.names.test(last));
  if (!row) return null;
  const behind = row.behind?.exec(tag)?.[1];
  const text = behind ?? /^[vV]?(\d+(?:\.\d+)*)/.exec(tag)?.[1];
  // of timescale/timescaledb:2.17.2 the version of the database is not known
  if (text === undefined || (behind === undefined && /timescaledb|citus|pgvector/.test(last))) return null;
  const numbers = text.split('.').map(Number);
  if (numbers.length < row.level) return null;
  return { row, numbers, level: numbers.slice(0, row.level).join('.') };
}

export interface VersionLeap {
  readonly leap: Leap;
  readonly product: string;
  readonly from: string;
  readonly to: string;
  /** where versions are skipped: those to go through */
  readonly through: readonly string[];
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const order = (a[i] ?? 0) - (b[i] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

function between(from: Version, to: Version): readonly string[] {
  const { row } = from;
  const [low, high] = [from.numbers.slice(0, row.level), to.numbers.slice(0, row.level)];
  if (row.line) {
    const numbers = (level: string) => level.split('.').map(Number);
    return row.line.filter((level) => compare(numbers(level), low) > 0 && compare(numbers(level), high) < 0);
  }
  if (!row.steps || low[0] === undefined || high[0] === undefined) return [];
  if (row.level === 1) return range(low[0] + 1, high[0]).map(String);
  return low[0] === high[0] ? range((low[1] ?? 0) + 1, high[1] ?? 0).map((minor) => `${low[0]}.${minor}`) : [];
}

/** The last minor version of the major one that is left, where the next is reached only from there. */
function lastMinorOf({ row, numbers: [major = 0, minor] }: Version): readonly string[] {
  const last = row.lastMinors?.[major];
  return last === undefined || minor === undefined || minor >= last ? [] : [`${major}.${last}`];
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

/** Kafka 4.0; Confluent numbers it 8.0. */
function firstWithoutZooKeeper(image: string): number {
  return /(?:^|\/)cp-/.test(image) ? 8 : 4;
}

/**
 * What is wrong with opening the data of one image by another of the same product.
 * @param withZooKeeper a Kafka broker that is told to connect to ZooKeeper
 * @returns null where nothing is known to be wrong, or one of the two is not read
 */
export function versionLeap(before: string, after: string, withZooKeeper = false): VersionLeap | null {
  const [from, to] = [versionOf(before), versionOf(after)];
  if (!from || !to || from.row !== to.row || from.level === to.level) return null;
  const { row } = from;
  const said = { product: row.product, from: from.level, to: to.level };
  const back = compare(to.numbers, from.numbers) < 0;
  if (row.rewrites && (back || (from.numbers[0] ?? 0) < (row.rewritesUntil ?? Number.POSITIVE_INFINITY)))
    return { ...said, leap: 'rewrite', through: [] };
  if (back) {
    return row.backWithin && from.numbers[0] === to.numbers[0] ? null : { ...said, leap: 'back', through: [] };
  }
  if (
    row.product === 'Kafka' &&
    withZooKeeper &&
    (from.numbers[0] ?? 0) < firstWithoutZooKeeper(before) &&
    (to.numbers[0] ?? 0) >= firstWithoutZooKeeper(after)
  )
    return { ...said, leap: 'zookeeper', through: [] };
  const through = [...lastMinorOf(from), ...between(from, to)];
  return through.length > 0 ? { ...said, leap: 'skip', through } : null;
}

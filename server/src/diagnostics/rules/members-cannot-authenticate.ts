import { envValue, namesEnv, optionValues, wordsOf } from '../knowledge/commandLine';
import { imageOf } from '../knowledge/images';
import { filesOf, withoutComments } from '../knowledge/mountedFiles';
import { replicasOf } from '../knowledge/rollout';
import { argvOf } from '../knowledge/shell';
import { type PodContainer, podStorage } from '../knowledge/storage';
import { get, list } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

/**
 * Members that demand a credential of each other and bring none. Redis: a master with `requirepass` refuses replicas without
 * `masterauth` (NOAUTH). MongoDB: with authorization a replica set needs `security.keyFile` (`BadValue`, all releases kept up;
 * the image turns authorization on with MONGO_INITDB_ROOT_USERNAME). Erlang: a node name with dots is a long one.
 */
export const membersCannotAuthenticate = inspectionRule({
  id: 'members-cannot-authenticate',
  category: 'broken',
  kinds: ['StatefulSet'],
  neighbours: ['ConfigMap'],
  messages: {
    default: {
      en: 'The master asks for a password (requirepass), and the replicas bring none: without masterauth replication is refused with NOAUTH.',
      ja: 'マスターはパスワードを求めますが（requirepass）、レプリカは渡していません。masterauth がないと、レプリケーションは NOAUTH で拒否されます。',
    },
    keyFile: {
      en: 'MongoDB does not start as a member of a replica set with authorization and without a key file: give it --keyFile.',
      ja: 'MongoDB は認可を有効にしたレプリカセットではキーファイルなしで起動しません。--keyFile を指定してください。',
    },
    short: {
      en: 'A node name with dots is a long one, and without RABBITMQ_USE_LONGNAME=true Erlang refuses it: the broker does not start.',
      ja: 'ドットを含むノード名は長い名前で、RABBITMQ_USE_LONGNAME=true がないと Erlang が拒否します。ブローカーは起動しません。',
    },
    long: {
      en: 'With RABBITMQ_USE_LONGNAME Erlang wants a host name with dots, and {name} has none: the broker does not start.',
      ja: 'RABBITMQ_USE_LONGNAME を使うとホスト名にドットが必要ですが、{name} にはありません。ブローカーは起動しません。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    for (const container of podStorage(effective).containers) {
      const base = container.init ? '' : (imageOf(container.json)?.base ?? '');
      const field = list(container.json['command']).length > 0 ? 'command' : 'args';
      const place = { path: [...container.path, field], at: 'key' as const };
      if (/^(?:redis|valkey|keydb)$/.test(base) && replicasOf(effective) > 1) {
        if (lacksMasterAuth(context, container)) yield place;
      } else if (/^(?:mongo|mongodb-community-server|percona-server-mongodb)$/.test(base)) {
        if (lacksKeyFile(container)) yield { ...place, message: 'keyFile' };
      } else if (/^rabbitmq$/.test(base)) {
        const name = envValue(container.json, 'RABBITMQ_NODENAME');
        const index = list(container.json['env']).findIndex((item) => get(item, 'name') === 'RABBITMQ_NODENAME');
        const path = [...container.path, 'env', index, 'value'];
        const long = envValue(container.json, 'RABBITMQ_USE_LONGNAME');
        const host = name?.split('@')[1];
        if (name === undefined || host === undefined || hasConfiguration(container)) continue;
        if (
          host.includes('.') &&
          (long === undefined ? !namesEnv(container.json, 'RABBITMQ_USE_LONGNAME') : long !== 'true')
        )
          yield { path, at: 'value', message: 'short' };
        else if (!host.includes('.') && !host.includes('$') && long === 'true')
          yield { path, at: 'value', message: 'long', params: { name } };
      }
    }
  },
});

function hasConfiguration({ json, mounts }: PodContainer): boolean {
  return list(json['envFrom']).length > 0 || mounts.some(({ mountPath }) => /rabbitmq-env\.conf$/.test(mountPath));
}

/** Redis as a fixed master and replicas, by its command line and mounted configuration. */
function lacksMasterAuth(context: RuleContext, container: PodContainer): boolean {
  if (list(container.json['envFrom']).length > 0) return false;
  const line = argvOf(container.json).join(' ');
  const replicates = /\b(?:replicaof|slaveof)\s+(?!no\s+one)\S/i;
  // a command may write its configuration, or leave the credentials to a client
  if (
    !/requirepass|replicaof|slaveof|\.conf/i.test(line) ||
    /masterauth|masteruser|aclfile|user\s+\w+\s+on/i.test(line)
  )
    return false;
  const files = filesOf(context, container);
  const config = files.map(({ content }) => withoutComments(content)).join('\n');
  const isWhole = !/\.conf\b/.test(line) || files.length > 0;
  const demands =
    optionValues(wordsOf(container.json), ['--requirepass']).length > 0 || /^[ \t]*requirepass\s+\S/m.test(config);
  return (
    isWhole &&
    demands &&
    (replicates.test(line) || /^[ \t]*(?:replicaof|slaveof)\s+\S/m.test(config)) &&
    !/masterauth|masteruser|aclfile/.test(config)
  );
}

function lacksKeyFile({ json }: PodContainer): boolean {
  const words = wordsOf(json);
  if (!words.some((word) => /^--replSet(?:=|$)/.test(word)) || list(json['envFrom']).length > 0) return false;
  if (
    words.some(
      (word) =>
        /^(?:--keyFile|--config|-f|--clusterAuthMode|--noauth|--transitionToAuth)(?:=|$)/.test(word) ||
        /keyfile/i.test(word),
    )
  )
    return false;
  const isOn = words.includes('--auth');
  // the image adds --auth where it starts the server itself
  const byImage = imageOf(json)?.repository === 'mongo' && list(json['command']).length === 0;
  return (
    isOn || (byImage && namesEnv(json, 'MONGO_INITDB_ROOT_USERNAME') && namesEnv(json, 'MONGO_INITDB_ROOT_PASSWORD'))
  );
}

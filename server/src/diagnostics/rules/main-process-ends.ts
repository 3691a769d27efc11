import type { Path } from '../../manifest/index';
import { imageOf } from '../knowledge/images';
import { argvOf, baseName, programOf, type Statement, shellCallOf, statementsOf } from '../knowledge/shell';
import { containers, type JsonObject, list } from '../read';
import { inspectionRule } from '../rule';

interface Ending {
  readonly message: 'default' | 'background' | 'once';
  readonly program: string;
}

/**
 * A container lives as long as its first process; containers of the two kinds are always restarted (`restartPolicy: Always`
 * is the only value). A program that goes to the background or has nothing more to do ends the container, again and again.
 */
export const mainProcessEnds = inspectionRule({
  id: 'main-process-ends',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: '{program} goes to the background here and its first process ends, and the container with it: it is restarted for ever. Start it in the foreground.',
      ja: 'この書き方では {program} がバックグラウンドに移り、最初のプロセスが終わるためコンテナも終わります。再起動が繰り返されます。フォアグラウンドで起動してください。',
    },
    background: {
      en: '{program} is put in the background by & and the script ends, and the container with it: it is restarted for ever. End with exec {program}, or with wait.',
      ja: '& で {program} をバックグラウンドに移した後スクリプトが終わるため、コンテナも終わり、再起動が繰り返されます。exec {program} か wait で終えてください。',
    },
    once: {
      en: 'Nothing keeps running after {program}: the container ends and is restarted for ever (CrashLoopBackOff). What is done once belongs in an init container.',
      ja: '{program} の後に動き続けるものがないため、コンテナは終了し、再起動が繰り返されます（CrashLoopBackOff）。一度だけの処理は init コンテナに書きます。',
    },
  },
  *check(context) {
    for (const { container, path, init } of containers(context.judgement.effective)) {
      if (init || container['stdin'] === true || container['tty'] === true) continue;
      const found = endingOf(container);
      if (!found) continue;
      const { message, program } = found;
      const field = list(container['command']).length > 0 ? 'command' : 'args';
      const told: Path = [...path, field];
      yield { path: told, at: 'key', message, params: { program } };
    }
  },
});

function endingOf(container: JsonObject): Ending | null {
  const argv = argvOf(container);
  if (argv.length === 0) return null;
  const hasCommand = list(container['command']).length > 0;
  const call = shellCallOf(argv);
  if (call) return call.rest.length > 0 ? null : ofScript(call.script, container);
  const words = hasCommand ? argv : withoutCommand(container, argv);
  if (words === null) return null;
  const line = words.join(' ');
  if (detaches(baseName(words[0] ?? ''), line, container))
    return { message: 'default', program: baseName(words[0] ?? '') };
  return hasCommand && endsAtOnce({ text: line, next: '' })
    ? { message: 'once', program: line.split(' ')[0] ?? '' }
    : null;
}

/** What starts where only args are written: official images put their server before flags and run other words as they are. */
function withoutCommand(container: JsonObject, argv: readonly string[]): readonly string[] | null {
  const image = imageOf(container);
  const server = image?.registry === 'docker.io' ? SERVERS[image.repository] : undefined;
  if (server === undefined) return null;
  return (argv[0] ?? '').startsWith('-') ? [server, ...argv] : argv;
}

const SERVERS: Readonly<Record<string, string>> = {
  redis: 'redis-server',
  'valkey/valkey': 'valkey-server',
  mongo: 'mongod',
  nginx: 'nginx',
  memcached: 'memcached',
  mysql: 'mysqld',
  cassandra: 'cassandra',
};

/** Anything that may go on for ever, or whose end is not the end of the script. */
const GOES_ON =
  /\b(?:while|until|wait|trap|tail|watch|inotifywait|exec|source|eval)\b|<<|\bfor\s*\(\(|\bsleep\s+(?:inf|\$|\d+[dh])/;

function ofScript(script: string, container: JsonObject): Ending | null {
  const statements = statementsOf(script);
  const last = statements.at(-1);
  if (!last) return null;
  const program = programOf(last.text);
  const waits = /\b(?:wait|tail|while|until|trap)\b/.test(script);
  if (!waits && /^(?:exec\s+)?[\w./-]+(?:\s|$)/.test(last.text) && !KEYWORD.test(last.text)) {
    if (/[^&>]&\s*$/.test(script)) return { message: 'background', program };
    if (detaches(program, last.text, container)) return { message: 'default', program };
  }
  if (GOES_ON.test(script) || KEYWORD.test(script)) return null;
  return statements.every(endsAtOnce) ? { message: 'once', program } : null;
}

const KEYWORD =
  /^\s*(?:if|then|else|fi|case|esac|for|do|done|\{|\}|\()|(?:^|[;\n]\s*)(?:if|case|for|function)\b|\(\)\s*\{/;

/** Programs that do one thing and end. */
const ONE_SHOT: ReadonlySet<string> = new Set(
  'sysctl echo printf cp mv rm mkdir rmdir chmod chown chgrp touch ln ls date env printenv true false : exit set export cd pwd umask ulimit test [ modprobe iptables ip6tables ipset install hostname whoami id uname sleep sync'.split(
    ' ',
  ),
);
/** Longest sleep, in seconds, that nobody takes for a way to keep a container up. */
const SHORT_SLEEP = 300;

function endsAtOnce({ text, next }: Statement): boolean {
  if (next === '|' || next === '&' || /\$\(|`/.test(text)) return false;
  const program = programOf(text);
  if (!ONE_SHOT.has(program)) return false;
  if (program !== 'sleep') return !/\/dev\/(?!null|stdout|stderr)|\bset\b.*--\s/.test(text);
  const [, amount, unit = 's'] = /\bsleep\s+(\d+)([sm]?)\s*$/.exec(text) ?? [];
  return amount !== undefined && Number(amount) * (unit === 'm' ? 60 : 1) <= SHORT_SLEEP;
}

/** Servers that go to the background when they are told to. */
const TOLD: Readonly<Record<string, RegExp>> = {
  'redis-server': /--daemonize[\s=]+["']?yes\b/,
  'valkey-server': /--daemonize[\s=]+["']?yes\b/,
  mongod: /\s--fork\b/,
  mongos: /\s--fork\b/,
  mysqld: /\s(?:--daemonize|-D)\b/,
  memcached: /\s(?:-d|--daemon)(?:\s|$)/,
  haproxy: /\s-D(?:\s|$)/,
  'zkServer.sh': /\sstart\s*$/,
  'kafka-server-start.sh': /\s-daemon\b/,
  elasticsearch: /\s(?:-d|--daemonize)(?:\s|$)/,
  opensearch: /\s(?:-d|--daemonize)(?:\s|$)/,
  'rabbitmq-server': /\s-detached\b/,
  pg_ctl: /\sstart\b/,
  pg_ctlcluster: /\sstart\b(?!.*(?:-f\b|--foreground))/,
  service: /\s(?:start|restart)\s*$/,
  systemctl: /\s(?:start|restart)\b/,
  'rc-service': /\s(?:start|restart)\s*$/,
  apachectl: /^(?!.*FOREGROUND).*\s(?:start|restart)\b/,
  apache2ctl: /^(?!.*FOREGROUND).*\s(?:start|restart)\b/,
  'catalina.sh': /\sstart\b/,
  'hadoop-daemon.sh': /\sstart\b/,
  hdfs: /\s--daemon\s+start\b/,
  yarn: /\s--daemon\s+start\b/,
};
/** Servers that go to the background unless they are told not to. */
const UNLESS: Readonly<Record<string, RegExp>> = {
  nginx: /daemon\s+off|\s-[tTvVhsc]\b/,
  cassandra: /\s-[a-zA-Z]*f|\s-v\b/,
  sshd: /\s-[a-zA-Z46]*[DdTt]/,
  rsyslogd: /\s-[a-zA-Z]*[nN]/,
  crond: /\s-[a-zA-Z]*[fndx]/,
  cron: /\s-[a-zA-Z]*f/,
  dnsmasq: /\s(?:-[a-zA-Z]*[kd]|--keep-in-foreground|--no-daemon|--test|--conf-file|-C)/,
  keepalived: /\s(?:-[a-zA-Z]*[nl]|--dont-fork|--log-console)/,
  chronyd: /\s-[a-zA-Z]*[dnqQ]/,
  named: /\s-[a-zA-Z]*[fgvV]/,
};

function detaches(program: string, line: string, container: JsonObject): boolean {
  if (Object.hasOwn(TOLD, program)) return TOLD[program]?.test(line) === true;
  if (!Object.hasOwn(UNLESS, program) || UNLESS[program]?.test(line) !== false) return false;
  // its own configuration may keep it in the foreground
  return program !== 'nginx' || !list(container['volumeMounts']).some((mount) => /nginx/.test(JSON.stringify(mount)));
}

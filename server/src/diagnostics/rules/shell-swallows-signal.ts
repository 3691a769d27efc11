import { argvOf, programOf, type Statement, shellCallOf, statementsOf, words } from '../knowledge/shell';
import { containers } from '../read';
import { inspectionRule } from '../rule';

/** Programs that stay in the foreground and have something to lose. */
const SERVERS =
  /^(?:redis-server|redis-sentinel|valkey-server|mongod|mongos|mysqld(?:_safe)?|mariadbd|postgres|docker-entrypoint\.sh|entrypoint\.sh|java|node|nginx|httpd|kafka-server-start(?:\.sh)?|zkServer\.sh|cassandra|elasticsearch|opensearch|etcd|consul|vault|nats-server|minio|rabbitmq-server|prometheus|clickhouse(?:-server)?|cockroach|influxd|memcached|haproxy|envoy|gunicorn|uvicorn|caddy|traefik|fluent-bit|fluentd|telegraf|vector|filebeat|promtail|loki|grafana-server|otelcol\S*|start\.sh|run\.sh)$/;
const BACKGROUND = /--daemonize|-daemon\b|--fork\b|\bstart$|--version|--help|-t$|check/;

const TRIFLE = /^(?:echo\b|exit\b|true$|:$|date\b|sleep\s+[\d.]{1,3}s?$)/;
const SETUP = /^\/(?:usr\/)?s?bin\/|\.sh\b|init|setup|migrat|prepare|config|install|wait/;

/**
 * The first process of a container gets the SIGTERM; a shell without a trap ignores it there and tells nobody (PID 1 in
 * pid_namespaces(7)). A shell replaces itself by the last simple command of its script, so what counts is what runs before
 * the end: in a pipeline, in the background, or with another command behind it.
 */
export const shellSwallowsSignal = inspectionRule({
  id: 'shell-swallows-signal',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'The shell stays the first process and does not pass SIGTERM on to {program}: it is killed at the end of the grace period instead of shutting down. Start it with exec, as the last command.',
      ja: 'シェルが最初のプロセスのまま残り、SIGTERM を {program} に伝えません。{program} は正常に終了できず、猶予の終わりに強制終了されます。最後のコマンドとして exec で起動してください。',
    },
  },
  *check(context) {
    for (const { container, path, init } of containers(context.judgement.effective)) {
      if (init) continue;
      const argv = argvOf(container);
      const call = shellCallOf(argv);
      if (
        !call ||
        call.wrapped ||
        !/[;&|\n]/.test(call.script) ||
        /\btrap\b|\bexec\b|\btini\b|dumb-init|supervisord|s6-svscan/.test(call.script)
      )
        continue;
      const program = swallowed(statementsOf(call.script));
      if (program === undefined) continue;
      const inCommand = words(container['command']).length;
      const place = call.index < inCommand ? ['command', call.index] : ['args', call.index - inCommand];
      yield { path: [...path, ...place], at: 'value', params: { program } };
    }
  },
});

/** The program that the signal does not reach; undefined where it does, or may. */
function swallowed(statements: readonly Statement[]): string | undefined {
  for (const [index, statement] of statements.entries()) {
    const last = index === statements.length - 1;
    const program = programOf(statement.text);
    const isServer = SERVERS.test(program) && !BACKGROUND.test(statement.text);
    // a pipeline that ends the script holds the container up, whatever runs in it
    const following = statements[index + 1];
    // what feeds tee runs on as long as the container does
    const fed = following && programOf(following.text) === 'tee' && index + 2 === statements.length;
    if (statement.next === '|' && (isServer || (fed && program !== ''))) return program;
    if (isServer && statement.next === '&' && waits(statements.slice(index + 1))) return program;
    // with a trifle behind it, the command before must be what runs on: else the container would end at once
    if (following && index + 2 === statements.length && TRIFLE.test(following.text) && runsOn(statement))
      return program;
    if (isServer && !last && [';', '&&', '||'].includes(statement.next) && following && !isBlockEnd(following))
      return program;
  }
  return undefined;
}

/** A program by its path, in the foreground, whose end the next command waits for. */
function runsOn({ text, next }: Statement): boolean {
  return next === ';' && /^\/\S+/.test(text) && !BACKGROUND.test(text) && !SETUP.test(text);
}

/** `fi`, `done` and the like follow the last command of a branch. */
function isBlockEnd({ text }: Statement): boolean {
  return /^(?:fi|done|esac|else|elif|\}|\)|;;|then)\b/.test(text);
}

function waits(after: readonly Statement[]): boolean {
  return after.some(({ text }) => /^wait\b|^tail\s+-[fF]|^sleep\s+(?:inf|\d{5,})/.test(text));
}

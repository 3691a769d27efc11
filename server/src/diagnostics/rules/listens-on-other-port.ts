import { type Probe, probesOf } from '../knowledge/probes';
import { argvOf, shellCallOf, words } from '../knowledge/shell';
import { containers, get, type JsonObject, list, number, text } from '../read';
import { inspectionRule } from '../rule';

/** Options and variables that say where a program serves; those of second listeners (health, metrics, admin) are not among them. */
const OPTION =
  /^--?(?:(?:web|http|server|https?-server)[.-])?(?:listen(?:[-.]?(?:addr(?:ess)?|port|on))?|addr(?:ess)?|bind(?:[-.]addr(?:ess)?)?|port)$/i;
const VARIABLE = /^(?:HTTP_|SERVER_|LISTEN_)?(?:PORT|LISTEN|LISTEN_ADDR(?:ESS)?|ADDR(?:ESS)?|BIND_ADDR(?:ESS)?)$/;
const ADDRESS = /^(?:\w+:\/\/)?(?:\[::\]|0\.0\.0\.0|\*)?:?(\d{2,5})\/?$/;
/** A sign of another listener, of a server that it only asks, or of settings that stand elsewhere. */
const ELSEWHERE =
  /admin|api|backend|config|connect|database|debug|endpoint|expos|health|host|live|manage|metric|monitor|peer|plugin|pprof|prob|proxy|ready|remote|rpc|server|stat|target|telemetr|upstream|ur[il]|user/i;

/**
 * What a container declares is a note: nothing makes the program listen there. Where it is told another port, and only the
 * declared one is probed, every probe is refused (`prober.runProbe`, all releases).
 */
export const listensOnOtherPort = inspectionRule({
  id: 'listens-on-other-port',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: '{option} makes the program listen on port {port}, but the container declares {declared} and the {probe} asks it there: it is refused every time.',
      ja: '{option} によりプログラムはポート {port} で待ち受けますが、コンテナが宣言しているのは {declared} で、{probe} もそこに問い合わせるため、毎回拒否されます。',
    },
  },
  *check(context) {
    for (const { container, path, init } of containers(context.judgement.effective)) {
      if (init) continue;
      const ports = list(container['ports']);
      const declared = number(get(ports[0], 'containerPort'));
      if (ports.length !== 1 || declared === undefined) continue;
      const probes = probesOf(container, path).filter(({ action, target }) => action !== 'exec' && !target['host']);
      const [probe] = probes;
      if (!probe || !probes.every((each) => portOf(each, ports[0]) === declared)) continue;
      const told = listenersOf(container);
      const [listener] = told;
      if (!listener || told.length > 1 || listener.port === declared) continue;
      if (mentions(container, declared) || hasOtherSettings(container, listener)) continue;
      yield {
        path: [...path, ...listener.path],
        at: 'value',
        params: { option: listener.written, port: listener.port, declared, probe: probe.kind },
      };
    }
  },
});

function portOf({ target }: Probe, declared: Parameters<typeof get>[0]): number | undefined {
  const port = target['port'];
  return port === text(get(declared, 'name')) ? number(get(declared, 'containerPort')) : number(port);
}

interface Listener {
  readonly port: number;
  readonly written: string;
  /** from the container */
  readonly path: readonly (string | number)[];
}

function listenersOf(container: JsonObject): readonly Listener[] {
  if (shellCallOf(argvOf(container))) return [];
  const found: Listener[] = [];
  const note = (written: string, value: string, path: Listener['path']): void => {
    const port = Number(ADDRESS.exec(value)?.[1]);
    if (port > 0) found.push({ port, written, path });
  };
  for (const field of ['command', 'args'] as const) {
    const told = words(container[field]);
    for (const [index, word] of told.entries()) {
      const equals = word.indexOf('=');
      const option = equals < 0 ? word : word.slice(0, equals);
      if (!OPTION.test(option)) continue;
      if (equals >= 0) note(word, word.slice(equals + 1), [field, index]);
      else note(`${word} ${told[index + 1]}`, told[index + 1] ?? '', [field, index + 1]);
    }
  }
  for (const [index, item] of list(container['env']).entries()) {
    const name = text(get(item, 'name')) ?? '';
    const value = text(get(item, 'value')) ?? '';
    if (VARIABLE.test(name)) note(`${name}=${value}`, value, ['env', index, 'value']);
  }
  return found;
}

function mentions(container: JsonObject, port: number): boolean {
  const written = new RegExp(`(?<!\\d)${port}(?!\\d)`);
  return (
    argvOf(container).some((word) => written.test(word)) ||
    list(container['env']).some((item) => written.test(text(get(item, 'value')) ?? ''))
  );
}

/** May the program serve on a port that is said somewhere else, or by default beside the one that it is told? */
function hasOtherSettings(container: JsonObject, { path, written }: Listener): boolean {
  if (list(container['envFrom']).length > 0) return true;
  const options = argvOf(container).filter((word) => word.startsWith('-') && !written.startsWith(word));
  if (options.some((word) => ELSEWHERE.test(word.replace(/=.*$/s, '')))) return true;
  // a variable says less than an option: the image has to look at it
  if (path[0] === 'env' && container['command'] === undefined && list(container['args']).length > 0) return true;
  return list(container['env']).some((item) => {
    const name = text(get(item, 'name')) ?? '';
    return (/PORT|ADDR|LISTEN|BIND/i.test(name) && !written.startsWith(`${name}=`)) || ELSEWHERE.test(name);
  });
}

/** Hosts that a container's script reaches before it goes on. */
import { get, type JsonObject, list, remembered, text } from '../read';
import { scriptOf } from './script';

/** The script with the container's own written variables put in, in each of their spellings. */
export const spelledOut = remembered((container: JsonObject): string => {
  let script = scriptOf(container);
  if (!script.includes('$')) return script;
  for (const item of list(container['env'])) {
    const [name, value] = [text(get(item, 'name')), text(get(item, 'value'))];
    if (name === undefined || value === undefined || !/^\w+$/.test(name)) continue;
    script = script.replace(new RegExp(`\\$(?:\\(${name}\\)|\\{${name}\\}|${name}\\b)`, 'g'), () => value);
  }
  return script;
});

/** Tools that need somebody who answers; a name alone is not enough for them. */
const CONNECTS =
  /\b(?:nc|ncat|netcat|curl|wget|telnet|pg_isready|psql|mysqladmin|mysql|mongosh?|redis-cli|valkey-cli|etcdctl|rabbitmq-diagnostics|kafka-topics(?:\.sh)?|cqlsh|wait[-_]for[\w.-]*|dockerize|wait4x|grpc_health_probe|\/dev\/tcp)\b|\/dev\/tcp\//;
const RESOLVES = /\b(?:nslookup|getent|dig|host|drill|ping)\b/;

export interface Reach {
  /** needs an answer (`connect`), or a name that is published (`resolve`) */
  readonly how: 'connect' | 'resolve';
}

/** How the script reaches a host, by the tools in it; null when it only names it. */
export function reachOf(script: string): Reach['how'] | null {
  if (CONNECTS.test(script)) return 'connect';
  return RESOLVES.test(script) ? 'resolve' : null;
}

const ESCAPE = /[.*+?^${}()|[\]\\]/g;

/** Is the host named as a word: `nginx`, `nginx:80`, `nginx.prod.svc`, `http://nginx/`, but not `web-0.nginx` or `/etc/nginx`? */
export function namesHost(script: string, host: string): boolean {
  const name = host.replace(ESCAPE, '\\$&');
  return new RegExp(`(?:^|[\\s"'\`=(@,]|//|/dev/tcp/)${name}(?:\\.[a-z0-9-]+)*(?=[\\s"'\`:/);,]|$)`).test(script);
}

/**
 * Ordinals of a set's pods that a script names: `web-2.nginx`, or `web-$i.nginx` in a loop over numbers.
 * @returns the ordinals, ascending
 */
export function ordinalsNamed(script: string, set: string): readonly number[] {
  const name = set.replace(ESCAPE, '\\$&');
  const found = new Set<number>();
  const direct = new RegExp(`(?<![\\w.-])${name}-(\\d{1,4})(?=[.:,\\s"'/]|$)`, 'g');
  for (const match of script.matchAll(direct)) found.add(Number(match[1]));
  const looped = new RegExp(`(?<![\\w.-])${name}-\\$\\{?(\\w+)\\}?(?=[.:\\s"'/]|$)`).exec(script)?.[1];
  if (looped !== undefined) {
    const values = new RegExp(`\\bfor\\s+${looped}\\s+in\\s+([^;\\n]+)`).exec(script)?.[1] ?? '';
    for (const value of listed(values)) found.add(value);
  }
  return [...found].sort((a, b) => a - b);
}

function listed(values: string): readonly number[] {
  const range = /\bseq\s+(\d+)\s+(\d+)|\{(\d+)\.\.(\d+)\}/.exec(values);
  if (range) return [Number(range[1] ?? range[3]), Number(range[2] ?? range[4])];
  return /^[\d\s]+$/.test(values) ? values.trim().split(/\s+/).map(Number) : [];
}

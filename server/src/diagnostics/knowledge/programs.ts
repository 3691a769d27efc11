/**
 * Programs that serve an endpoint only when their configuration says so, and how they are told. Sources: the manuals of the
 * programs, state of 2025; each row says from which version on it holds where that matters.
 */
import type { JsonObject } from '../read';
import { envValue, optionValues } from './commandLine';

/** What a program is told, as far as it is at hand. */
export interface Told {
  readonly container: JsonObject;
  readonly words: readonly string[];
  /** contents of its configuration files without comments; null: they are not (all) at hand */
  readonly config: string | null;
  readonly tag: readonly [major: number, minor: number] | null;
}

export interface Asked {
  /** of an HTTP request; null: another kind of probe */
  readonly path: string | null;
  readonly port: number;
}

/** Why a request gets no answer: the setting that is missing, and whether the program listens for itself alone. */
export interface Unserved {
  readonly setting: string;
  readonly loopback?: true;
}

export interface Program {
  /** last part of the image's name */
  readonly image: RegExp;
  readonly name: string;
  /** options that name the configuration file, or the directory that holds it */
  readonly options: readonly string[];
  /** where it looks when no option says so */
  readonly usual?: readonly string[];
  readonly unserved: (told: Told, asked: Asked) => Unserved | null;
}

const isFrom = ({ tag }: Told, major: number, minor: number): boolean =>
  tag !== null && (tag[0] > major || (tag[0] === major && tag[1] >= minor));

const ON = '["\']?(?:on|true|yes|1)["\']?\\s*$';
/** `HTTP_Server On`, `http_server: on` */
const setting = (name: string): RegExp => new RegExp(`^[ \\t]*${name}(?:\\s*[:=]\\s*|\\s+)${ON}`, 'im');
const FLUENT_HTTP = setting('http_server');
const FLUENT_HEALTH = setting('health_check');
const LOCAL = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::|$)/;

/** The block of a YAML mapping's key at the outermost level, or undefined. */
function section(yaml: string, key: string): string | undefined {
  return new RegExp(`^${key}:[^\\n]*\\n((?:[ \\t]+[^\\n]*\\n|[ \\t]*\\n)*)`, 'm').exec(`${yaml}\n`)?.[0];
}

function fluentBit({ words, config }: Told, { path, port }: Asked): Unserved | null {
  if (
    port !== 2020 ||
    words.some((word) => /^(?:-H|--http(?:_server)?|-P|--port|--http_port|-Y|--enable-hot-reload)\b/.test(word))
  )
    return null;
  if (config === null || /^[ \t]*@include|^[ \t]*includes:/im.test(config)) return null;
  // something else may listen there
  if (/^[ \t]*(?:port|listen)(?:\s*:\s*|\s+)2020\s*$/im.test(config)) return null;
  if (!FLUENT_HTTP.test(config)) return { setting: 'HTTP_Server On' };
  return path === '/api/v1/health' && !FLUENT_HEALTH.test(config) ? { setting: 'Health_Check On' } : null;
}

/** `--config` may hold a whole configuration, or the address of one. */
const ELSEWHERE = /^(?:env|yaml|https?|s3|confmap):/;

function collector(told: Told, { port }: Asked): Unserved | null {
  const { config, words } = told;
  if (config === null || port !== 13133 || words.some((word) => /^--set/.test(word))) return null;
  const named = optionValues(words, ['--config', '-config']);
  if (named.length === 0 || named.some((value) => ELSEWHERE.test(value)) || /\$\{(?:file|yaml|http)/.test(config))
    return null;
  const service = section(config, 'service');
  if (!service || /13133/.test(section(config, 'receivers') ?? '')) return null;
  const used = /^[ \t]+extensions:([^\n]*(?:\n\s+-[^\n]*)*)/m.exec(service)?.[1] ?? '';
  if (!/health_?check/.test(used)) return { setting: 'service.extensions: [health_check]' };
  const own = /^[ \t]+health_check(?:\/\w+)?:([^\n]*\n(?:\s{4,}[^\n]*\n)*)/m.exec(
    section(config, 'extensions') ?? '',
  )?.[1];
  if (own === undefined) return null;
  const endpoint = /endpoint:\s*["']?([^\s"'}]+)/.exec(own)?.[1];
  if (endpoint === undefined ? isFrom(told, 0, 104) : LOCAL.test(endpoint))
    return { setting: 'health_check: {endpoint: 0.0.0.0:13133}', loopback: true };
  return null;
}

function nats({ words, config, container }: Told, { port }: Asked): Unserved | null {
  // without arguments the image's own configuration serves it
  if (port !== 8222 || words.length === 0) return null;
  if (words.some((word) => /^(?:-m|-ms|--?https?_port)(?:=|$)/.test(word)) || envValue(container, 'NATS_HTTP_PORT'))
    return null;
  const named = optionValues(words, ['-c', '--config', '-config']);
  if (
    named.length > 0 &&
    (config === null || /^[ \t]*(?:include|["']?(?:https?|https?_port|monitor_port)\b)/m.test(config))
  )
    return null;
  return { setting: '-m 8222' };
}

function coreDns({ config }: Told, { path, port }: Asked): Unserved | null {
  if (config === null || path === null || /^[ \t]*import\b/m.test(config)) return null;
  const asks = path === '/ready' && port === 8181 ? 'ready' : path === '/health' && port === 8080 ? 'health' : null;
  if (asks === null) return null;
  return new RegExp(`^[ \\t]*${asks}\\b`, 'm').test(config) || config.includes(String(port)) ? null : { setting: asks };
}

function vector({ config, container }: Told, { port }: Asked): Unserved | null {
  if (config === null || port !== 8686 || envValue(container, 'VECTOR_API_ADDRESS')) return null;
  const api =
    section(config, 'api') ??
    /^\[api\]\n((?:[^[\n][^\n]*\n|\n)*)/m.exec(`${config}\n`)?.[1] ??
    config.match(/^[ \t]*api\.[^\n]*$/gm)?.join('\n');
  if (api === undefined) return config.includes('8686') ? null : { setting: 'api.enabled: true' };
  if (!/\benabled\s*[:=]\s*true/.test(api)) return { setting: 'api.enabled: true' };
  const address = /\baddress\s*[:=]\s*["']?([^\s"'}]+)/.exec(api)?.[1] ?? '';
  return LOCAL.test(address) ? { setting: 'api.address: 0.0.0.0:8686', loopback: true } : null;
}

function beats({ words, config }: Told, { port }: Asked): Unserved | null {
  if (port !== 5066 || config === null || words.some((word) => /http\.(?:enabled|host)/.test(word))) return null;
  const http = section(config, 'http') ?? config.match(/^[ \t]*http\.[^\n]*$/gm)?.join('\n') ?? '';
  if (!/enabled\s*:\s*true/.test(http)) return { setting: 'http.enabled: true' };
  const host = /host\s*:\s*["']?([^\s"']+)/.exec(http)?.[1] ?? 'localhost';
  return LOCAL.test(host) ? { setting: 'http.host: 0.0.0.0', loopback: true } : null;
}

function alloy({ words }: Told, { port }: Asked): Unserved | null {
  if (port !== 12345 || !words.includes('run')) return null;
  const [address = '127.0.0.1'] = optionValues(words, ['--server.http.listen-addr', '-server.http.listen-addr']);
  return LOCAL.test(address) ? { setting: '--server.http.listen-addr=0.0.0.0:12345', loopback: true } : null;
}

function traefik({ words, container }: Told, { path }: Asked): Unserved | null {
  if (path !== '/ping' || words.length === 0 || words.some((word) => /^--?(?:ping|configfile)\b/i.test(word)))
    return null;
  // a file, variables and arguments exclude each other
  const said = JSON.stringify([container['env'], container['envFrom'], container['volumeMounts']]);
  if (/TRAEFIK_PING|Ref"|\/etc\/traefik|\/config/.test(said)) return null;
  return { setting: '--ping=true' };
}

function fluentd({ config }: Told, { port }: Asked): Unserved | null {
  if (config === null || (port !== 24220 && port !== 24231) || /^[ \t]*@include/m.test(config)) return null;
  return config.includes(String(port)) || /@type\s+(?:monitor_agent|prometheus)\b/.test(config)
    ? null
    : { setting: port === 24220 ? '@type monitor_agent' : '@type prometheus' };
}

export const PROGRAMS: readonly Program[] = [
  {
    image: /^fluent-bit$/,
    name: 'Fluent Bit',
    options: ['-c', '--config'],
    usual: ['/fluent-bit/etc/fluent-bit.conf'],
    unserved: fluentBit,
  },
  {
    image: /^(?:opentelemetry-collector(?:-contrib|-k8s)?|otelcol(?:-contrib)?)$/,
    name: 'OpenTelemetry Collector',
    options: ['--config', '-config'],
    unserved: collector,
  },
  { image: /^nats$/, name: 'NATS', options: ['-c', '--config', '-config'], unserved: nats },
  { image: /^coredns$/, name: 'CoreDNS', options: ['-conf'], unserved: coreDns },
  {
    image: /^vector$/,
    name: 'Vector',
    options: ['-c', '--config', '--config-yaml', '--config-toml', '--config-dir', '-C'],
    unserved: vector,
  },
  {
    image: /^(?:file|metric|audit|packet|heart)beat(?:-oss|-wolfi)?$/,
    name: 'Beats',
    options: ['-c', '--c'],
    unserved: beats,
  },
  { image: /^alloy$/, name: 'Alloy', options: [], unserved: alloy },
  { image: /^traefik$/, name: 'Traefik', options: [], unserved: traefik },
  {
    image: /^fluentd$/,
    name: 'Fluentd',
    options: ['-c', '--config'],
    usual: ['/fluentd/etc/fluent.conf'],
    unserved: fluentd,
  },
];

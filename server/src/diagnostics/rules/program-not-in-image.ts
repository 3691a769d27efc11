import type { Path } from '../../manifest/index';
import { type Image, imageOf } from '../knowledge/images';
import { hooksOf, probesOf } from '../knowledge/probes';
import { baseName, programOf, shellCallOf, statementsOf, words } from '../knowledge/shell';
import { containers, type JsonObject } from '../read';
import { type Finding, inspectionRule } from '../rule';

/** Images that hold one program and no shell, as their publishers build them (tags with a debug variant are left out). */
const BARE =
  /^(?:gcr\.io\/distroless\/|cgr\.dev\/chainguard\/(?!wolfi-base|bash|busybox|git)|registry\.k8s\.io\/(?:pause$|sig-storage\/(?:csi-|livenessprobe|snapshot-controller)|coredns\/|metrics-server\/|kube-state-metrics\/)|quay\.io\/jetstack\/cert-manager-|docker\.io\/(?:otel\/opentelemetry-collector|fluent\/fluent-bit$|coredns\/coredns$|nats$|envoyproxy\/envoy-distroless)|cr\.fluentbit\.io\/fluent\/fluent-bit$|ghcr\.io\/open-telemetry\/opentelemetry-collector-releases\/)/;
const WITH_SHELL = /debug|alpine|busybox|-dev$|^dev$|windows|ubuntu|debian(?!\d*:)|ubi/;
/** Programs that every shell brings or that stand beside it, and that no bare image has. */
const TOOLS: ReadonlySet<string> = new Set(
  'sh bash ash dash cat ls test [ echo true false sleep wget curl grep awk sed ps pgrep pidof kill nc netcat find stat touch rm env printf date head tail wc tr cut sort expr timeout nslookup dig ping ss netstat'.split(
    ' ',
  ),
);
/** busybox has no bash and no curl; nor have plain alpine and the variants of official images that are built on it. */
const NOT_IN_BUSYBOX: ReadonlySet<string> = new Set(['bash', 'curl']);
/** Images of Prometheus on its own busybox. */
const ON_BUSYBOX =
  /^(?:prom|prometheus)\/(?:prometheus|alertmanager|node-exporter|blackbox-exporter|pushgateway|statsd-exporter|mysqld-exporter|snmp-exporter)$/;
const ALPINE_WITHOUT_BASH: ReadonlySet<string> = new Set(
  'alpine redis valkey/valkey nginx node python golang haproxy memcached httpd traefik eclipse-mosquitto'.split(' '),
);
const ALPINE_WITHOUT_CURL: ReadonlySet<string> = new Set(
  'postgres redis valkey/valkey memcached haproxy node python golang traefik eclipse-mosquitto'.split(' '),
);

/** Official images on Debian that bring no client for HTTP or plain sockets, and none of the tools of procps. */
const WITHOUT_CLIENTS: ReadonlySet<string> = new Set(['redis', 'valkey/valkey', 'postgres', 'memcached', 'haproxy']);
const CLIENTS: ReadonlySet<string> = new Set(
  'curl wget nc netcat telnet ps pgrep pkill top netstat ss ping nslookup dig'.split(' '),
);

/**
 * An exec probe, a hook and the container's own command run a program of the image, without a shell around it: what is not
 * there cannot be started (`ExecSync` and `CreateContainer` of the CRI; all releases).
 */
export const programNotInImage = inspectionRule({
  id: 'program-not-in-image',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'The image {image} has no {program}: this {what} fails every time. Use an HTTP, TCP or gRPC check instead.',
      ja: 'イメージ {image} に {program} はないため、この {what} は毎回失敗します。HTTP、TCP、gRPC の確認を使ってください。',
    },
    hook: {
      en: 'The image {image} has no {program}, so the {what} hook fails every time.',
      ja: 'イメージ {image} に {program} はないため、{what} フックは毎回失敗します。',
    },
    command: {
      en: 'The image {image} has no {program}, so the container cannot start.',
      ja: 'イメージ {image} に {program} はないため、コンテナを起動できません。',
    },
  },
  *check(context) {
    for (const { container, path } of containers(context.judgement.effective)) {
      const image = imageOf(container);
      const lacks = image && lackingOf(image);
      if (!image || !lacks) continue;
      const params = { image: image.repository };
      for (const probe of probesOf(container, path)) {
        const program = probe.action === 'exec' ? lacking(words(probe.target['command']), lacks) : undefined;
        if (program !== undefined)
          yield at([...probe.actionPath, 'command'], 'default', { ...params, program, what: probe.kind });
      }
      for (const hook of hooksOf(container, path)) {
        const program = hook.action === 'exec' ? lacking(words(hook.target['command']), lacks) : undefined;
        if (program !== undefined)
          yield at([...hook.actionPath, 'command'], 'hook', { ...params, program, what: hook.kind });
      }
      const program = startsWithout(container, lacks);
      if (program !== undefined) yield at([...path, 'command'], 'command', { ...params, program });
    }
  },
});

function at(path: Path, message: string, params: NonNullable<Finding['params']>): Finding {
  return { path, at: 'value', message, params };
}

type Lacks = (program: string) => boolean;

function lackingOf(image: Image): Lacks | null {
  const tag = image.tag ?? '';
  const full = `${image.registry}/${image.repository}`;
  if ((BARE.test(full) && !WITH_SHELL.test(tag)) || /(?:^|-)(?:distroless|scratch)(?:-|$)/.test(tag))
    return (program) => TOOLS.has(program);
  const { repository } = image;
  if (ON_BUSYBOX.test(repository) && ['docker.io', 'quay.io'].includes(image.registry))
    return (program) => NOT_IN_BUSYBOX.has(program);
  if (image.registry !== 'docker.io') return null;
  if (repository === 'busybox' || repository === 'alpine') return (program) => NOT_IN_BUSYBOX.has(program);
  if (/alpine/.test(tag)) {
    const [bash, curl] = [ALPINE_WITHOUT_BASH.has(repository), ALPINE_WITHOUT_CURL.has(repository)];
    return bash || curl ? (program) => (bash && program === 'bash') || (curl && program === 'curl') : null;
  }
  return WITHOUT_CLIENTS.has(repository) ? (program) => CLIENTS.has(program) : null;
}

/** The first program of a command that the image lacks; of a script only its own commands are looked at. */
function lacking(argv: readonly string[], lacks: Lacks): string | undefined {
  const [first] = argv;
  if (first === undefined) return undefined;
  if (lacks(baseName(first))) return baseName(first);
  const script = shellCallOf(argv)?.script;
  if (script === undefined || /\b(?:apk|apt-get|apt|yum|dnf)\b|command -v|which /.test(script)) return undefined;
  return statementsOf(script)
    .map((statement) => programOf(statement.text))
    .find(lacks);
}

/** The program that the container's own command starts; arguments alone go to the image's entry point. */
function startsWithout(container: JsonObject, lacks: Lacks): string | undefined {
  const command = words(container['command']);
  const [first] = command;
  return first !== undefined && lacks(baseName(first)) ? baseName(first) : undefined;
}

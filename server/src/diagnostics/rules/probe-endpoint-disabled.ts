import { namesEnv, optionValues, runsShell, wordsOf } from '../knowledge/commandLine';
import { imageOf } from '../knowledge/images';
import { fileAt, filesOfMount, withoutComments } from '../knowledge/mountedFiles';
import { execText, type Handler, httpPath, probesOf } from '../knowledge/probes';
import { type Asked, PROGRAMS, type Program } from '../knowledge/programs';
import { type PodContainer, podStorage } from '../knowledge/storage';
import { get, list, number, text } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

/**
 * Many programs serve their health endpoint only when they are told to, or on the loopback address only (see the manuals of
 * Fluent Bit, the OpenTelemetry Collector, NATS, CoreDNS, Vector, Beats, Alloy, Traefik, Fluentd). ZooKeeper 3.5 and later
 * answers four-letter words that are listed in `4lw.commands.whitelist`, by default only `srvr`.
 */
export const probeEndpointDisabled = inspectionRule({
  id: 'probe-endpoint-disabled',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  neighbours: ['ConfigMap'],
  messages: {
    default: {
      en: '{program} does not answer on port {port} as it is configured here, so this probe always fails: it takes “{setting}”.',
      ja: 'ここでの設定では {program} はポート {port} のこの要求に応答せず、このプローブは必ず失敗します。「{setting}」が必要です。',
    },
    loopback: {
      en: '{program} listens on port {port} for its own pod alone as it is configured here, and the kubelet asks from outside: the probe always fails. It takes “{setting}”.',
      ja: 'ここでの設定では {program} はポート {port} を Pod の中だけに開いています。kubelet は外から問い合わせるため、プローブは必ず失敗します。「{setting}」が必要です。',
    },
    words: {
      en: 'ZooKeeper refuses {word} unless it is listed, and by default only srvr is: this probe always fails. Set ZOO_4LW_COMMANDS_WHITELIST.',
      ja: 'ZooKeeper は許可リストにない {word} を拒否し、既定で許可されるのは srvr だけです。このプローブは必ず失敗します。ZOO_4LW_COMMANDS_WHITELIST を設定してください。',
    },
    password: {
      en: 'Redis asks for a password here and redis-cli brings none: the answer is NOAUTH and never PONG, so this probe always fails. Set REDISCLI_AUTH.',
      ja: 'この Redis はパスワードを求めますが、redis-cli は渡していません。応答は PONG ではなく NOAUTH になり、このプローブは必ず失敗します。REDISCLI_AUTH を設定してください。',
    },
    unauthorized: {
      en: 'With security on, {program} answers requests without credentials with 401: this probe always fails.',
      ja: 'セキュリティが有効な {program} は、認証情報のない要求に 401 を返します。このプローブは必ず失敗します。',
    },
  },
  *check(context) {
    for (const container of podStorage(context.judgement.effective).containers) {
      const { json, path } = container;
      const base = imageOf(json)?.base;
      const probes = base === undefined ? [] : probesOf(json, path);
      if (base === undefined || probes.length === 0) continue;
      const program = PROGRAMS.find(({ image }) => image.test(base));
      for (const probe of probes) {
        const found = program
          ? unserved(context, container, program, probe)
          : (unanswered(container, base, probe) ?? refused(container, base, probe));
        if (!found) continue;
        yield { path: probe.path, at: 'key', ...found };
        break;
      }
    }
  },
});

function unserved(context: RuleContext, container: PodContainer, program: Program, probe: Handler) {
  if (probe.action !== 'httpGet' && probe.action !== 'tcpSocket') return null;
  const { json } = container;
  if (runsShell(json)) return null;
  const port = portOf(probe, container);
  if (port === undefined) return null;
  const asked: Asked = { port, path: probe.action === 'httpGet' ? httpPath(probe) : null };
  const words = wordsOf(json);
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(imageOf(json)?.tag ?? '') ?? [];
  const tag = major === undefined ? null : ([Number(major), Number(minor)] as const);
  const found = program.unserved(
    { container: json, words, config: configOf(context, container, program, words), tag },
    asked,
  );
  // what asks its own loopback is answered there
  const onHost = get(context.judgement.effective, 'spec', 'template', 'spec', 'hostNetwork') === true;
  if (!found || (found.loopback && onHost && text(probe.target['host']) !== undefined)) return null;
  const params = { program: program.name, port, setting: found.setting };
  return { message: found.loopback ? 'loopback' : 'default', params };
}

/** The text of the files that the program reads; null where one of them is not at hand. */
function configOf(
  context: RuleContext,
  container: PodContainer,
  { options, usual }: Program,
  words: readonly string[],
) {
  const told = optionValues(words, options).map((value) => value.replace(/^file:/, ''));
  const paths = told.length > 0 ? told : (usual ?? []);
  const contents = paths.flatMap((path): (string | null)[] => {
    const file = fileAt(context, container, path);
    if (file) return [file.content];
    const mount = container.mounts.find(({ mountPath }) => mountPath === path.replace(/\/$/, ''));
    const files = mount && filesOfMount(context, mount);
    return files ? files.map(({ content }) => content) : [null];
  });
  if (contents.length === 0 || contents.includes(null)) return null;
  return withoutComments(contents.join('\n'));
}

function portOf(probe: Handler, { json }: PodContainer): number | undefined {
  const port = probe.target['port'];
  if (typeof port === 'number') return port;
  return number(
    get(
      list(json['ports']).find((each) => get(each, 'name') === port),
      'containerPort',
    ),
  );
}

const WORDS = /\b(ruok|mntr|stat|cons|isro|envi|conf|wchs)\b["']?\s*\|\s*(?:\S*\/)?(?:nc|ncat|netcat|busybox nc)\b/;

/** ZooKeeper and Redis, asked by their own clients: only where the probe looks at the answer. */
function unanswered({ json, mounts }: PodContainer, base: string, probe: Handler) {
  if (probe.action !== 'exec' || list(json['envFrom']).length > 0) return null;
  const script = execText(probe);
  if (base === 'zookeeper') {
    const word = WORDS.exec(script)?.[1];
    const looks = /imok|grep|==? |\[/.test(script);
    const isNew = /^v?3\.(?:[5-9]|\d\d)(?:\D|$)/.test(imageOf(json)?.tag ?? '');
    const said = `${wordsOf(json).join(' ')} ${JSON.stringify(json['env'] ?? [])}`;
    const configured =
      /4lw|zookeeper\.properties/i.test(said) || mounts.some(({ mountPath }) => /conf/.test(mountPath));
    if (word === undefined || !looks || !isNew || configured || /bitnami/.test(text(json['image']) ?? '')) return null;
    return { message: 'words', params: { word } };
  }
  if (/^(?:redis|valkey)$/.test(base)) {
    const asks = /(?:redis|valkey)-cli\b/.test(script) && /\bping\b/i.test(script) && /PONG/.test(script);
    const brings = /\s(?:-a|--pass|--user|-u)\b|REDISCLI_AUTH|auth/i.test(script) || namesEnv(json, 'REDISCLI_AUTH');
    const wants = optionValues(wordsOf(json), ['--requirepass']).some((value) => value !== '');
    return asks && !brings && wants && !/NOAUTH/.test(script) ? { message: 'password', params: {} } : null;
  }
  return null;
}

/** Elasticsearch with security, asked over HTTP without credentials. */
function refused({ json, mounts }: PodContainer, base: string, probe: Handler) {
  if (base !== 'elasticsearch' || probe.action !== 'httpGet' || list(probe.target['httpHeaders']).length > 0)
    return null;
  const said = JSON.stringify(json['env'] ?? []);
  const isOn = list(json['env']).some(
    (each) => get(each, 'name') === 'xpack.security.enabled' && get(each, 'value') === 'true',
  );
  if (
    !isOn ||
    /anonymous/.test(said) ||
    mounts.some(({ mountPath }) => /\/config(?:$|\/elasticsearch\.yml)/.test(mountPath))
  )
    return null;
  return probe.target['port'] === 9200 || /9200/.test(JSON.stringify(json['ports'] ?? []))
    ? { message: 'unauthorized', params: { program: 'Elasticsearch' } }
    : null;
}

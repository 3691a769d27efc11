import type { Json } from '../../apiServer/index';
import { nearestName } from '../../kubernetes/index';
import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { type Handler, hooksOf, probesOf } from '../knowledge/probes';
import { argvOf } from '../knowledge/shell';
import { enumerate } from '../message';
import { containers, get, type JsonObject, list, number, text } from '../read';
import { type Finding, inspectionRule, type RuleContext } from '../rule';

/**
 * A probe's port by name is looked up among the ports of its own container, by number it is asked as it is
 * (`ResolveContainerPort` in pkg/kubelet/prober and pkg/probe/util.go, all releases).
 */
export const probePortUnknown = inspectionRule({
  id: 'probe-port-unknown',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'No port of this container is called {port}, so the {what} always fails{known}.',
      ja: 'このコンテナに {port} という名前のポートはないため、{what} は必ず失敗します{known}。',
    },
    elsewhere: {
      en: 'The port {port} belongs to container {other}: the kubelet looks names up in the container of the {what} alone, so it always fails.',
      ja: 'ポート {port} はコンテナ {other} のものです。kubelet は {what} を持つコンテナの中だけで名前を探すため、必ず失敗します。',
    },
    number: {
      en: 'The {what} asks port {port}, but the container serves {ports}.',
      ja: '{what} はポート {port} に問い合わせますが、コンテナが提供するのは {ports} です。',
    },
    protocol: {
      en: 'The {what} connects over TCP, but the port {port} is {protocol}.',
      ja: '{what} は TCP で接続しますが、ポート {port} は {protocol} です。',
    },
  },
  *check(context) {
    const all = containers(context.judgement.effective);
    for (const { container, path, init } of all) {
      if (init && container['restartPolicy'] !== 'Always') continue;
      for (const handler of [...probesOf(container, path), ...hooksOf(container, path)]) {
        if (handler.action !== 'httpGet' && handler.action !== 'tcpSocket' && handler.action !== 'grpc') continue;
        // another host has ports of its own
        if (text(handler.target['host'])) continue;
        const port = handler.target['port'];
        if (typeof port === 'string') yield* checkName(context, all, container, handler, port);
        else if (typeof port === 'number') yield* checkNumber(context, all, container, path, handler, port);
      }
    }
  },
});

type Containers = ReturnType<typeof containers>;

function* checkName(
  context: RuleContext,
  all: Containers,
  container: JsonObject,
  handler: Handler,
  port: string,
): Generator<Finding> {
  const path = [...handler.actionPath, 'port'];
  const own = list(container['ports']).find((each) => get(each, 'name') === port);
  if (own !== undefined) {
    const protocol = text(get(own, 'protocol')) ?? 'TCP';
    if (protocol !== 'TCP') yield finding(path, handler, 'protocol', { port, protocol });
    return;
  }
  // a number in quotes is taken for one
  if (port === '' || /^\d+$/.test(port)) return;
  const names = tcpPorts(container).flatMap((each) => text(get(each, 'name')) ?? []);
  const other = all.find((each) => list(each.container['ports']).some((item) => get(item, 'name') === port));
  const shown = enumerate(names);
  yield {
    ...finding(path, handler, other ? 'elsewhere' : 'default', {
      port,
      other: text(other?.container['name']) ?? '',
      known:
        names.length === 0 ? { en: '', ja: '' } : { en: ` (it has ${shown.en})`, ja: `（あるのは ${shown.ja} です）` },
    }),
    fixes: () => {
      const meant = nearestName(port, names) ?? (names.length === 1 ? names[0] : undefined);
      if (meant === undefined || other !== undefined) return [];
      const kind = nearestName(port, names) === null ? 'alternative' : 'preferred';
      return fix(
        { en: `Ask port ${meant}`, ja: `ポート ${meant} に問い合わせる` },
        kind,
        mend(context).put(path, meant),
      );
    },
  };
}

/**
 * A number that nothing declares is no fault by itself: ports need not be declared. It is one where it is a slip of a
 * declared port that is named nowhere else.
 */
function* checkNumber(
  context: RuleContext,
  all: Containers,
  container: JsonObject,
  containerPath: Path,
  handler: Handler,
  port: number,
): Generator<Finding> {
  const declared = list(container['ports']);
  if (declared.length === 0) return;
  const path = [...handler.actionPath, 'port'];
  const own = declared.filter((each) => get(each, 'containerPort') === port);
  if (own.length > 0) {
    const protocols = own.map((each) => text(get(each, 'protocol')) ?? 'TCP');
    const [protocol] = protocols;
    if (protocol !== undefined && !protocols.includes('TCP') && handler.action === 'tcpSocket')
      yield finding(path, handler, 'protocol', { port, protocol });
    return;
  }
  const numbers = tcpPorts(container).flatMap((each) => number(get(each, 'containerPort')) ?? []);
  const meant = nearNumber(port, numbers);
  if (meant === undefined || all.some((each) => mentions(each.container, port))) return;
  if (!isMeant(handler, port, meant, declared, probesOf(container, containerPath))) return;
  yield {
    ...finding(path, handler, 'number', { port, ports: enumerate(numbers.map(String)) }),
    fixes: () =>
      fix(
        { en: `Ask port ${meant}`, ja: `ポート ${meant} に問い合わせる` },
        'alternative',
        mend(context).put(path, meant),
      ),
  };
}

/**
 * Is the declared port the one that probes are for? Health ports are often the neighbours of declared ones and need not be
 * declared: only a port that says so by its name, or that another probe asks, shows that the number is a slip.
 */
function isMeant(
  handler: Handler,
  port: number,
  meant: number,
  declared: readonly Json[],
  probes: readonly Handler[],
): boolean {
  const name =
    text(
      get(
        declared.find((each) => get(each, 'containerPort') === meant),
        'name',
      ),
    ) ?? '';
  const others = probes.filter((each) => each.kind !== handler.kind).map((each) => each.target['port']);
  if (others.includes(port)) return false;
  return HEALTH.test(name) || others.includes(meant) || (name !== '' && others.includes(name));
}

const HEALTH = /health|probe|live|ready|status/;

function finding(path: Finding['path'], handler: Handler, message: string, params: NonNullable<Finding['params']>) {
  return { path, at: 'value' as const, message, params: { what: handler.kind, ...params } };
}

function tcpPorts(container: JsonObject) {
  return list(container['ports']).filter((each) => (text(get(each, 'protocol')) ?? 'TCP') === 'TCP');
}

/** The one declared port when only one is, or one that differs by one digit or by two that changed places. */
function nearNumber(port: number, declared: readonly number[]): number | undefined {
  const slip = declared.find((each) => isSlip(String(port), String(each)));
  return slip;
}

function isSlip(a: string, b: string): boolean {
  if (a.length !== b.length || a.length < 4) return false;
  const differ = [...a].flatMap((digit, index) => (digit === b[index] ? [] : [index]));
  const [first, second] = differ;
  if (first === undefined) return false;
  return (
    differ.length === 1 ||
    (differ.length === 2 && second === first + 1 && a[first] === b[second] && a[second] === b[first])
  );
}

/** Is the number written anywhere in what the container is told or declares? */
function mentions(container: JsonObject, port: number): boolean {
  const number = new RegExp(`(?<!\\d)${port}(?!\\d)`);
  const env = list(container['env']).flatMap((each) => text(get(each, 'value')) ?? []);
  return (
    list(container['ports']).some((each) => get(each, 'containerPort') === port) ||
    [...argvOf(container), ...env].some((word) => number.test(word))
  );
}

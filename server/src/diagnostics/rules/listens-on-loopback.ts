import type { Path } from '../../manifest/index';
import { targetOf } from '../knowledge/ports';
import { type Probe, probesOf } from '../knowledge/probes';
import { shellCallOf, words } from '../knowledge/shell';
import { containers, get, type JsonObject, list, number, object, podTemplateOf, text } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

const OPTION = /^--?[\w.-]*(?:listen|bind|addr|address)[\w.-]*$/i;
const VARIABLE = /(?:^|_)(?:LISTEN|BIND)(?:_?ADDR(?:ESS)?)?$|^(?:HTTP_|SERVER_)?ADDR(?:ESS)?$/;
const LOOPBACK = /^(?:\w+:\/\/)?(?:127\.0\.0\.1|localhost|\[::1\]):(\d{2,5})\/?$/;
const HERE = /^(?:127\.0\.0\.1|localhost|::1)$/;
/** Options that say where everything listens, ports aside. */
const BIND = /^--?(?:bind|bind[-_]ip|bind[-_]address)$/;

/**
 * The kubelet probes a pod at its own address (`GetHTTPProbe…`, `tcpProber`, all releases; `host` says otherwise), where a
 * program that listens on the loopback address alone is not to be found: connection refused.
 */
export const listensOnLoopback = inspectionRule({
  id: 'listens-on-loopback',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  neighbours: ['Service'],
  messages: {
    service: {
      en: '{option} makes the program listen on the loopback address alone, and Service {probe} sends to the address of the pod: every connection is refused.',
      ja: '{option} によりプログラムはループバックアドレスだけで待ち受けますが、Service {probe} は Pod のアドレスに送るため、すべての接続が拒否されます。',
    },
    default: {
      en: '{option} makes the program listen on the loopback address alone, and the {probe} comes to the address of the pod: it is refused every time.',
      ja: '{option} によりプログラムはループバックアドレスだけで待ち受けますが、{probe} は Pod のアドレスに届くため、毎回拒否されます。',
    },
  },
  *check(context) {
    for (const { container, path } of containers(context.judgement.effective)) {
      const probes = probesOf(container, path).filter(isRemote);
      if (probes.length === 0 && list(container['ports']).length === 0) continue;
      for (const { option, value, at } of settingsOf(container)) {
        const addresses = value.split(',');
        const local = addresses.flatMap((each) => LOOPBACK.exec(each.trim())?.[1] ?? []).map(Number);
        // another address of the list may serve the same port
        const all = BIND.test(option) && addresses.every((each) => HERE.test(each.trim()));
        if (local.length < addresses.length && !all) continue;
        const probe = probes.find((each) => all || local.includes(portOf(each, container) ?? 0));
        const service = probe ? undefined : serviceTo(context, container, local);
        if (!probe && service === undefined) continue;
        yield {
          path: [...path, ...at],
          at: 'value',
          ...(probe ? {} : { message: 'service' }),
          params: { option: `${option}=${value}`, probe: probe?.kind ?? service ?? '' },
        };
      }
    }
  },
});

/** Does the probe come over the network, to the pod's address? */
function isRemote({ action, target }: Probe): boolean {
  return action !== 'exec' && target['host'] === undefined;
}

function portOf({ target }: Probe, container: JsonObject): number | undefined {
  const port = target['port'];
  if (typeof port === 'number') return port;
  const named = list(container['ports']).find((item) => get(item, 'name') === text(port));
  return number(get(named, 'containerPort'));
}

/** The name of a Service of these pods that leads to one of the container's declared ports. */
function serviceTo(
  { neighbours, object: of, judgement }: RuleContext,
  container: JsonObject,
  ports: readonly number[],
): string | undefined {
  const declared = list(container['ports']).filter((each) => ports.includes(number(get(each, 'containerPort')) ?? 0));
  if (declared.length === 0) return undefined;
  const labels = podTemplateOf(judgement.effective, of.kind)?.labels ?? {};
  return neighbours
    .selecting('Service', labels, of)
    .filter(({ near }) => near !== 'workspace')
    .find(({ json }) =>
      list(get(json, 'spec', 'ports')).some((each) => {
        const target = targetOf(object(each) ?? {});
        return (
          target !== undefined &&
          declared.some((port) => target === get(port, 'containerPort') || target === get(port, 'name'))
        );
      }),
    )?.object.name;
}

interface Setting {
  readonly option: string;
  readonly value: string;
  /** from the container */
  readonly at: Path;
}

function settingsOf(container: JsonObject): readonly Setting[] {
  const options = (['command', 'args'] as const).flatMap((field) => {
    const told = words(container[field]);
    if (shellCallOf(told)) return [];
    return optionsOf(told).map(({ option, value, index }) => ({ option, value, at: [field, index] }));
  });
  const variables = list(container['env']).flatMap((item, index): Setting[] => {
    const option = text(get(item, 'name')) ?? '';
    const value = text(get(item, 'value'));
    return value && VARIABLE.test(option) ? [{ option, value, at: ['env', index, 'value'] }] : [];
  });
  return [...options, ...variables];
}

interface Option {
  readonly option: string;
  readonly value: string;
  readonly index: number;
}

function optionsOf(told: readonly string[]): readonly Option[] {
  return told.flatMap((word, index): Option[] => {
    const equals = word.indexOf('=');
    const option = equals < 0 ? word : word.slice(0, equals);
    if (!OPTION.test(option)) return [];
    if (equals >= 0) return [{ option, value: word.slice(equals + 1), index }];
    const value = told[index + 1];
    return value === undefined || value.startsWith('-') ? [] : [{ option, value, index: index + 1 }];
  });
}

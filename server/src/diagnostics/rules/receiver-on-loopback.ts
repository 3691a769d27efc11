import type { Path } from '../../manifest/index';
import { configMapsOf, targetOf } from '../knowledge/ports';
import { get, list, number, object, podTemplateOf, stringMap, text } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

const LOOPBACK = /(?:127\.0\.0\.1|localhost|\[::1\])/;
/** What a collector of others' data listens to, in the settings of OpenTelemetry, Vector, Telegraf, Logstash and Promtail. */
const ENDPOINT =
  /^\s*(?:-\s*)?["']?(?:endpoint|address|listen|listen_address|service_address|bind)["']?\s*[:=]\s*["']?(?:\w+:\/\/)?(?:127\.0\.0\.1|localhost|\[::1\]):(\d{2,5})\b/;
const RECEIVERS = /^(?:(?:receivers|sources)\s*:|\[+(?:sources|inputs)\.)/;

/**
 * A receiver on the loopback address hears the containers of its own pod alone; what a Service or a hostPort brings comes
 * to the address of the pod. Told where the pods declare the port and something of the files leads to it.
 */
export const receiverOnLoopback = inspectionRule({
  id: 'receiver-on-loopback',
  category: 'broken',
  kinds: ['ConfigMap'],
  neighbours: ['StatefulSet', 'DaemonSet', 'Service'],
  messages: {
    default: {
      en: 'The receiver listens on the loopback address of the pod alone (port {port}), and {from} sends to the address of the pod: nothing ever arrives.',
      ja: 'このレシーバーは Pod のループバックアドレス（ポート {port}）だけで待ち受けますが、{from} は Pod のアドレスに送るため、何も届きません。',
    },
  },
  *check(context) {
    for (const [key, content] of Object.entries(stringMap(get(context.judgement.effective, 'data')))) {
      if (!LOOPBACK.test(content)) continue;
      for (const port of receiversOf(content)) {
        const from = senderTo(context, port);
        if (from === null) continue;
        const path: Path = ['data', key];
        yield { path, at: 'key', params: { port, from } };
        break;
      }
    }
  },
});

/** Ports on which receivers listen for the own pod alone. */
function receiversOf(content: string): readonly number[] {
  const found: number[] = [];
  let inside = false;
  for (const line of content.split('\n')) {
    if (/^\s*#/.test(line)) continue;
    const port = inside ? ENDPOINT.exec(line)?.[1] : undefined;
    if (port !== undefined) found.push(Number(port));
    else if (/^[[\w]/.test(line) && !/^\w+\s*=/.test(line)) inside = RECEIVERS.test(line);
  }
  // one that listens elsewhere, too, is heard
  return found.filter((port) => !new RegExp(`(?:0\\.0\\.0\\.0|\\[::\\]|\\}|["'\\s]):${port}\\b`).test(content));
}

/** What leads to the port of the pods that mount the map: a Service's name, or the port of the host. */
function senderTo({ neighbours, object: map }: RuleContext, port: number): string | null {
  for (const kind of ['StatefulSet', 'DaemonSet'] as const) {
    for (const { json, near, object: set } of neighbours.ofKind(kind, map)) {
      const template = podTemplateOf(json, kind);
      if (!template || near === 'workspace' || template.spec['hostNetwork'] === true) continue;
      if (!configMapsOf(template.spec).includes(map.name)) continue;
      const declared = list(template.spec['containers'])
        .flatMap((container) => list(get(container, 'ports')))
        .find((each) => number(get(each, 'containerPort')) === port);
      if (declared === undefined) continue;
      if (number(get(declared, 'hostPort'))) return `hostPort ${number(get(declared, 'hostPort'))}`;
      const name = text(get(declared, 'name'));
      for (const service of neighbours.selecting('Service', template.labels, set)) {
        const leads = list(get(service.json, 'spec', 'ports')).some((each) => {
          const target = targetOf(object(each) ?? {});
          return target === port || (target !== undefined && target === name);
        });
        if (leads) return `Service ${service.object.name}`;
      }
    }
  }
  return null;
}

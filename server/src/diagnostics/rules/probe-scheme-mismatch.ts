import { fix, mend } from '../fixing';
import { probesOf } from '../knowledge/probes';
import { containers, get, list, nodeOf, number, text } from '../read';
import { inspectionRule } from '../rule';

/** Ports that speak TLS by their number alone. */
const TLS_PORTS: ReadonlySet<number> = new Set([443, 6443, 10250, 10257, 10259]);
const PLAIN_PORTS: ReadonlySet<number> = new Set([80]);

/**
 * An HTTP probe speaks HTTP unless `scheme` says HTTPS (`SetDefaults_HTTPGetAction`); a TLS server answers it with 400 or
 * closes the connection, and a plain one does not understand TLS.
 */
export const probeSchemeMismatch = inspectionRule({
  id: 'probe-scheme-mismatch',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'The {what} speaks plain HTTP to the port {port}, which serves HTTPS: it fails every time. Set scheme: HTTPS.',
      ja: '{what} は HTTPS のポート {port} に平文の HTTP で接続するため、毎回失敗します。scheme: HTTPS を設定してください。',
    },
    plain: {
      en: 'The {what} speaks HTTPS to the port {port}, which serves plain HTTP: it fails every time.',
      ja: '{what} は平文の HTTP のポート {port} に HTTPS で接続するため、毎回失敗します。',
    },
  },
  *check(context) {
    for (const { container, path } of containers(context.judgement.effective)) {
      for (const probe of probesOf(container, path)) {
        if (probe.action !== 'httpGet' || text(probe.target['host'])) continue;
        const secure = probe.target['scheme'] === 'HTTPS';
        const { name, port } = portOf(container, probe.target['port']);
        // the name is what its author says; the number alone says it only for the well-known ones
        const tls = name === 'https' || (name === undefined && port !== undefined && TLS_PORTS.has(port));
        const plain = name === 'http' || (name === undefined && port !== undefined && PLAIN_PORTS.has(port));
        const message = tls && !secure ? 'default' : plain && secure ? 'plain' : undefined;
        if (message === undefined) continue;
        const place = [...probe.actionPath, 'scheme'];
        yield {
          path: nodeOf(context.object.root, place) ? place : [...probe.actionPath, 'port'],
          at: 'value',
          message,
          params: { what: probe.kind, port: name ?? port ?? '' },
          fixes: () =>
            message === 'default'
              ? fix(
                  { en: 'Set scheme: HTTPS', ja: 'scheme: HTTPS を設定する' },
                  'alternative',
                  mend(context).put(place, 'HTTPS'),
                )
              : fix({ en: 'Use HTTP', ja: 'HTTP にする' }, 'alternative', mend(context).put(place, 'HTTP')),
        };
      }
    }
  },
});

type Port = { readonly name: string | undefined; readonly port: number | undefined };

function portOf(container: Parameters<typeof get>[0], asked: Parameters<typeof get>[0]): Port {
  const declared = list(get(container, 'ports')).find(
    (each) => get(each, 'name') === asked || get(each, 'containerPort') === asked,
  );
  return {
    name: text(get(declared, 'name')) ?? (typeof asked === 'string' ? asked : undefined),
    port: number(get(declared, 'containerPort')) ?? number(asked),
  };
}

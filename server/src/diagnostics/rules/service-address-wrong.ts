import { fix, mend } from '../fixing';
import { POD_OWNERS } from '../knowledge/companions';
import { isHeadless, serviceSelectorOf } from '../knowledge/governing';
import { type Said, saidIn } from '../knowledge/podNames';
import { declaredPorts, mayServe, targetOf } from '../knowledge/ports';
import { enumerate } from '../message';
import { writtenNamespace } from '../namespaces';
import { object as asObject, get, type JsonObject, list, nodeOf, number, podTemplateOf } from '../read';
import { closest } from '../resources';
import { type Finding, inspectionRule, type Resource, type RuleContext } from '../rule';

const LABEL = '[a-z](?:[a-z0-9-]*[a-z0-9])?';
/** `loki:3100`, `loki.logging:3100`, `loki.logging.svc`, `loki.logging.svc.cluster.local:3100` */
const ADDRESS = new RegExp(
  `(?<=^|[\\s=,@"'\`\\[(;|]|://)(${LABEL})(?:\\.(${LABEL}))?(\\.svc(?:\\.[a-z0-9.-]*[a-z0-9])?)?(?::(\\d{1,5}))?(?![\\w.:-])`,
  'g',
);

/** Owners (`chown redis:1000`) and images (`redis:7`) look alike. */
const NO_ADDRESS = /chown|chgrp|user|owner|image|tag\b|version/i;

/**
 * A Service answers on the ports that it lists, under its name in its own namespace (DNS specification of Kubernetes, 2.3).
 * Looks at the addresses of Services of the workspace that the containers of a set are told.
 */
export const serviceAddressWrong = inspectionRule({
  id: 'service-address-wrong',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  neighbours: ['Service', ...POD_OWNERS],
  messages: {
    default: {
      en: 'Service {service} has no port {port} (there is {known}): connections to {written} fail.',
      ja: 'Service {service} にポート {port} がありません（あるのは {known}）。{written} への接続は失敗します。',
    },
    namespace: {
      en: '{written} does not resolve: Service {service} is in namespace {namespace}.',
      ja: '{written} は解決できません。Service {service} の名前空間は {namespace} です。',
    },
    from: {
      en: '{written} is looked up in namespace {own}, and Service {service} is in {namespace}: the name needs its namespace, as in {service}.{namespace}.',
      ja: '{written} は名前空間 {own} で探されますが、Service {service} は {namespace} にあります。{service}.{namespace} のように名前空間が必要です。',
    },
  },
  *check(context) {
    const { object, judgement } = context;
    const template = podTemplateOf(judgement.effective, object.kind);
    if (!template) return;
    const seen = new Set<string>();
    for (const said of saidIn(template.spec, [...template.path, 'spec'])) {
      if (said.text.length > 4000 || NO_ADDRESS.test(said.variable ?? said.text)) continue;
      for (const match of said.text.matchAll(ADDRESS)) {
        const [written, service, namespace, svc, port] = match;
        // a bare word is a host only with a port, or after a scheme
        if (service === undefined || (svc === undefined && port === undefined)) continue;
        const key = said.path.join('.');
        if (seen.has(key)) continue;
        const finding = wrong(context, said, { written, service, namespace, full: svc !== undefined, port });
        if (!finding) continue;
        seen.add(key);
        yield finding;
      }
    }
  },
});

interface Address {
  readonly written: string;
  readonly service: string;
  readonly namespace: string | undefined;
  readonly full: boolean;
  readonly port: string | undefined;
}

function wrong(context: RuleContext, said: Said, address: Address): Finding | null {
  const { written, service, namespace, full, port } = address;
  if (full && namespace === undefined) return null;
  const found = closest(context.neighbours.namedAnywhere('Service', service)).filter(
    ({ near }) => near !== 'workspace',
  );
  const [only, ...more] = found;
  if (!only || more.length > 0) return null;
  const at = { path: said.path, at: 'value' } as const;
  const own = writtenNamespace(context.object);
  const where = only.namespace;
  // two words without svc may be a name of public DNS
  if (namespace !== undefined && !full && namespace !== where) return null;
  if (namespace !== undefined && where !== null && namespace !== where)
    return {
      ...at,
      message: 'namespace',
      params: { written, service, namespace: where },
      fixes: () => replaced(context, said, written, written.replace(`${service}.${namespace}`, `${service}.${where}`)),
    };
  if (namespace === undefined && where !== null && own !== null && own !== where) {
    const scheme = said.text.includes(`://${written}`);
    if (!scheme) return null;
    return {
      ...at,
      message: 'from',
      params: { written, service, own, namespace: where },
      fixes: () => replaced(context, said, written, written.replace(service, `${service}.${where}`)),
    };
  }
  if (port === undefined) return null;
  if (!full && Number(port) < 80 && !said.text.includes(`://${written}`)) return null;
  const ports = portsOf(context, only, Number(port));
  if (ports.length === 0 || ports.includes(Number(port))) return null;
  const [single, ...others] = ports;
  return {
    ...at,
    params: { written, service, port, known: enumerate(ports.map(String)) },
    fixes: () =>
      single !== undefined && others.length === 0
        ? replaced(context, said, written, written.replace(`:${port}`, `:${single}`))
        : [],
  };
}

/** The ports on which the Service answers: of a headless one also those of its pods. */
function portsOf({ neighbours }: RuleContext, { json, object: service }: Resource, asked: number): readonly number[] {
  const listed = list(get(json, 'spec', 'ports'));
  const ports = listed.flatMap((each) => number(get(each, 'port')) ?? []);
  if (get(json, 'spec', 'type') === 'ExternalName') return [];
  if (!isHeadless(json)) return ports;
  const targets = listed.flatMap((each) => {
    const port = asObject(each);
    const target = port ? targetOf(port) : undefined;
    return typeof target === 'number' ? [target] : [];
  });
  const labels = serviceSelectorOf(json);
  const behind =
    Object.keys(labels).length > 0 ? neighbours.selectedBy({ matchLabels: labels }, service, POD_OWNERS) : [];
  // what pods serve that are not here is not known
  if (behind.length === 0) return [];
  const specs = behind.flatMap((each): JsonObject[] => {
    const template = podTemplateOf(each.json, each.object.kind);
    return template ? [template.spec] : [];
  });
  if (specs.some((spec) => mayServe(spec, asked))) return [];
  const declared = specs.flatMap((spec) => declaredPorts(spec, []).map((port) => port.number));
  return [...new Set([...ports, ...targets, ...declared])];
}

function replaced(context: RuleContext, said: Said, written: string, meant: string) {
  const node = nodeOf(context.object.root, said.path);
  if (node?.kind !== 'scalar' || node.source.split(written).length !== 2) return [];
  return fix(
    { en: `Use ${meant}`, ja: `${meant} にする` },
    'preferred',
    mend(context).write(said.path, node.source.replace(written, meant)),
  );
}

import type { Json } from '../../apiServer/index';
import type { Path } from '../../manifest/index';
import { same } from '../knowledge/templateChange';
import { enumerate } from '../message';
import { get, type JsonObject, list, nodeOf, number, object, podTemplateOf, stringMap, text } from '../read';
import { closest, selectorOf } from '../resources';
import { type Finding, inspectionRule, type Resource, type RuleContext } from '../rule';
import { unmet } from '../selectors';

/**
 * A Service changes at once, pods one by one. Until the rollout has reached them, running pods have the old labels and
 * ports (endpoints controller: labels and ports of each pod decide), so a Service that asks for the new ones loses them.
 */
export const serviceAheadOfPods = inspectionRule({
  id: 'service-ahead-of-pods',
  category: 'risk',
  kinds: ['Service', 'PodDisruptionBudget', 'NetworkPolicy'],
  neighbours: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'The Service asks for {labels} at once, and the running pods of {kind} {name} get it only when the rollout reaches them: until then it has no endpoints there.',
      ja: 'Service はすぐに {labels} を求めますが、{kind} {name} の動作中の Pod に付くのはロールアウトが届いたときです。それまでエンドポイントになりません。',
    },
    port: {
      en: 'The Service sends to {port} at once, and the running pods of {kind} {name} serve it only when the rollout reaches them: until then connections to them fail.',
      ja: 'Service はすぐに {port} へ送りますが、{kind} {name} の動作中の Pod がそのポートで待ち受けるのはロールアウトが届いた後です。それまで接続に失敗します。',
    },
    selects: {
      en: 'The {selecting} selects by {labels} at once, and the running pods of {kind} {name} get it only when the rollout reaches them: until then it does not cover them.',
      ja: '{selecting} はすぐに {labels} で選択しますが、{kind} {name} の動作中の Pod に付くのはロールアウトが届いたときです。それまで対象になりません。',
    },
  },
  *check(context) {
    const { old, stored, object: manifest } = context;
    if (!old || !stored) return;
    const [before, after] = [old.judgement.effective, context.judgement.effective];
    if (manifest.kind !== 'Service') {
      yield* selectsAhead(context, object(before) ?? {}, object(after) ?? {});
      return;
    }
    const selectorChanges = !same(get(before, 'spec', 'selector'), get(after, 'spec', 'selector'));
    const portsChange = !same(get(before, 'spec', 'ports'), get(after, 'spec', 'ports'));
    if (!selectorChanges && !portsChange) return;
    const selector = stringMap(get(after, 'spec', 'selector'));
    if (Object.keys(selector).length === 0) return;
    const workloads = closest(
      context.neighbours.selectedBy({ matchLabels: selector }, manifest, ['StatefulSet', 'DaemonSet']),
    );
    for (const workload of workloads) {
      const { kind, name } = workload.object;
      const [running] = closest(stored.named(kind, name, manifest));
      const finding = running && ahead(workload, running, { before, after, selectorChanges });
      if (!finding) continue;
      yield { ...finding, at: 'value', params: { ...finding.params, kind, name } };
      return;
    }
  },
});

/** A budget or policy whose selector only the new template fulfils. */
function* selectsAhead(context: RuleContext, before: JsonObject, after: JsonObject): Iterable<Finding> {
  const { object: manifest, neighbours, stored } = context;
  const [from, to] = [selectorOf(before, manifest.kind), selectorOf(after, manifest.kind)];
  if (!from || !to || !stored || same(from, to)) return;
  for (const workload of closest(neighbours.selectedBy(to, manifest, ['StatefulSet', 'DaemonSet']))) {
    const { kind, name } = workload.object;
    const [running] = closest(stored.named(kind, name, manifest));
    const labels = running && podTemplateOf(running.json, kind)?.labels;
    if (!labels || unmet(from, labels).length > 0) continue;
    const missing = unmet(to, labels);
    const [first] = missing;
    if (!first) continue;
    const at: Path = manifest.kind === 'NetworkPolicy' ? ['spec', 'podSelector'] : ['spec', 'selector'];
    const own: Path = [...at, 'matchLabels', first.key];
    yield {
      path: nodeOf(manifest.root, own) ? own : at,
      at: 'value',
      message: 'selects',
      params: { selecting: manifest.kind, labels: enumerate(missing.map((each) => each.key)), kind, name },
    };
    return;
  }
}

interface Change {
  readonly before: Json;
  readonly after: Json;
  readonly selectorChanges: boolean;
}

function ahead(
  workload: Resource,
  running: Resource,
  change: Change,
): Pick<Finding, 'path' | 'message' | 'params'> | null {
  const { kind } = workload.object;
  const labels = podTemplateOf(running.json, kind)?.labels ?? {};
  const fulfils = (selector: Readonly<Record<string, string>>) =>
    Object.keys(selector).length > 0 && Object.entries(selector).every(([key, value]) => labels[key] === value);
  const [former, next] = [change.before, change.after].map((json) => stringMap(get(json, 'spec', 'selector')));
  if (!former || !next || !fulfils(former)) return null;
  if (change.selectorChanges && !fulfils(next)) {
    const missing = Object.entries(next).filter(([key, value]) => labels[key] !== value);
    const [first] = missing;
    return {
      path: first ? ['spec', 'selector', first[0]] : ['spec', 'selector'],
      params: { labels: enumerate(missing.map(([key, value]) => `${key}=${value}`)) },
    };
  }
  return portAhead(workload, running, change);
}

/** A port that clients already use and that now leads to one which only the new template has. */
function portAhead(
  workload: Resource,
  running: Resource,
  { before, after }: Change,
): Pick<Finding, 'path' | 'message' | 'params'> | null {
  const { kind } = workload.object;
  const [served, will] = [portsOf(running.json, kind), portsOf(workload.json, kind)];
  const former = list(get(before, 'spec', 'ports'));
  for (const [index, item] of list(get(after, 'spec', 'ports')).entries()) {
    const port = object(item);
    const stored = former.find((each) => get(each, 'port') === port?.['port']);
    const [from, to] = [targetOf(object(stored)), targetOf(port)];
    if (from === undefined || to === undefined || from === to) continue;
    if (!served.has(from) || served.has(to) || !will.has(to)) continue;
    const path: Path = ['spec', 'ports', index, port?.['targetPort'] === undefined ? 'port' : 'targetPort'];
    return { path, message: 'port', params: { port: to } };
  }
  return null;
}

function targetOf(port: JsonObject | undefined): string | number | undefined {
  const target = port?.['targetPort'] ?? port?.['port'];
  return typeof target === 'string' || typeof target === 'number' ? target : undefined;
}

/** Names and numbers of the ports that the containers of a workload declare. */
function portsOf(json: JsonObject, kind: string): ReadonlySet<string | number> {
  const found = new Set<string | number>();
  for (const container of list(get(podTemplateOf(json, kind)?.spec, 'containers'))) {
    for (const port of list(get(container, 'ports'))) {
      const [containerPort, name] = [number(get(port, 'containerPort')), text(get(port, 'name'))];
      if (containerPort !== undefined) found.add(containerPort);
      if (name !== undefined) found.add(name);
    }
  }
  return found;
}

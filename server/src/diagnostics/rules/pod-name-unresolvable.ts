import { fix, mend } from '../fixing';
import { ordinalsOf } from '../knowledge/governing';
import { type PodName, podNamesIn } from '../knowledge/podNames';
import { autoscalersOf } from '../knowledge/scaling';
import { writtenNamespace } from '../namespaces';
import { get, nodeOf, podTemplateOf, text } from '../read';
import { closest } from '../resources';
import { type Finding, inspectionRule, type Resource, type RuleContext } from '../rule';

/**
 * Pods of a set are called `<set>-<ordinal>.<serviceName>.<namespace>.svc` (DNS specification of Kubernetes, 2.4). Looks at
 * the names that other workloads use for the pods of a set of the workspace.
 */
export const podNameUnresolvable = inspectionRule({
  id: 'pod-name-unresolvable',
  category: 'broken',
  kinds: ['Deployment', 'DaemonSet', 'StatefulSet', 'Job', 'CronJob'],
  neighbours: ['StatefulSet', 'HorizontalPodAutoscaler', 'ScaledObject'],
  messages: {
    default: {
      en: '{written} does not resolve: the pods of StatefulSet {set} have names in the domain of {service}, its serviceName.',
      ja: '{written} は解決できません。StatefulSet {set} の Pod の名前は、serviceName である {service} のドメインにあります。',
    },
    namespace: {
      en: '{written} does not resolve: StatefulSet {set} is in namespace {namespace}.',
      ja: '{written} は解決できません。StatefulSet {set} の名前空間は {namespace} です。',
    },
    from: {
      en: '{written} is looked up in namespace {own}, and StatefulSet {set} is in {namespace}: the name needs its namespace, as in {meant}.',
      ja: '{written} は名前空間 {own} で探されますが、StatefulSet {set} は {namespace} にあります。{meant} のように名前空間が必要です。',
    },
    ordinal: {
      en: '{written} names a pod that StatefulSet {set} does not have: its pods are {first} to {last}.',
      ja: '{written} という Pod は StatefulSet {set} にありません。Pod は {first} から {last} までです。',
    },
  },
  *check(context) {
    const { object, judgement, neighbours } = context;
    const template = podTemplateOf(judgement.effective, object.kind);
    if (!template) return;
    const seen = new Set<string>();
    for (const name of podNamesIn(template.spec, [...template.path, 'spec'])) {
      if (name.set === null || (object.kind === 'StatefulSet' && name.set === object.name)) continue;
      const key = name.said.path.join('.');
      if (seen.has(key)) continue;
      const sets = closest(neighbours.namedAnywhere('StatefulSet', name.set)).filter(
        ({ near }) => near !== 'workspace',
      );
      if (sets.length !== 1 || !sets[0]) continue;
      const finding = wrong(context, name, sets[0]);
      if (!finding) continue;
      seen.add(key);
      yield finding;
    }
  },
});

function wrong(context: RuleContext, name: PodName, { json, object: set, namespace }: Resource): Finding | null {
  const { written, rest, ordinal, said } = name;
  const service = text(get(json, 'spec', 'serviceName')) ?? '';
  if (service === '') return null;
  const at = { path: said.path, at: 'value' } as const;
  const params = { written, set: set.name, service };
  if (name.service !== service)
    return { ...at, params, fixes: () => replaced(context, name, written.replace(`.${name.service}`, `.${service}`)) };
  const asked = rest[0];
  const own = writtenNamespace(context.object);
  if (asked !== undefined && asked !== 'svc' && namespace !== null && asked !== namespace)
    return {
      ...at,
      message: 'namespace',
      params: { ...params, namespace },
      fixes: () => replaced(context, name, written.replace(`.${service}.${asked}`, `.${service}.${namespace}`)),
    };
  if (asked === undefined && namespace !== null && own !== null && own !== namespace) {
    const meant = `${written}.${namespace}`;
    return {
      ...at,
      message: 'from',
      params: { ...params, own, namespace, meant },
      fixes: () => replaced(context, name, meant),
    };
  }
  const most = autoscalersOf(context.neighbours, set).reduce((all, each) => Math.max(all, each.most ?? 0), 0);
  const { start, end } = ordinalsOf(json, most);
  if (ordinal !== null && end > start && (ordinal < start || ordinal >= end))
    return {
      ...at,
      message: 'ordinal',
      params: { ...params, first: `${set.name}-${start}`, last: `${set.name}-${end - 1}` },
    };
  return null;
}

function replaced(context: RuleContext, { said, written }: PodName, meant: string) {
  const node = nodeOf(context.object.root, said.path);
  if (node?.kind !== 'scalar' || !node.source.includes(written)) return [];
  const source = node.source.replaceAll(written, meant);
  return fix({ en: `Use ${meant}`, ja: `${meant} にする` }, 'preferred', mend(context).write(said.path, source));
}

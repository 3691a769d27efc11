import { fix, mend } from '../fixing';
import { governingServicesOf, type Ordinals, ordinalsOf } from '../knowledge/governing';
import { type PodName, podNamesIn, saidIn } from '../knowledge/podNames';
import { autoscalersOf } from '../knowledge/scaling';
import { writtenNamespace } from '../namespaces';
import { get, nodeOf, podTemplateOf, text } from '../read';
import { type Finding, inspectionRule, type RuleContext } from '../rule';

/** Settings that must name every member, not only some to begin with. */
const FULL_LIST =
  /initial-cluster=|^ETCD_INITIAL_CLUSTER$|^ZOO_SERVERS$|^ZOOKEEPER_SERVERS$|quorum[._]voters|QUORUM_VOTERS/i;
const BRACES = /([a-z0-9](?:[a-z0-9-]*[a-z0-9])?)-\{(\d+)\.\.\.(\d+)\}\.([a-z][a-z0-9-]*)/g;

/**
 * Names of the set's own pods that can never resolve: another Service than serviceName, another namespace, an ordinal that
 * the set does not have; and lists of members that leave some out.
 */
export const stsPeerNameWrong = inspectionRule({
  id: 'sts-peer-name-wrong',
  category: 'broken',
  kinds: ['StatefulSet'],
  neighbours: ['Service', 'HorizontalPodAutoscaler', 'ScaledObject'],
  messages: {
    default: {
      en: '{written} does not resolve: the pods of this set have names in the domain of {service}, its serviceName.',
      ja: '{written} は解決できません。このセットの Pod の名前は serviceName である {service} のドメインにあります。',
    },
    namespace: {
      en: '{written} does not resolve: this set is in namespace {namespace}.',
      ja: '{written} は解決できません。このセットの名前空間は {namespace} です。',
    },
    noNamespace: {
      en: '{written} does not resolve: between the Service and svc stands the namespace, as in {meant}.',
      ja: '{written} は解決できません。Service と svc の間には {meant} のように名前空間が入ります。',
    },
    ordinal: {
      en: '{written} names a pod that this set does not have: its pods are {first} to {last}.',
      ja: '{written} という Pod はこのセットにありません。Pod は {first} から {last} までです。',
    },
    only: {
      en: '{written} names a pod that this set does not have: its only pod is {first}.',
      ja: '{written} という Pod はこのセットにありません。Pod は {first} だけです。',
    },
    missing: {
      en: 'The list of members leaves {missing} out, one of the {replicas} pods of this set: it starts as a stranger and the others do not take it in.',
      ja: 'メンバーの一覧に {missing} がありません。このセットには Pod が {replicas} 個あり、一覧にない Pod はクラスターに加われません。',
    },
    range: {
      en: '{written} stands for {count} pods, and this set has {replicas}: each member waits for all of the list.',
      ja: '{written} は {count} 個の Pod を表しますが、このセットの Pod は {replicas} 個です。各メンバーは一覧の全員を待ちます。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const service = text(get(effective, 'spec', 'serviceName')) ?? '';
    const template = podTemplateOf(effective, 'StatefulSet');
    if (!template || service === '' || service.includes('.')) return;
    const at = [...template.path, 'spec'];
    const names = podNamesIn(template.spec, at).filter(({ set }) => set === null || set === context.object.name);
    const scalers = autoscalersOf(context.neighbours, context.object);
    const most = scalers.reduce((all, { most: each }) => Math.max(all, each ?? 0), 0);
    const ordinals = ordinalsOf(effective, most);
    const seen = new Set<string>();
    for (const name of names) {
      const finding = wrong(context, name, service, ordinals);
      const key = `${finding?.message} ${name.said.path.join('.')}`;
      if (!finding || seen.has(key)) continue;
      seen.add(key);
      yield finding;
    }
    if (seen.size > 0) return;
    if (scalers.length === 0) yield* leftOut(context, names, ordinals);
    if (scalers.length === 0) yield* ranges(context, ordinals);
  },
});

function wrong(context: RuleContext, name: PodName, service: string, { start, end }: Ordinals): Finding | null {
  const { written, set, ordinal, rest, said } = name;
  const at = { path: said.path, at: 'value' } as const;
  const namespace = writtenNamespace(context.object);
  if (name.service !== service) {
    // another Service of the workspace may select the pods, but their subdomain is this one
    if (set === null && governingServicesOf(context).length === 0) return null;
    return {
      ...at,
      params: { written, service },
      fixes: () => replaced(context, name, written.replace(`.${name.service}`, `.${service}`)),
    };
  }
  if (rest[0] === 'svc') {
    const place = namespace ?? '<namespace>';
    const meant = written.replace(`.${service}.svc`, `.${service}.${place}.svc`);
    return {
      ...at,
      message: 'noNamespace',
      params: { written, meant },
      fixes: () => (namespace === null ? [] : replaced(context, name, meant)),
    };
  }
  if (rest[0] !== undefined && namespace !== null && rest[0] !== namespace) {
    return {
      ...at,
      message: 'namespace',
      params: { written, namespace },
      fixes: () => replaced(context, name, written.replace(`.${service}.${rest[0]}`, `.${service}.${namespace}`)),
    };
  }
  if (set !== null && ordinal !== null && (ordinal < start || ordinal >= end) && end > start) {
    const pods = { first: `${set}-${start}`, last: `${set}-${end - 1}` };
    return { ...at, message: end - start === 1 ? 'only' : 'ordinal', params: { written, ...pods } };
  }
  return null;
}

/** Every place of the wrong name in its text becomes the right one. */
function replaced(context: RuleContext, { said, written }: PodName, meant: string) {
  const node = nodeOf(context.object.root, said.path);
  if (node?.kind !== 'scalar' || !node.source.includes(written) || meant === written) return [];
  const source = node.source.replaceAll(written, meant);
  return fix({ en: `Use ${meant}`, ja: `${meant} にする` }, 'preferred', mend(context).write(said.path, source));
}

/** A list of all members that does not have all. */
function* leftOut({ object }: RuleContext, names: readonly PodName[], { start, end }: Ordinals): Generator<Finding> {
  const lists = new Map<string, PodName[]>();
  for (const name of names) {
    const { said, set } = name;
    if (set === null || !FULL_LIST.test(said.variable ?? said.text)) continue;
    lists.set(said.path.join('.'), [...(lists.get(said.path.join('.')) ?? []), name]);
  }
  for (const list of lists.values()) {
    const [first] = list;
    const there = new Set(list.map(({ ordinal }) => ordinal));
    const absent = Array.from({ length: Math.min(end - start, 100) }, (_, i) => start + i).filter((n) => !there.has(n));
    if (!first || there.size < 2 || absent.length === 0) continue;
    const params = { missing: `${object.name}-${absent[0]}`, replicas: end - start };
    yield { path: first.said.path, at: 'value', message: 'missing', params };
  }
}

/** `http://minio-{0...3}.minio` of MinIO names every server of a pool; pools, each a list of its own, follow each other. */
function* ranges({ object, judgement }: RuleContext, { start, end }: Ordinals): Generator<Finding> {
  const template = podTemplateOf(judgement.effective, 'StatefulSet');
  if (!template) return;
  const found = [...saidIn(template.spec, [...template.path, 'spec'])].flatMap(({ text: said, path }) =>
    said.includes('...')
      ? [...said.matchAll(BRACES)].flatMap(([written, set, first, last]) =>
          set === object.name ? [{ written, path, from: Number(first), to: Number(last) }] : [],
        )
      : [],
  );
  for (const { written, path, from, to } of found) {
    const begins = from === start || found.some((each) => each.to === from - 1);
    const ends = to === end - 1 || found.some((each) => each.from === to + 1);
    if (begins && ends) continue;
    yield { path, at: 'value', message: 'range', params: { written, count: to - from + 1, replicas: end - start } };
  }
}

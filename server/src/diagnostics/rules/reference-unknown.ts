import { nearestName } from '../../kubernetes/index';
import { fix, mend } from '../fixing';
import { isReferred, podReferences, type Reference, type ReferredKind } from '../knowledge/references';
import { writtenNamespace } from '../namespaces';
import { closest } from '../resources';
import { inspectionRule, type Resource, type RuleContext } from '../rule';

const CLUSTER: ReadonlySet<ReferredKind> = new Set(['PriorityClass', 'RuntimeClass']);
/** Controllers that copy an object into other namespaces say so in its annotations. */
const COPIED = /reflector|replicator|kubed|kubernetes-replicator|emberstack/;

/**
 * A pod reads ConfigMaps, Secrets, claims and its service account from its own namespace. A volume or a variable that
 * names none keeps the container from starting (kubelet, `CreateContainerConfigError`, `FailedMount`); an unknown service
 * account, priority or runtime class keeps the pod from being created (admission). Said only where the object that is
 * meant is at hand, under nearly that name or in another namespace.
 */
export const referenceUnknown = inspectionRule({
  id: 'reference-unknown',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  neighbours: [
    'ConfigMap',
    'Secret',
    'PersistentVolumeClaim',
    'ServiceAccount',
    'PriorityClass',
    'RuntimeClass',
    'StatefulSet',
    'DaemonSet',
    'Deployment',
  ],
  messages: {
    default: {
      en: 'There is no {kind} {name} here, but {meant}, which nobody uses: {consequence}',
      ja: '{kind} {name} はここになく、あるのは誰も使っていない {meant} です。{consequence}',
    },
    elsewhere: {
      en: 'The {kind} {name} is in namespace {other}, and pods of {namespace} cannot use it: {consequence}',
      ja: '{kind} {name} は名前空間 {other} にあり、{namespace} の Pod からは使えません。{consequence}',
    },
  },
  *check(context) {
    const { neighbours, object: of } = context;
    const references = podReferences(context.judgement.effective, of.kind);
    const said = new Set<string>();
    for (const reference of references) {
      const { kind, name, optional, path } = reference;
      const key = `${kind} ${name}`;
      if (optional || said.has(key) || isEverywhere(reference)) continue;
      if (neighbours.named(kind, name, of).length > 0) continue;
      const elsewhere = CLUSTER.has(kind) ? undefined : closest(neighbours.namedAnywhere(kind, name))[0];
      if (elsewhere && isNear(elsewhere) && !isCopied(elsewhere)) {
        said.add(key);
        const params = {
          kind,
          name,
          other: elsewhere.namespace ?? '',
          namespace: writtenNamespace(of) ?? of.namespace,
        };
        yield { path, at: 'value', message: 'elsewhere', params: { ...params, consequence: consequence(reference) } };
        continue;
      }
      if (elsewhere) continue;
      const meant = meantInstead(context, reference, references);
      if (meant === null) continue;
      said.add(key);
      yield {
        path,
        at: 'value',
        params: { kind, name, meant, consequence: consequence(reference) },
        fixes: () => fix({ en: `Use ${meant}`, ja: `${meant} を使う` }, 'preferred', mend(context).put(path, meant)),
      };
    }
  },
});

/** What every namespace or cluster has, and claims that a StatefulSet makes. */
function isEverywhere({ kind, name }: Reference): boolean {
  if (kind === 'ServiceAccount') return name === 'default';
  if (kind === 'ConfigMap') return name === 'kube-root-ca.crt';
  if (kind === 'PriorityClass') return name.startsWith('system-');
  return kind === 'PersistentVolumeClaim' && /-\d+$/.test(name);
}

function isNear({ near }: Resource): boolean {
  return near !== 'workspace';
}

function isCopied({ json }: Resource): boolean {
  return COPIED.test(JSON.stringify(json['metadata'] ?? {}));
}

/** An object beside the workload that has nearly that name and is named by nobody. */
function meantInstead(
  context: RuleContext,
  { kind, name }: Reference,
  references: readonly Reference[],
): string | null {
  const { neighbours, object: of } = context;
  const names = neighbours.names(kind, of);
  if (names.length === 0) return null;
  const used = new Set(references.filter((each) => each.kind === kind).map((each) => each.name));
  const candidates = names.filter((each) => !used.has(each));
  const meant = nearestName(name, candidates);
  if (meant === null || sameButForANumber(name, meant) || Math.abs(name.length - meant.length) > 3) return null;
  const [found] = closest(neighbours.named(kind, meant, of));
  if (!found || !isNear(found)) return null;
  return isReferred(neighbours, kind, meant, of) ? null : meant;
}

/** `config-1` and `config-2` are two things. */
function sameButForANumber(a: string, b: string): boolean {
  return a !== b && a.replace(/\d+/g, '#') === b.replace(/\d+/g, '#');
}

function consequence({ kind, use }: Reference) {
  if (kind === 'ServiceAccount' || kind === 'PriorityClass' || kind === 'RuntimeClass')
    return { en: 'no pod is ever created.', ja: 'Pod は 1 つも作られません。' };
  if (kind === 'PersistentVolumeClaim') return { en: 'the pods stay Pending.', ja: 'Pod は Pending のままです。' };
  if (use === 'pullSecret')
    return { en: 'images of a private registry cannot be pulled.', ja: '非公開レジストリのイメージを取得できません。' };
  if (use === 'volume')
    return { en: 'the pods hang in ContainerCreating.', ja: 'Pod は ContainerCreating のまま進みません。' };
  return { en: 'the container is never started.', ja: 'コンテナは起動しません。' };
}

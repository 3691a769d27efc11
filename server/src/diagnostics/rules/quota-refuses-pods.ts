import type { Json } from '../../apiServer/index';
import type { Path } from '../../manifest/index';
import { inNamespaceOf } from '../knowledge/admission';
import { amountOf } from '../knowledge/bytes';
import { podRequests } from '../knowledge/requests';
import { containers, get, type JsonObject, list, nodeOf, number, object, text } from '../read';
import { type Finding, inspectionRule, type RuleContext } from '../rule';

const SPEC = ['spec', 'template', 'spec'] as const;
/** Resources of a quota that every container must then name, and where. */
const COMPUTE: Readonly<Record<string, readonly ['requests' | 'limits', string]>> = {
  cpu: ['requests', 'cpu'],
  memory: ['requests', 'memory'],
  'requests.cpu': ['requests', 'cpu'],
  'requests.memory': ['requests', 'memory'],
  'limits.cpu': ['limits', 'cpu'],
  'limits.memory': ['limits', 'memory'],
};

/**
 * A quota of compute resources refuses pods with a container that does not name them, and every pod and claim that would
 * exceed it (`podEvaluator.Constraints` and `pvcEvaluator` in pkg/quota/v1/evaluator/core, all releases).
 */
export const quotaRefusesPods = inspectionRule({
  id: 'quota-refuses-pods',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  neighbours: ['ResourceQuota', 'LimitRange'],
  messages: {
    default: {
      en: 'The ResourceQuota {quota} counts {resource}, and this container names none: its pods are refused, and the {kind} gets none.',
      ja: 'ResourceQuota {quota} は {resource} を制限していますが、このコンテナには指定がありません。Pod は拒否され、{kind} の Pod は作成されません。',
    },
    replicas: {
      en: '{replicas} replicas need {needed} {resource}, but the ResourceQuota {quota} allows {allowed} in the namespace: only {fitting} of them can exist.',
      ja: '{replicas} 個のレプリカには {resource} が {needed} 必要ですが、ResourceQuota {quota} が名前空間に許すのは {allowed} です。作成できるのは {fitting} 個までです。',
    },
  },
  *check(context) {
    const quotas = inNamespaceOf(context.neighbours, 'ResourceQuota', context.object);
    if (quotas.length === 0) return;
    const filled = defaultedBy(context);
    for (const { json, object: quota } of quotas) {
      const scopes = [
        ...list(get(json, 'spec', 'scopes')),
        ...list(get(json, 'spec', 'scopeSelector', 'matchExpressions')).map((each) => get(each, 'scopeName') ?? ''),
      ];
      if (scopes.some((scope) => scope !== 'NotTerminating')) continue;
      const hard = object(get(json, 'spec', 'hard')) ?? {};
      yield* missing(context, quota.name, hard, filled);
      yield* exceeded(context, quota.name, hard);
    }
  },
});

/** Resources that a LimitRange of the namespace fills in (`SetDefaults_LimitRangeItem`, `mergeContainerResources`). */
function defaultedBy(context: RuleContext): ReadonlySet<string> {
  const filled = new Set<string>();
  for (const { json } of inNamespaceOf(context.neighbours, 'LimitRange', context.object)) {
    for (const item of list(get(json, 'spec', 'limits'))) {
      if (get(item, 'type') !== 'Container') continue;
      const names = (...fields: string[]) => fields.flatMap((field) => Object.keys(object(get(item, field)) ?? {}));
      for (const name of names('default', 'max')) filled.add(`limits ${name}`);
      for (const name of names('default', 'defaultRequest', 'max', 'min')) filled.add(`requests ${name}`);
    }
  }
  return filled;
}

function* missing(
  context: RuleContext,
  quota: string,
  hard: JsonObject,
  filled: ReadonlySet<string>,
): Generator<Finding> {
  const { effective } = context.judgement;
  for (const { container, path } of containers(effective)) {
    for (const [resource, [field, name]] of Object.entries(COMPUTE)) {
      if (hard[resource] === undefined || filled.has(`${field} ${name}`)) continue;
      const has = (owner: Json | undefined) =>
        get(owner, 'resources', field, name) !== undefined ||
        (field === 'requests' && get(owner, 'resources', 'limits', name) !== undefined);
      if (has(container) || has(get(effective, ...SPEC))) continue;
      const place: Path = nodeOf(context.object.root, [...path, 'resources']) ? [...path, 'resources'] : path;
      yield { path: place, at: 'key', message: 'default', params: { quota, resource, kind: context.object.kind } };
      break;
    }
  }
}

function* exceeded(context: RuleContext, quota: string, hard: JsonObject): Generator<Finding> {
  const { effective } = context.judgement;
  const replicas = context.object.kind === 'StatefulSet' ? (number(get(effective, 'spec', 'replicas')) ?? 1) : 1;
  if (replicas === 0) return;
  for (const [resource, { amount, path }] of needsOf(context)) {
    const written = hard[resource];
    const allowed = amountOf(written);
    if (allowed === undefined || amount <= 0 || amount * replicas <= allowed * (1 + 1e-9)) continue;
    const fitting = Math.floor(allowed / amount + 1e-9);
    const place: Path = fitting > 0 && nodeOf(context.object.root, ['spec', 'replicas']) ? ['spec', 'replicas'] : path;
    yield {
      path: place,
      at: 'value',
      message: 'replicas',
      params: {
        replicas,
        resource,
        quota,
        needed: spelled(amount * replicas, resource),
        allowed: text(written) ?? String(allowed),
        fitting,
      },
    };
    return;
  }
}

function spelled(amount: number, resource: string): string {
  if (!/memory|storage/.test(resource)) return String(Math.round(amount * 1000) / 1000);
  const gibibytes = amount / 1024 ** 3;
  return gibibytes >= 1 ? `${Math.round(gibibytes * 100) / 100}Gi` : `${Math.round(amount / 1024 ** 2)}Mi`;
}

/** What one pod takes of each resource that a quota may count. */
function needsOf(context: RuleContext): ReadonlyMap<string, { readonly amount: number; readonly path: Path }> {
  const { effective } = context.judgement;
  const needs = new Map<string, { amount: number; path: Path }>();
  needs.set('pods', { amount: 1, path: SPEC });
  needs.set('count/pods', { amount: 1, path: SPEC });
  const spec = object(get(effective, ...SPEC)) ?? {};
  for (const [name, { nano, path }] of podRequests(spec, SPEC)) {
    const need = { amount: Number(nano) / 1e9, path };
    needs.set(`requests.${name}`, need);
    if (name === 'cpu' || name === 'memory') needs.set(name, need);
  }
  for (const { container, path, init } of containers(effective)) {
    if (init) continue;
    for (const [name, value] of Object.entries(object(get(container, 'resources', 'limits')) ?? {})) {
      const amount = amountOf(value) ?? 0;
      const before = needs.get(`limits.${name}`);
      needs.set(`limits.${name}`, {
        amount: (before?.amount ?? 0) + amount,
        path: before?.path ?? [...path, 'resources', 'limits', name],
      });
    }
  }
  const claims = list(get(effective, 'spec', 'volumeClaimTemplates'));
  if (claims.length > 0)
    needs.set('persistentvolumeclaims', { amount: claims.length, path: ['spec', 'volumeClaimTemplates'] });
  for (const [index, claim] of claims.entries()) {
    const amount = amountOf(get(claim, 'spec', 'resources', 'requests', 'storage')) ?? 0;
    const before = needs.get('requests.storage');
    needs.set('requests.storage', {
      amount: (before?.amount ?? 0) + amount,
      path: before?.path ?? ['spec', 'volumeClaimTemplates', index, 'spec', 'resources', 'requests', 'storage'],
    });
  }
  return needs;
}

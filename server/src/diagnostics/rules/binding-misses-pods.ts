import { nearestName } from '../../kubernetes/index';
import { fix, mend } from '../fixing';
import { isPart } from '../knowledge/companions';
import { accountSubjects, bindingOf, runningAs } from '../knowledge/rbac';
import { writtenNamespace } from '../namespaces';
import { get, list, text } from '../read';
import { closest } from '../resources';
import { inspectionRule, type RuleContext } from '../rule';

/** Roles that every cluster has. */
const BUILT_IN = /^(?:system:|cluster-admin$|admin$|edit$|view$)/;

/**
 * A binding gives rights to service accounts by name and namespace, and nobody checks that they, or the role, exist (RBAC
 * authorizer, `appliesToUser` and `GetRoleReferenceRules`, all releases): the pods start and are forbidden everything.
 */
export const bindingMissesPods = inspectionRule({
  id: 'binding-misses-pods',
  category: 'broken',
  kinds: ['RoleBinding', 'ClusterRoleBinding'],
  neighbours: [
    'ServiceAccount',
    'StatefulSet',
    'DaemonSet',
    'Role',
    'ClusterRole',
    'RoleBinding',
    'ClusterRoleBinding',
  ],
  messages: {
    default: {
      en: 'The binding is for the service account {account} in {namespace}, and the pods of {workload} run as {account} in {other}: they get none of these rights.',
      ja: 'このバインディングは {namespace} のサービスアカウント {account} のためのものですが、{workload} の Pod は {other} の {account} として動きます。これらの権限は得られません。',
    },
    name: {
      en: 'There is no service account {account} here, and the pods of {workload} run as {other}: they get none of these rights.',
      ja: 'サービスアカウント {account} はここになく、{workload} の Pod は {other} として動きます。これらの権限は得られません。',
    },
    role: {
      en: 'There is no {kind} {role} here, but {meant}: the binding gives no rights, and the pods of {workload} are forbidden everything.',
      ja: '{kind} {role} はここになく、あるのは {meant} です。このバインディングは何の権限も与えず、{workload} の Pod はすべて拒否されます。',
    },
    roleKind: {
      en: '{role} here is a {meant}, and the binding names a {kind}: it gives no rights, and the pods of {workload} are forbidden everything.',
      ja: 'ここにある {role} は {meant} ですが、このバインディングは {kind} を指しています。何の権限も与えず、{workload} の Pod はすべて拒否されます。',
    },
    user: {
      en: 'A subject of kind {kind} is not the service account {account} that the pods of {workload} run as: they get none of these rights.',
      ja: '種類が {kind} のサブジェクトは、{workload} の Pod が使うサービスアカウント {account} とは別のものです。これらの権限は得られません。',
    },
    roleElsewhere: {
      en: 'The Role {role} is in namespace {meant}, and a binding finds Roles of its own namespace only: it gives no rights, and the pods of {workload} are forbidden everything.',
      ja: 'Role {role} は名前空間 {meant} にありますが、バインディングは自分の名前空間の Role しか参照できません。何の権限も与えず、{workload} の Pod はすべて拒否されます。',
    },
  },
  *check(context) {
    const { neighbours, object: of } = context;
    const json = context.judgement.effective;
    const own = writtenNamespace(of);
    let workload: string | undefined;
    for (const { index, name, namespace } of accountSubjects(json)) {
      const where = namespace ?? (of.kind === 'RoleBinding' ? own : null);
      const users = runningAs(neighbours, name);
      const served = users.filter((user) => where === null || user.namespace === null || user.namespace === where);
      workload ??= served[0]?.object.name;
      if (served.length > 0) continue;
      const accounts = neighbours.namedAnywhere('ServiceAccount', name);
      if (accounts.some((account) => where === null || account.namespace === null || account.namespace === where))
        continue;
      const [user] = closest(users).filter(({ near }) => near !== 'workspace');
      if (user?.namespace != null && where !== null) {
        const path = namespace === null ? ['subjects', index] : ['subjects', index, 'namespace'];
        const other = user.namespace;
        yield {
          path,
          at: 'value',
          params: { account: name, namespace: where, workload: user.object.name, other },
          fixes: () =>
            fix(
              { en: `Bind it in ${other}`, ja: `${other} のものに結び付ける` },
              'preferred',
              mend(context).put(['subjects', index, 'namespace'], other),
            ),
        };
        continue;
      }
      yield* misnamed(context, index, name, where);
    }
    yield* usersForAccounts(context);
    if (workload !== undefined) yield* wrongRole(context, workload);
  },
});

/** A User or a Group by the plain name of an account that pods here run as and that no binding names. */
function* usersForAccounts(context: RuleContext) {
  const { neighbours, object: of } = context;
  for (const [index, subject] of list(get(context.judgement.effective, 'subjects')).entries()) {
    const kind = text(get(subject, 'kind'));
    const account = text(get(subject, 'name'));
    if ((kind !== 'User' && kind !== 'Group') || account === undefined || /[:@]/.test(account)) continue;
    if (neighbours.named('ServiceAccount', account, of).length === 0) continue;
    const [user] = closest(runningAs(neighbours, account)).filter(({ near }) => near !== 'workspace');
    if (!user || bindingOf(neighbours, account, writtenNamespace(of), of)) continue;
    const params = { kind, account, workload: user.object.name };
    yield { path: ['subjects', index, 'kind'], at: 'value' as const, message: 'user', params };
  }
}

/** No account of the name, and one of nearly that name that pods run as and nothing binds. */
function* misnamed(context: RuleContext, index: number, name: string, where: string | null) {
  const { neighbours, object: of } = context;
  if (name === 'default') return;
  const meant = nearestName(
    name,
    neighbours.names('ServiceAccount', of).filter((each) => each !== name),
  );
  if (meant === null || Math.abs(meant.length - name.length) > 3) return;
  const [user] = closest(runningAs(neighbours, meant)).filter(({ near }) => near !== 'workspace');
  if (!user || bindingOf(neighbours, meant, where, of)) return;
  const path = ['subjects', index, 'name'];
  yield {
    path,
    at: 'value' as const,
    message: 'name',
    params: { account: name, workload: user.object.name, other: meant },
    fixes: () => fix({ en: `Bind ${meant}`, ja: `${meant} に結び付ける` }, 'preferred', mend(context).put(path, meant)),
  };
}

function* wrongRole(context: RuleContext, workload: string) {
  const { neighbours, object: of } = context;
  const json = context.judgement.effective;
  const kind = text(get(json, 'roleRef', 'kind'));
  const role = text(get(json, 'roleRef', 'name'));
  if (role === undefined || (kind !== 'Role' && kind !== 'ClusterRole') || BUILT_IN.test(role)) return;
  if (neighbours.named(kind, role, of).length > 0) return;
  const path = ['roleRef', 'name'];
  const elsewhere = kind === 'Role' ? closest(neighbours.namedAnywhere('Role', role))[0] : undefined;
  if (elsewhere) {
    if (elsewhere.near === 'workspace') return;
    const params = { role, meant: elsewhere.namespace ?? '', workload };
    yield { path, at: 'value' as const, message: 'roleElsewhere', params };
    return;
  }
  const other = kind === 'Role' ? 'ClusterRole' : 'Role';
  if (closest(neighbours.named(other, role, of)).some(({ near }) => near !== 'workspace')) {
    // a Role of another namespace is no use to the binding
    const params = { role, kind, meant: other, workload };
    if (of.kind === 'RoleBinding')
      yield { path: ['roleRef', 'kind'], at: 'value' as const, message: 'roleKind', params };
    return;
  }
  const meant = meantRole(context, kind, role);
  if (meant === null) return;
  yield {
    path,
    at: 'value' as const,
    message: 'role',
    params: { kind, role, meant, workload },
    fixes: () => fix({ en: `Use ${meant}`, ja: `${meant} を使う` }, 'preferred', mend(context).put(path, meant)),
  };
}

/** A role of nearly that name, or the one role beside the binding whose name is a part of it (or the reverse) and that nothing binds. */
function meantRole({ neighbours, object: of }: RuleContext, kind: string, role: string): string | null {
  const near = nearestName(role, neighbours.names(kind, of));
  if (near !== null && Math.abs(near.length - role.length) <= 3)
    return closest(neighbours.named(kind, near, of))[0]?.near === 'workspace' ? null : near;
  const beside = neighbours.ofKind(kind, of).filter((each) => each.near === 'file');
  const bound = [...neighbours.ofKind('RoleBinding'), ...neighbours.ofKind('ClusterRoleBinding')].map(({ json }) =>
    text(get(json, 'roleRef', 'name')),
  );
  const [only, ...more] = beside.filter(({ object: { name } }) => isPart(name, role) && !bound.includes(name));
  return only && more.length === 0 ? only.object.name : null;
}

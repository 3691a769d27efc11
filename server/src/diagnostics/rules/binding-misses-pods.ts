import { nearestName } from '../../kubernetes/index';
import { fix, mend } from '../fixing';
import { accountSubjects, bindingOf, runningAs } from '../knowledge/rbac';
import { writtenNamespace } from '../namespaces';
import { get, text } from '../read';
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
    if (workload !== undefined) yield* wrongRole(context, workload);
  },
});

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
  const meant = nearestName(role, neighbours.names(kind, of));
  if (meant === null || Math.abs(meant.length - role.length) > 3) return;
  if (closest(neighbours.named(kind, meant, of))[0]?.near === 'workspace') return;
  yield {
    path,
    at: 'value' as const,
    message: 'role',
    params: { kind, role, meant, workload },
    fixes: () => fix({ en: `Use ${meant}`, ja: `${meant} を使う` }, 'preferred', mend(context).put(path, meant)),
  };
}

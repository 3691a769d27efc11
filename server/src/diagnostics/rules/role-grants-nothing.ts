import type { Json } from '../../apiServer/index';
import { fix, mend } from '../fixing';
import { accountSubjects, runningAs } from '../knowledge/rbac';
import { get, list, text } from '../read';
import { type Finding, inspectionRule, type RuleContext } from '../rule';

/** Kinds that exist once per cluster: no rule of a namespace reaches them. */
const OF_CLUSTER = new Set(
  'nodes persistentvolumes storageclasses csidrivers csinodes volumeattachments clusterroles clusterrolebindings customresourcedefinitions priorityclasses runtimeclasses ingressclasses mutatingwebhookconfigurations validatingwebhookconfigurations certificatesigningrequests tokenreviews subjectaccessreviews'.split(
    ' ',
  ),
);

/** Groups of resources whose name stands in one built-in group alone (served resources, 1.32 to 1.37). */
const GROUPS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '': 'pods services endpoints configmaps secrets nodes persistentvolumes persistentvolumeclaims serviceaccounts namespaces replicationcontrollers',
    apps: 'statefulsets daemonsets deployments replicasets controllerrevisions',
    batch: 'jobs cronjobs',
    policy: 'poddisruptionbudgets',
    'coordination.k8s.io': 'leases',
    'discovery.k8s.io': 'endpointslices',
    autoscaling: 'horizontalpodautoscalers',
    'networking.k8s.io': 'networkpolicies ingressclasses',
    'storage.k8s.io': 'storageclasses csidrivers csinodes csistoragecapacities volumeattachments',
    'rbac.authorization.k8s.io': 'roles rolebindings clusterroles clusterrolebindings',
    'apiextensions.k8s.io': 'customresourcedefinitions',
    'authentication.k8s.io': 'tokenreviews',
    'authorization.k8s.io': 'subjectaccessreviews',
    'scheduling.k8s.io': 'priorityclasses',
    'node.k8s.io': 'runtimeclasses',
  }).flatMap(([group, resources]) => resources.split(' ').map((resource) => [resource, group] as const)),
);
const BUILT_IN = new Set(GROUPS.values());

/**
 * A rule grants what its apiGroups and resources name together, and nothing checks that such a resource exists; a Role
 * grants within its namespace only. Told of roles that are bound to the service account of a set or daemon at hand.
 * Upstream: RBAC authorizer (`RuleAllows`, `APIGroupMatches`), all releases.
 */
export const roleGrantsNothing = inspectionRule({
  id: 'role-grants-nothing',
  category: 'broken',
  kinds: ['Role', 'ClusterRole'],
  neighbours: ['RoleBinding', 'ClusterRoleBinding', 'StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'The resource {resource} belongs to the API group {group}, which this rule does not name: it grants nothing for it, and the pods of {workload} are forbidden.',
      ja: 'リソース {resource} は API グループ {group} に属しますが、この規則にはありません。何も許可されず、{workload} の Pod は拒否されます。',
    },
    cluster: {
      en: 'The resource {resource} exists once per cluster, and a Role grants within its namespace only: the pods of {workload} are forbidden. A ClusterRole with a ClusterRoleBinding grants it.',
      ja: 'リソース {resource} はクラスター全体のもので、Role は名前空間の中しか許可できません。{workload} の Pod は拒否されます。ClusterRole と ClusterRoleBinding なら許可できます。',
    },
    binding: {
      en: 'The resource {resource} exists once per cluster, and this ClusterRole reaches {workload} through a RoleBinding, which grants within its namespace only: the pods are forbidden. A ClusterRoleBinding grants it.',
      ja: 'リソース {resource} はクラスター全体のものですが、この ClusterRole は RoleBinding 経由でしか {workload} に渡っていません。RoleBinding が許可できるのは名前空間の中だけなので、Pod は拒否されます。ClusterRoleBinding なら許可できます。',
    },
    name: {
      en: 'There is no resource {resource}, but {meant}: this grants nothing, and the pods of {workload} are forbidden.',
      ja: 'リソース {resource} はなく、正しくは {meant} です。何も許可されず、{workload} の Pod は拒否されます。',
    },
    version: {
      en: 'A rule names API groups without a version: {group} is no group, so this grants nothing and the pods of {workload} are forbidden.',
      ja: '規則の API グループにバージョンは付けません。{group} というグループはないため何も許可されず、{workload} の Pod は拒否されます。',
    },
    create: {
      en: 'What is created has no name yet when it is checked, so create is never granted where resourceNames is set: the pods of {workload} cannot create {resource}. Grant create in a rule of its own.',
      ja: '作成時の確認ではまだ名前が分からないため、resourceNames のある規則では create は許可されません。{workload} の Pod は {resource} を作成できません。create は別の規則で許可します。',
    },
  },
  *check(context) {
    const { kind } = context.object;
    yield* misspelt(context);
    const rules = list(get(context.judgement.effective, 'rules'));
    let workload: string | null | undefined;
    let bound: readonly Binding[] | undefined;
    for (const [at, rule] of rules.entries()) {
      const groups = textsOf(get(rule, 'apiGroups'));
      if (groups.length === 0 || !groups.every((group) => BUILT_IN.has(group))) continue;
      for (const [index, resource] of textsOf(get(rule, 'resources')).entries()) {
        const base = resource.replace(/\/.*$/, '');
        const group = GROUPS.get(base);
        if (group === undefined) continue;
        const elsewhere = !groups.includes(group) && !rules.some((other) => grants(other, base, group));
        const ofCluster = OF_CLUSTER.has(base);
        if (!elsewhere && !ofCluster) continue;
        bound ??= bindingsOf(context);
        workload ??= bound[0]?.workload ?? null;
        if (workload === null) return;
        const local = ofCluster && kind === 'ClusterRole' && bound.every((each) => each.kind === 'RoleBinding');
        const tooWide = (ofCluster && kind === 'Role') || local;
        if (!elsewhere && !tooWide) continue;
        const spelt = group === '' ? { en: '"" (the core group)', ja: '""（コアグループ）' } : group;
        yield {
          path: ['rules', at, 'resources', index],
          at: 'value',
          ...(tooWide ? { message: local ? 'binding' : 'cluster' } : {}),
          params: { resource, group: spelt, workload },
          fixes: () =>
            tooWide
              ? []
              : fix(
                  { en: 'Name the group too', ja: 'グループを加える' },
                  'alternative',
                  mend(context).add(['rules', at, 'apiGroups'], group),
                ),
        };
      }
    }
  },
});

function textsOf(json: Parameters<typeof list>[0]): readonly string[] {
  return list(json).flatMap((item) => text(item) ?? []);
}

function grants(rule: Parameters<typeof get>[0], base: string, group: string): boolean {
  const groups = textsOf(get(rule, 'apiGroups'));
  const resources = textsOf(get(rule, 'resources'));
  return (groups.includes(group) || groups.includes('*')) && (resources.includes(base) || resources.includes('*'));
}

interface Binding {
  readonly kind: string;
  readonly account: string;
  /** the set or daemon that runs as the account */
  readonly workload: string;
}

/** The bindings that give this role to a set or a daemon at hand. */
function bindingsOf({ object: { kind, name }, neighbours }: RuleContext): readonly Binding[] {
  const bindings = [...neighbours.ofKind('RoleBinding'), ...neighbours.ofKind('ClusterRoleBinding')];
  return bindings.flatMap(({ json, object }) => {
    if (get(json, 'roleRef', 'kind') !== kind || get(json, 'roleRef', 'name') !== name) return [];
    return accountSubjects(json).flatMap((subject) => {
      const [user] = runningAs(neighbours, subject.name);
      return user ? [{ kind: object.kind, account: subject.name, workload: user.object.name }] : [];
    });
  });
}

/** Subresources by other names than their own. */
const SUBRESOURCES: Readonly<Record<string, string>> = {
  'pods/logs': 'pods/log',
  'pods/evict': 'pods/eviction',
  'pods/evictions': 'pods/eviction',
  'pods/execs': 'pods/exec',
  'nodes/metric': 'nodes/metrics',
  'nodes/stat': 'nodes/stats',
  'nodes/logs': 'nodes/log',
};
const VERSIONED = /^(?:([a-z][\w.-]*)\/)?v\d+(?:(?:alpha|beta)\d+)?$/;

/** What no API server has: singular resources, groups with a version, and create by name. */
function* misspelt(context: RuleContext): Generator<Finding> {
  const rules = list(get(context.judgement.effective, 'rules'));
  const everything = rules.flatMap((rule) => textsOf(get(rule, 'resources')));
  for (const [at, rule] of rules.entries()) {
    const groups = textsOf(get(rule, 'apiGroups'));
    const place = ['rules', at] as const;
    for (const [index, group] of groups.entries()) {
      const plain = VERSIONED.exec(group);
      if (!plain || groups.includes(plain[1] ?? '')) continue;
      const [user] = bindingsOf(context);
      if (!user) return;
      const path = [...place, 'apiGroups', index];
      yield {
        path,
        at: 'value',
        message: 'version',
        params: { group, workload: user.workload },
        fixes: () =>
          fix(
            { en: 'Name the group without a version', ja: 'バージョンなしのグループにする' },
            'preferred',
            mend(context).put(path, plain[1] ?? ''),
          ),
      };
    }
    const resources = textsOf(get(rule, 'resources'));
    for (const [index, resource] of resources.entries()) {
      const meant = meantResource(resource);
      if (meant === undefined || everything.includes(meant) || !groups.every((group) => BUILT_IN.has(group))) continue;
      const [user] = bindingsOf(context);
      if (!user) return;
      const path = [...place, 'resources', index];
      yield {
        path,
        at: 'value',
        message: 'name',
        params: { resource, meant, workload: user.workload },
        fixes: () => fix({ en: `Use ${meant}`, ja: `${meant} を使う` }, 'preferred', mend(context).put(path, meant)),
      };
    }
    const create = textsOf(get(rule, 'verbs')).indexOf('create');
    const [resource] = resources;
    if (create < 0 || resource === undefined || list(get(rule, 'resourceNames')).length === 0) continue;
    if (resources.some((each) => each.includes('/') || each === '*') || creates(rules, resource)) continue;
    const bound = bindingsOf(context);
    const [user] = bound;
    if (!user || hasOtherRoles(context, user.account)) continue;
    yield {
      path: [...place, 'verbs', create],
      at: 'value',
      message: 'create',
      params: { resource, workload: user.workload },
    };
  }
}

/** The name of a resource that is written in the singular, as a kind, or with another subresource. */
function meantResource(resource: string): string | undefined {
  if (Object.hasOwn(SUBRESOURCES, resource)) return SUBRESOURCES[resource];
  const [base = '', ...sub] = resource.split('/');
  if (GROUPS.has(base)) return undefined;
  const lower = base.toLowerCase();
  const plural = [lower, `${lower}s`, `${lower}es`, lower.replace(/y$/, 'ies')].find((each) => GROUPS.has(each));
  return plural === undefined ? undefined : [plural, ...sub].join('/');
}

function creates(rules: readonly Json[], resource: string): boolean {
  return rules.some((rule) => {
    const verbs = textsOf(get(rule, 'verbs'));
    const resources = textsOf(get(rule, 'resources'));
    return (
      list(get(rule, 'resourceNames')).length === 0 &&
      (verbs.includes('create') || verbs.includes('*')) &&
      (resources.includes(resource) || resources.includes('*'))
    );
  });
}

/** Is the account given more than one role? Another one may grant what this one does not. */
function hasOtherRoles({ neighbours }: RuleContext, account: string): boolean {
  const bindings = [...neighbours.ofKind('RoleBinding'), ...neighbours.ofKind('ClusterRoleBinding')];
  return bindings.filter(({ json }) => accountSubjects(json).some(({ name }) => name === account)).length > 1;
}

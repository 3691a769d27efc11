import { fix, mend } from '../fixing';
import { accountSubjects, runningAs } from '../knowledge/rbac';
import { get, list, text } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

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
  },
  *check(context) {
    const { kind } = context.object;
    const rules = list(get(context.judgement.effective, 'rules'));
    let workload: string | null | undefined;
    for (const [at, rule] of rules.entries()) {
      const groups = textsOf(get(rule, 'apiGroups'));
      if (groups.length === 0 || !groups.every((group) => BUILT_IN.has(group))) continue;
      for (const [index, resource] of textsOf(get(rule, 'resources')).entries()) {
        const base = resource.replace(/\/.*$/, '');
        const group = GROUPS.get(base);
        if (group === undefined) continue;
        const elsewhere = !groups.includes(group) && !rules.some((other) => grants(other, base, group));
        const tooWide = kind === 'Role' && OF_CLUSTER.has(base);
        if (!elsewhere && !tooWide) continue;
        if (workload === undefined) workload = boundTo(context);
        if (workload === null) return;
        const spelt = group === '' ? { en: '"" (the core group)', ja: '""（コアグループ）' } : group;
        yield {
          path: ['rules', at, 'resources', index],
          at: 'value',
          ...(tooWide ? { message: 'cluster' } : {}),
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

/** The set or daemon that a binding gives this role to; null where none is at hand. */
function boundTo({ object: { kind, name }, neighbours }: RuleContext): string | null {
  const bindings = [...neighbours.ofKind('RoleBinding'), ...neighbours.ofKind('ClusterRoleBinding')];
  for (const { json } of bindings) {
    if (get(json, 'roleRef', 'kind') !== kind || get(json, 'roleRef', 'name') !== name) continue;
    for (const subject of accountSubjects(json)) {
      const [user] = runningAs(neighbours, subject.name);
      if (user) return user.object.name;
    }
  }
  return null;
}

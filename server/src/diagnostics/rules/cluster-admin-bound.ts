import type { Json } from '../../apiServer/index';
import { type Holder, holdersOf } from '../knowledge/rbac';
import { get, list, object } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

/** What deploys, restores or manages anything of the cluster may need every right there is. */
const DEPLOYS =
  /argo|backup|cattle|crossplane|deploy|fleet|flux|fission|gitlab|helm|installer|jenkins|kubevirt|manager|operator|provision|rancher|runner|spinnaker|tiller|velero/i;

/**
 * cluster-admin, or a ClusterRole of all verbs on everything, makes whoever breaks into one pod master of the cluster
 * (RBAC good practices of Kubernetes, "Least privilege" and "Use of wildcards").
 */
export const clusterAdminBound = inspectionRule({
  id: 'cluster-admin-bound',
  category: 'risk',
  kinds: ['ClusterRoleBinding', 'ClusterRole'],
  neighbours: ['ClusterRoleBinding', 'StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'The pods of {kind} {name} get cluster-admin: whoever breaks into one of them owns the cluster. Bind a role of what they really use.',
      ja: '{kind} {name} の Pod が cluster-admin になり、1 つでも侵入されるとクラスター全体を奪われます。実際に使う権限だけのロールを割り当ててください。',
    },
    everything: {
      en: 'All verbs on all resources of all groups are the same as cluster-admin, and the pods of {kind} {name} get them: whoever breaks into one of them owns the cluster.',
      ja: 'すべてのグループ、リソース、動詞の許可は cluster-admin と同じで、{kind} {name} の Pod に渡ります。1 つでも侵入されるとクラスター全体を奪われます。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const { kind, name } = context.object;
    if (kind === 'ClusterRoleBinding') {
      if (get(effective, 'roleRef', 'name') !== 'cluster-admin') return;
      const holder = holderOf(context, effective);
      if (holder) yield { path: ['roleRef', 'name'], at: 'value', params: holder };
      return;
    }
    const index = list(get(effective, 'rules')).findIndex((rule) =>
      ['apiGroups', 'resources', 'verbs'].every((field) => list(get(rule, field)).includes('*')),
    );
    if (index < 0) return;
    for (const { json } of context.neighbours.ofKind('ClusterRoleBinding')) {
      if (get(json, 'roleRef', 'kind') !== 'ClusterRole' || get(json, 'roleRef', 'name') !== name) continue;
      const holder = holderOf(context, json);
      if (!holder) continue;
      yield { path: ['rules', index, 'verbs'], at: 'value', message: 'everything', params: holder };
      return;
    }
  },
});

function holderOf({ neighbours }: RuleContext, binding: Json): { readonly kind: string; readonly name: string } | null {
  const holders = holdersOf(neighbours, object(binding) ?? {}, null).filter(isNear);
  const [first] = holders;
  if (!first || holders.some(({ workload }) => DEPLOYS.test(workload.object.name))) return null;
  return { kind: first.workload.object.kind, name: first.workload.object.name };
}

function isNear({ subject, workload }: Holder): boolean {
  return workload.near !== 'workspace' && !DEPLOYS.test(subject.name);
}

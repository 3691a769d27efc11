import { type Holder, holdersOf } from '../knowledge/rbac';
import { get, list, text } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

const READS = ['get', 'list', 'watch', '*'];

/**
 * Rights of a ClusterRole that amount to the whole cluster on every node where a daemon runs (RBAC good practices of
 * Kubernetes, "Listing secrets" and "Access to proxy subresource of Nodes").
 */
export const rightsBeyondNeed = inspectionRule({
  id: 'rights-beyond-need',
  category: 'style',
  kinds: ['ClusterRole'],
  neighbours: ['ClusterRoleBinding', 'StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'The pods of {name} may read every Secret of the cluster. Name the Secrets (resourceNames), or grant it in the namespaces that need it.',
      ja: '{name} の Pod がクラスターのすべての Secret を読めます。resourceNames で限定するか、必要な名前空間だけに許可します。',
    },
    proxy: {
      en: 'nodes/proxy lets the pods of {name} run commands in every pod through the kubelet. For metrics, nodes/metrics and nodes/stats are enough.',
      ja: 'nodes/proxy があると、{name} の Pod は kubelet を通じてどの Pod でもコマンドを実行できます。メトリクスの取得なら nodes/metrics と nodes/stats で足ります。',
    },
  },
  *check(context) {
    let holder: Holder | null | undefined;
    for (const [at, rule] of list(get(context.judgement.effective, 'rules')).entries()) {
      if (list(get(rule, 'resourceNames')).length > 0 || !list(get(rule, 'apiGroups')).some((each) => each === ''))
        continue;
      const reads = list(get(rule, 'verbs')).some((verb) => READS.includes(text(verb) ?? ''));
      for (const [index, resource] of list(get(rule, 'resources')).entries()) {
        const proxy = resource === 'nodes/proxy';
        if (!proxy && (resource !== 'secrets' || !reads)) continue;
        holder ??= holderOf(context);
        if (!holder) return;
        yield {
          path: ['rules', at, 'resources', index],
          at: 'value',
          ...(proxy ? { message: 'proxy' } : {}),
          params: { name: holder.workload.object.name },
        };
      }
    }
  },
});

function holderOf({ neighbours, object: { name } }: RuleContext): Holder | null {
  for (const { json } of neighbours.ofKind('ClusterRoleBinding')) {
    if (get(json, 'roleRef', 'kind') !== 'ClusterRole' || get(json, 'roleRef', 'name') !== name) continue;
    const [holder] = holdersOf(neighbours, json, null);
    if (holder) return holder;
  }
  return null;
}

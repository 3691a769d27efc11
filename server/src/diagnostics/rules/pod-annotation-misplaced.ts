import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { get, nodeOf, object, stringMap } from '../read';
import { type Finding, inspectionRule, type RuleContext } from '../rule';

/** read from pods, never from the workload that makes them */
const OF_PODS =
  /^(?:cluster-autoscaler\.kubernetes\.io\/(?:safe-to-evict|enable-ds-eviction)|karpenter\.sh\/do-not-(?:disrupt|evict)|prometheus\.io\/(?:scrape|port|path|scheme)|linkerd\.io\/inject|config\.linkerd\.io\/|sidecar\.istio\.io\/|traffic\.sidecar\.istio\.io\/|proxy\.istio\.io\/|consul\.hashicorp\.com\/connect-inject|vault\.hashicorp\.com\/agent|kuma\.io\/sidecar-injection|ad\.datadoghq\.com\/|admission\.datadoghq\.com\/|co\.elastic\.|k8s\.v1\.cni\.cncf\.io\/networks|kubernetes\.io\/(?:ingress|egress)-bandwidth|kubectl\.kubernetes\.io\/default-container|instrumentation\.opentelemetry\.io\/|fluentbit\.io\/|cni\.projectcalico\.org\/|container\.apparmor\.security\.beta\.kubernetes\.io\/|azure\.workload\.identity\/use)/;
/** of a configuration, so that its change becomes a change of the template (a habit of Helm charts) */
const CHECKSUM = /^(?:checksum|configmap-hash|config-hash)\/|^checksum$/;
/** read from the ServiceAccount that the pods run as */
const OF_ACCOUNTS =
  /^(?:eks\.amazonaws\.com\/role-arn|iam\.gke\.io\/gcp-service-account|azure\.workload\.identity\/client-id)$/;
/** read from the object that is applied, never from what its template makes */
const OF_WORKLOADS =
  /^(?:argocd\.argoproj\.io\/(?:hook|sync-wave|sync-options|compare-options)|helm\.sh\/(?:hook|resource-policy)|keel\.sh\/|wave\.pusher\.com\/)/;
/** read by the ReplicaSet controller alone */
const OF_REPLICA_SETS = 'controller.kubernetes.io/pod-deletion-cost';

/**
 * Annotations and labels that others read from pods (autoscalers, injectors, collectors, network plugins) have no effect
 * on the workload itself: its controller copies only those of the template. Others belong on the ServiceAccount.
 * Upstream: `GetPodFromTemplate` in pkg/controller, 1.32 to 1.37; documentation of each reader.
 */
export const podAnnotationMisplaced = inspectionRule({
  id: 'pod-annotation-misplaced',
  category: 'risk',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: '{key} is read from pods, and pods get the annotations and labels of the template alone: here it has no effect.',
      ja: '{key} は Pod から読み取られるもので、Pod に付くのはテンプレートのアノテーションとラベルだけです。ここに書いても効きません。',
    },
    account: {
      en: '{key} is read from the ServiceAccount of the pods: here it has no effect, and the pods get no cloud credentials.',
      ja: '{key} は Pod の ServiceAccount から読み取られます。ここに書いても効かず、Pod はクラウドの認証情報を得られません。',
    },
    checksum: {
      en: '{key} is to replace the pods when the configuration changes, and only a change of the template does: here it restarts nothing.',
      ja: '{key} は設定の変更時に Pod を置き換えるためのものですが、Pod が置き換わるのはテンプレートが変わったときだけです。ここに書いても何も再起動しません。',
    },
    workload: {
      en: '{key} is read from the {kind} itself, not from its template: here it has no effect.',
      ja: '{key} は {kind} 自身から読み取られるもので、テンプレートに書いても効きません。',
    },
    replicaSet: {
      en: '{key} counts for the pods of a ReplicaSet only: a {kind} does not look at it.',
      ja: '{key} が効くのは ReplicaSet の Pod だけです。{kind} では参照されません。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const { kind } = context.object;
    for (const field of ['annotations', 'labels'] as const) {
      const own = object(get(effective, 'metadata', field));
      const its = stringMap(get(effective, ...TEMPLATE, field));
      for (const key of own ? Object.keys(own) : []) {
        const path: Path = ['metadata', field, key];
        if (OF_ACCOUNTS.test(key)) yield { path, at: 'key', message: 'account', params: { key } };
        else if (CHECKSUM.test(key) && !Object.keys(its).some((each) => CHECKSUM.test(each)))
          yield { ...misplaced(key, path, [...TEMPLATE, field, key], context), message: 'checksum' };
        else if (OF_PODS.test(key) && !Object.hasOwn(its, key))
          yield misplaced(key, path, [...TEMPLATE, field, key], context);
      }
      for (const key of Object.keys(its)) {
        const path: Path = [...TEMPLATE, field, key];
        if (OF_ACCOUNTS.test(key)) yield { path, at: 'key', message: 'account', params: { key } };
        else if (OF_WORKLOADS.test(key) && !(own && Object.hasOwn(own, key)))
          yield {
            path,
            at: 'key',
            message: 'workload',
            params: { key, kind },
            fixes: () =>
              fix(
                { en: `Move it to the ${kind}`, ja: `${kind} に移す` },
                'preferred',
                mend(context).move(path, ['metadata', field, key]),
              ),
          };
        else if (key === OF_REPLICA_SETS) yield { path, at: 'key', message: 'replicaSet', params: { key, kind } };
      }
    }
  },
});

const TEMPLATE = ['spec', 'template', 'metadata'] as const;

function misplaced(key: string, path: Path, target: Path, context: RuleContext): Finding {
  return {
    path,
    at: 'key',
    params: { key },
    fixes: () =>
      nodeOf(context.object.root, ['spec', 'template'])
        ? fix(
            { en: 'Move it to the template', ja: 'テンプレートに移す' },
            'alternative',
            mend(context).move(path, target),
          )
        : [],
  };
}

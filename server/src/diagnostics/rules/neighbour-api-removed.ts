import { serviceOf } from '../../kubernetes/index';
import { fix, mend } from '../fixing';
import { inspectionRule, type RuleContext, type SubjectKind } from '../rule';

/** Kinds that stand beside the two and whose API has moved. */
const MOVED: readonly SubjectKind[] = [
  'PodDisruptionBudget',
  'HorizontalPodAutoscaler',
  'Ingress',
  'NetworkPolicy',
  'StorageClass',
  'PriorityClass',
  'CronJob',
  'Deployment',
  'ReplicaSet',
  'Role',
  'RoleBinding',
  'ClusterRole',
  'ClusterRoleBinding',
  'RuntimeClass',
  'CSIDriver',
  'PodSecurityPolicy',
  'ValidatingWebhookConfiguration',
  'MutatingWebhookConfiguration',
  'EndpointSlice',
];

/** What the table of served APIs does not hold: version, first minor without it, version to write. */
const OTHERS: Readonly<Record<string, readonly [until: number, instead: string]>> = {
  'rbac.authorization.k8s.io/v1alpha1': [22, 'rbac.authorization.k8s.io/v1'],
  'rbac.authorization.k8s.io/v1beta1': [22, 'rbac.authorization.k8s.io/v1'],
  'node.k8s.io/v1beta1': [25, 'node.k8s.io/v1'],
  'admissionregistration.k8s.io/v1beta1': [22, 'admissionregistration.k8s.io/v1'],
  'discovery.k8s.io/v1beta1': [25, 'discovery.k8s.io/v1'],
  'storage.k8s.io/v1beta1': [22, 'storage.k8s.io/v1'],
};

/** Where the shape did not change with the version, the version alone is the repair. */
const SAME_SHAPE =
  /^(?:Role|RoleBinding|ClusterRole|ClusterRoleBinding|StorageClass|PriorityClass|RuntimeClass|CSIDriver|NetworkPolicy|CronJob)$/;

/**
 * A version of an API that the release no longer serves (or does not serve yet) makes the apply of that object fail, while
 * the workload beside it goes through without its budget, autoscaler or policy (deprecation guide of Kubernetes).
 */
export const neighbourApiRemoved = inspectionRule({
  id: 'neighbour-api-removed',
  category: 'broken',
  kinds: MOVED,
  neighbours: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: '{kind} is not served as {apiVersion} since Kubernetes 1.{since}: it cannot be applied, and the workload goes without it. Use {instead}.',
      ja: '{kind} は Kubernetes 1.{since} から {apiVersion} では提供されていません。適用できず、ワークロードはこれなしで動きます。{instead} を使ってください。',
    },
    gone: {
      en: '{kind} no longer exists since Kubernetes 1.{since}: the apply of this document fails. Pod Security admission (labels of the namespace) took its place.',
      ja: '{kind} は Kubernetes 1.{since} でなくなり、この文書の適用は失敗します。代わりは Pod Security アドミッション（名前空間のラベル）です。',
    },
    early: {
      en: '{kind} is served as {apiVersion} only since Kubernetes 1.{since}: it cannot be applied to {version}, and the workload goes without it.',
      ja: '{kind} の {apiVersion} は Kubernetes 1.{since} からです。{version} には適用できず、ワークロードはこれなしで動きます。',
    },
  },
  *check(context) {
    const { object: manifest, release } = context;
    const { apiVersion, kind } = manifest;
    if (kind === 'PodSecurityPolicy') {
      const since = apiVersion === 'extensions/v1beta1' ? 16 : 25;
      if (release.minor >= since && standsBesideSets(context))
        yield { path: ['apiVersion'], at: 'value', message: 'gone', params: { kind, since } };
      return;
    }
    const service = serviceOf(apiVersion, kind, release);
    if (service.kind === 'served') return;
    const other = Object.hasOwn(OTHERS, apiVersion) ? OTHERS[apiVersion] : undefined;
    const retired =
      service.kind === 'retired'
        ? { since: service.since, instead: service.instead }
        : service.kind === 'unknown-kind' && other && release.minor >= other[0]
          ? { since: other[0], instead: other[1] }
          : null;
    const early = service.kind === 'not-yet' ? service.since : null;
    if (!retired && early === null) return;
    if (!standsBesideSets(context)) return;
    yield {
      path: ['apiVersion'],
      at: 'value',
      ...(retired ? {} : { message: 'early' }),
      params: {
        kind,
        apiVersion,
        since: retired?.since ?? early ?? 0,
        instead: retired?.instead ?? '',
        version: `1.${release.minor}`,
      },
      fixes: () =>
        retired
          ? fix(
              { en: `Use apiVersion ${retired.instead}`, ja: `apiVersion を ${retired.instead} にする` },
              SAME_SHAPE.test(kind) ? 'preferred' : 'alternative',
              mend(context).put(['apiVersion'], retired.instead),
            )
          : [],
    };
  },
});

function standsBesideSets({ neighbours, object }: RuleContext): boolean {
  return neighbours.ofKind('StatefulSet', object).length + neighbours.ofKind('DaemonSet', object).length > 0;
}

import { atLeast } from '../../../../simulator/src/index';
import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { get, nodeOf, object, stringMap } from '../read';
import { closest, selectorOf } from '../resources';
import { inspectionRule, type RuleContext } from '../rule';

const UNREADY = 'service.alpha.kubernetes.io/tolerate-unready-endpoints';

interface Row {
  /** the field of the pod's spec that took over */
  readonly field: string;
  /** first minor that no longer reads the annotation */
  readonly since: number;
}

/** Annotations of the pod template that nothing reads any more (changelogs of 1.6 to 1.8). */
const OF_PODS: Readonly<Record<string, Row>> = {
  'pod.alpha.kubernetes.io/init-containers': { field: 'initContainers', since: 8 },
  'pod.beta.kubernetes.io/init-containers': { field: 'initContainers', since: 8 },
  'scheduler.alpha.kubernetes.io/affinity': { field: 'affinity', since: 8 },
  'scheduler.alpha.kubernetes.io/tolerations': { field: 'tolerations', since: 8 },
  'pod.beta.kubernetes.io/hostname': { field: 'hostname', since: 8 },
  'pod.beta.kubernetes.io/subdomain': { field: 'subdomain', since: 8 },
};

/** An annotation from the time before its field: nothing reads it, and nothing says so. */
export const annotationReplacedByField = inspectionRule({
  id: 'annotation-replaced-by-field',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet', 'Service'],
  neighbours: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'Nothing reads the annotation {annotation} since Kubernetes 1.{since}: write the field {field} instead.',
      ja: 'アノテーション {annotation} は Kubernetes 1.{since} から読まれていません。フィールド {field} に書いてください。',
    },
    unready: {
      en: 'Nothing reads this annotation since Kubernetes 1.24: pods that are not ready yet are left out, and peers that look for each other at start do not find them. Write publishNotReadyAddresses: true.',
      ja: 'このアノテーションは Kubernetes 1.24 から読まれていません。準備前の Pod は公開されず、起動時に互いを探すメンバーが見つかりません。publishNotReadyAddresses: true と書いてください。',
    },
  },
  *check(context) {
    if (context.object.kind === 'Service') {
      yield* ofService(context);
      return;
    }
    const at: Path = ['spec', 'template', 'metadata', 'annotations'];
    // the server itself drops those of init containers, so what is written counts
    if (!nodeOf(context.object.root, at)) return;
    const spec = object(get(context.judgement.effective, 'spec', 'template', 'spec'));
    for (const [annotation, { field, since }] of Object.entries(OF_PODS)) {
      if (!nodeOf(context.object.root, [...at, annotation])) continue;
      if (!atLeast(context.release, since) || spec?.[field] !== undefined) continue;
      yield { path: [...at, annotation], at: 'key', params: { annotation, since, field } };
    }
  },
});

function* ofService(context: RuleContext) {
  const { effective } = context.judgement;
  if (stringMap(get(effective, 'metadata', 'annotations'))[UNREADY] !== 'true' || !atLeast(context.release, 24)) return;
  if (get(effective, 'spec', 'publishNotReadyAddresses') === true) return;
  const service = object(effective);
  const selector = service && selectorOf(service, 'Service');
  if (
    !selector ||
    closest(context.neighbours.selectedBy(selector, context.object, ['StatefulSet', 'DaemonSet'])).length === 0
  )
    return;
  yield {
    path: ['metadata', 'annotations', UNREADY],
    at: 'key' as const,
    message: 'unready',
    fixes: () =>
      nodeOf(context.object.root, ['spec'])
        ? fix(
            { en: 'Write publishNotReadyAddresses: true', ja: 'publishNotReadyAddresses: true と書く' },
            'preferred',
            mend(context).put(['spec', 'publishNotReadyAddresses'], true),
          )
        : [],
  };
}

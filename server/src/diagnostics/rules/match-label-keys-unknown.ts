import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { placementOf } from '../knowledge/placement';
import { type JsonObject, list, text } from '../read';
import { type Finding, inspectionRule, type RuleContext } from '../rule';

const REVISION = 'controller-revision-hash';
const PER_POD = ['statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index'];

/**
 * matchLabelKeys and mismatchLabelKeys take values from the pod itself; a key that it does not carry is passed over, and
 * one that differs from pod to pod matches no second pod. Pods of these two kinds carry controller-revision-hash, not the
 * pod-template-hash of a Deployment. Upstream: `applyMatchLabelKeysAndMismatchLabelKeys` of the pod strategy and plugin
 * PodTopologySpread, 1.32 to 1.37.
 */
export const matchLabelKeysUnknown = inspectionRule({
  id: 'match-label-keys-unknown',
  category: 'risk',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'The pods of this {kind} carry no label {key}, so it is passed over and pods of old revisions count too.',
      ja: 'この {kind} の Pod にラベル {key} はありません。無視されるため、古いリビジョンの Pod も数えられます。',
    },
    perPod: {
      en: 'Each pod has its own value of {key}, so no second pod ever matches: nothing is spread or kept apart.',
      ja: '{key} の値は Pod ごとに異なるため、ほかの Pod と一致しません。分散も分離もされません。',
    },
  },
  *check(context) {
    const { spread, podTerms } = placementOf(context.judgement.effective);
    for (const { json, path } of [...spread, ...podTerms]) {
      yield* ofField(json, path, 'matchLabelKeys', context);
      yield* ofField(json, path, 'mismatchLabelKeys', context);
    }
  },
});

function* ofField(json: JsonObject, at: Path, field: string, context: RuleContext): Iterable<Finding> {
  const { kind } = context.object;
  const { labels } = placementOf(context.judgement.effective);
  for (const [index, item] of list(json[field]).entries()) {
    const key = text(item);
    if (key === undefined || Object.hasOwn(labels, key) || key === REVISION) continue;
    const path = [...at, field, index];
    if (kind === 'StatefulSet' && PER_POD.includes(key)) {
      if (field === 'matchLabelKeys') yield { path, at: 'value', message: 'perPod', params: { key } };
      continue;
    }
    if (kind === 'DaemonSet' && key === 'pod-template-generation') continue;
    yield {
      path,
      at: 'value',
      params: { kind, key },
      fixes: () =>
        key === 'pod-template-hash'
          ? fix({ en: `Use ${REVISION}`, ja: `${REVISION} を使う` }, 'preferred', mend(context).put(path, REVISION))
          : [],
    };
  }
}

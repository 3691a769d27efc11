import { differences, same, TEMPLATE, templateChange } from '../knowledge/templateChange';
import { get, list, stringMap } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

/** Annotations that are there to roll pods out. */
const MEANT = /checksum|hash|sha256|restartedAt|rollout|revision|version|config|secret|reload|timestamp|trigger/i;

/**
 * Every difference of the template makes a new revision and replaces all pods, also one that no container notices: labels
 * and annotations, the order of variables (getPatch of the StatefulSet, Match of the DaemonSet controller).
 */
export const restartForMetadata = inspectionRule({
  id: 'restart-for-metadata',
  category: 'style',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'Only labels or annotations of the template change, and that alone replaces every pod. Those of the {kind} itself can change without a restart.',
      ja: '変わるのはテンプレートのラベルやアノテーションだけですが、それだけで全 Pod が置き換わります。{kind} 自身のものなら再起動なしで変更できます。',
    },
    order: {
      en: 'Only the order of this list changes, and that alone replaces every pod.',
      ja: '変わるのはこのリストの順序だけですが、それだけで全 Pod が置き換わります。',
    },
  },
  *check(context) {
    if (!context.old || get(context.judgement.effective, 'spec', 'updateStrategy', 'type') !== 'RollingUpdate') return;
    const change = templateChange(context);
    const [first] = change ?? [];
    if (!change || !first) return;
    if (change.every((path) => path[2] === 'metadata')) {
      if (change.some((path) => MEANT.test(String(path[4] ?? '')) || path.length < 5) && meant(context)) return;
      yield { path: first, at: 'value', params: { kind: context.object.kind } };
    } else if (change.every((path) => onlyOrder(path, context))) {
      yield { path: first, at: 'key', message: 'order' };
    }
  },
});

/** Does an annotation that is there to roll pods out change? */
function meant(context: RuleContext): boolean {
  const annotations = [context.old?.judgement.effective, context.judgement.effective].map((effective) =>
    stringMap(get(effective, ...TEMPLATE, 'metadata', 'annotations')),
  );
  return differences(annotations[0], annotations[1], []).some(
    (path) => path.length === 0 || MEANT.test(String(path[0])),
  );
}

function onlyOrder(path: readonly (string | number)[], context: RuleContext): boolean {
  const [before, after] = [
    list(get(context.old?.judgement.effective, ...path)),
    list(get(context.judgement.effective, ...path)),
  ];
  if (before.length < 2 || before.length !== after.length) return false;
  return after.every((item) => before.some((each) => same(each, item)));
}

import { recipeFor } from '../knowledge/recipes/index';
import { differences } from '../knowledge/templateChange';
import { get } from '../read';
import { type RuleContext, type Verdict, verdictRule } from '../rule';

/**
 * A change of what may not change once the object exists (StatefulSet: almost all of the spec; DaemonSet: the selector).
 * Every finding carries the recipe for the whole change, because the object is made anew once.
 */
export const immutableField = verdictRule({
  id: 'immutable-field',
  category: 'rejected',
  checks: ['immutable-field'],
  messages: {
    default: { en: '{detail}', ja: '{detail}' },
    way: {
      en: 'To get there, delete the object without its pods (--cascade=orphan) and apply the new one; the recipe says what happens to pods and claims.',
      ja: '変更するには、Pod を残してオブジェクトを削除し（--cascade=orphan）、新しいものを適用します。Pod と PVC がどうなるかは手順に書かれています。',
    },
  },
  word: (verdict, context) => ({
    ...(context.old ? { ...changed(verdict, context), related: [{ path: verdict.path, message: 'way' }] } : {}),
    recipe: () =>
      recipeFor(
        context,
        context.judgement.errors
          .filter(({ check }) => check === 'immutable-field')
          .map(({ path }) => String(path.at(-1))),
      ),
  }),
});

/** The place that somebody changed, where it is one place within the field: a size in a claim template, say. */
function changed(verdict: Verdict, { old, judgement }: RuleContext): Pick<Verdict, 'path' | 'at'> {
  const before = get(old?.judgement.effective, ...verdict.path);
  const after = get(judgement.effective, ...verdict.path);
  if (before === undefined || after === undefined) return { path: verdict.path, at: verdict.at };
  const [only, ...more] = differences(before, after, verdict.path);
  return only !== undefined && more.length === 0 ? { path: only, at: 'value' } : { path: verdict.path, at: verdict.at };
}

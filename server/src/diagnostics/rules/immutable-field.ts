import { recipeFor } from '../knowledge/recipes/index';
import { verdictRule } from '../rule';

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
    ...(context.old ? { related: [{ path: verdict.path, message: 'way' }] } : {}),
    recipe: () =>
      recipeFor(
        context,
        context.judgement.errors
          .filter(({ check }) => check === 'immutable-field')
          .map(({ path }) => String(path.at(-1))),
      ),
  }),
});

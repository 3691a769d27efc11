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
  },
  word: (_verdict, context) => ({
    recipe: () =>
      recipeFor(
        context,
        context.judgement.errors
          .filter(({ check }) => check === 'immutable-field')
          .map(({ path }) => String(path.at(-1))),
      ),
  }),
});

import { verdictRule } from '../rule';

/** A change of what may not change once the object exists (StatefulSet: almost all of the spec; DaemonSet: the selector). */
export const immutableField = verdictRule({
  id: 'immutable-field',
  category: 'rejected',
  checks: ['immutable-field'],
  messages: {
    default: { en: '{detail}', ja: '{detail}' },
  },
});

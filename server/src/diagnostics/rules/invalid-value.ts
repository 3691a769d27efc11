import { verdictRule } from '../rule';

/** Every value that the server calls Invalid and no narrower rule words. */
export const invalidValue = verdictRule({
  id: 'invalid-value',
  category: 'rejected',
  checks: [],
  reasons: ['FieldValueInvalid', 'InternalError'],
  messages: {
    default: { en: '{detail}', ja: '{detail}' },
  },
});

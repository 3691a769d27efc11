import { verdictRule } from '../rule';

/** A field that may not be set here, or not together with another one. */
export const forbiddenField = verdictRule({
  id: 'forbidden-field',
  category: 'rejected',
  checks: [],
  reasons: ['FieldValueForbidden'],
  messages: {
    default: { en: '{detail}', ja: '{detail}' },
  },
});

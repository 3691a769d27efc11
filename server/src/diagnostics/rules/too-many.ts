import { verdictRule } from '../rule';

/** More items than the server takes. */
export const tooMany = verdictRule({
  id: 'too-many',
  category: 'rejected',
  checks: [],
  reasons: ['FieldValueTooMany'],
  messages: {
    default: { en: '{detail}', ja: '{detail}' },
  },
});

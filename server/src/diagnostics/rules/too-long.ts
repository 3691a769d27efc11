import { verdictRule } from '../rule';

/** A value longer than the server stores. */
export const tooLong = verdictRule({
  id: 'too-long',
  category: 'rejected',
  checks: [],
  reasons: ['FieldValueTooLong'],
  messages: {
    default: { en: '{detail}', ja: '{detail}' },
  },
});

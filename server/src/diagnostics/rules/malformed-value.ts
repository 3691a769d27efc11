import { verdictRule } from '../rule';

/** A value that stops the server before validation: a quantity, a time, a number out of range. */
export const malformedValue = verdictRule({
  id: 'malformed-value',
  category: 'rejected',
  checks: [],
  reasons: ['Decoding'],
  messages: {
    default: { en: '{detail}', ja: '{detail}' },
  },
});

import { verdictRule } from '../rule';

/** A word outside the closed set that a field takes. */
export const unsupportedValue = verdictRule({
  id: 'unsupported-value',
  category: 'rejected',
  checks: [],
  reasons: ['FieldValueNotSupported'],
  messages: {
    default: { en: '{detail}', ja: '{detail}' },
  },
});

import { verdictRule } from '../rule';

/** Two items of a list with one name, port, path or key. */
export const duplicateValue = verdictRule({
  id: 'duplicate-value',
  category: 'rejected',
  checks: [],
  reasons: ['FieldValueDuplicate'],
  messages: {
    default: { en: '{detail}', ja: '{detail}' },
  },
});

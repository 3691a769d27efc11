import { verdictRule } from '../rule';

/** A name that refers to something that the object does not hold. */
export const notFound = verdictRule({
  id: 'not-found',
  category: 'rejected',
  checks: [],
  reasons: ['FieldValueNotFound'],
  messages: {
    default: { en: '{detail}', ja: '{detail}' },
  },
});

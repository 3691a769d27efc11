import { verdictRule } from '../rule';

/** A key that stands twice in one mapping: strict decoding refuses it. */
export const duplicateKey = verdictRule({
  id: 'duplicate-key',
  category: 'rejected',
  checks: ['duplicate-key', 'yaml-duplicate-key'],
  messages: {
    default: { en: '{detail}', ja: '{detail}' },
  },
});

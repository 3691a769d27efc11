import { verdictRule } from '../rule';

/** A text that cannot be read as YAML (or not as an object): the server answers 400 before it looks at any field. */
export const parseError = verdictRule({
  id: 'parse-error',
  category: 'rejected',
  checks: [
    'yaml-syntax',
    'yaml-alias-unknown',
    'yaml-too-deep',
    'yaml-too-large',
    'yaml-alias-bomb',
    'yaml-invalid-encoding',
    'yaml-not-a-mapping',
    'yaml-invalid-key',
    'yaml-invalid-value',
    'yaml-invalid-merge',
  ],
  messages: {
    default: { en: 'This document cannot be read: {detail}', ja: 'この文書は読み取れません: {detail}' },
  },
});

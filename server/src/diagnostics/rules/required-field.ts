import { verdictRule } from '../rule';

/** A field without which the server refuses the object (`field.Required`). */
export const requiredField = verdictRule({
  id: 'required-field',
  category: 'rejected',
  checks: ['required-field'],
  reasons: ['FieldValueRequired'],
  messages: {
    default: { en: '{field} is required: {detail}', ja: '{field} は必須です: {detail}' },
  },
});

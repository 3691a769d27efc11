import { nearestName } from '../../kubernetes/index';
import { fix, mend } from '../fixing';
import { nodeOf } from '../read';
import { verdictRule } from '../rule';

/** A word outside the closed set that a field takes. */
export const unsupportedValue = verdictRule({
  id: 'unsupported-value',
  category: 'rejected',
  checks: ['unsupported-value'],
  reasons: ['FieldValueNotSupported'],
  messages: {
    default: { en: '{detail}', ja: '{detail}' },
  },
  word: (verdict, context) => ({
    fixes: () => {
      const node = nodeOf(context.object.root, verdict.path);
      const allowed = String(verdict.params['allowed'] ?? '');
      if (node?.kind !== 'scalar' || allowed === '') return [];
      const meant = nearestName(String(node.value), allowed.split(/,\s*/));
      if (meant === null) return [];
      return fix({ en: `Use ${meant}`, ja: `${meant} にする` }, 'preferred', mend(context).put(verdict.path, meant));
    },
  }),
});

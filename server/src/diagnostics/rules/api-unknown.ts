import { fix, mend } from '../fixing';
import { verdictRule } from '../rule';

/** An apiVersion or kind that no release ever served for these workloads, or that is missing. */
export const apiUnknown = verdictRule({
  id: 'api-unknown',
  category: 'rejected',
  checks: ['api-unknown', 'kind-missing'],
  reasons: ['NotServed'],
  messages: {
    default: { en: '{detail}', ja: '{detail}' },
  },
  word: (verdict, context) => ({
    fixes: () => {
      const mender = mend(context);
      const { nearest } = verdict.params;
      if (verdict.field === 'kind')
        return typeof nearest === 'string'
          ? fix({ en: `Use ${nearest}`, ja: `${nearest} にする` }, 'preferred', mender.put(['kind'], nearest))
          : [];
      return fix(
        { en: 'Use apiVersion apps/v1', ja: 'apiVersion を apps/v1 にする' },
        'preferred',
        mender.put(['apiVersion'], 'apps/v1'),
      );
    },
  }),
});

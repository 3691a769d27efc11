import { fix, mend } from '../fixing';
import { verdictRule } from '../rule';

/** `extensions/v1beta1`, `apps/v1beta1` and `apps/v1beta2` are no longer served since Kubernetes 1.16. */
export const apiRemoved = verdictRule({
  id: 'api-removed',
  category: 'rejected',
  checks: ['api-removed'],
  messages: {
    default: {
      en: '{detail} Use apps/v1, which every release since 1.9 serves.',
      ja: '{detail} 1.9 以降のすべてのリリースにある apps/v1 を使ってください。',
    },
  },
  word: (_verdict, context) => ({
    path: ['apiVersion'],
    at: 'value',
    fixes: () =>
      fix(
        { en: 'Use apiVersion apps/v1', ja: 'apiVersion を apps/v1 にする' },
        'preferred',
        mend(context).put(['apiVersion'], 'apps/v1'),
      ),
  }),
});

import { inspectionRule } from '../rule';

/** What `.rollout-lens.yaml` says and cannot be meant. The language service raises it where it reads that file. */
export const configInvalid = inspectionRule({
  id: 'config-invalid',
  category: 'broken',
  kinds: [],
  messages: { default: { en: '{detail}', ja: '{detail}' } },
  check: () => [],
});

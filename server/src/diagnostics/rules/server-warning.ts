import { verdictRule } from '../rule';

/** What the server accepts with a `Warning` header. */
export const serverWarning = verdictRule({
  id: 'server-warning',
  category: 'risk',
  checks: [],
  otherWarnings: true,
  messages: {
    default: { en: 'The API server warns: {detail}', ja: 'API サーバーの警告: {detail}' },
  },
});

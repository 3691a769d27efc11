import { credentialsIn } from '../knowledge/credentials';
import { inspectionRule } from '../rule';

/** Passwords of examples and defaults are the first that anybody tries (CWE-1392, use of default credentials). */
export const passwordWellKnown = inspectionRule({
  id: 'password-well-known',
  category: 'risk',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'Everybody knows {value}, so it protects nothing. Take {name} from a Secret with a value of its own.',
      ja: '{value} は誰でも知っている値で、何も守れません。{name} は独自の値を Secret から渡してください。',
    },
  },
  *check(context) {
    for (const { name, value, path, wellKnown } of credentialsIn(context.judgement.effective))
      if (wellKnown) yield { path, at: 'value', params: { name, value } };
  },
});

import { atLeast } from '../../../../simulator/src/index';
import { keysOf, linkedTo, podReferences } from '../knowledge/references';
import { enumerate } from '../message';
import { inspectionRule } from '../rule';

/** A C identifier, dots and dashes allowed (apimachinery `IsEnvVarName` before relaxed validation). */
const NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;
/** What a shell can read. */
const IDENTIFIER = /^[a-zA-Z_]\w*$/;

/**
 * Keys that are no names of variables are left out of envFrom with an event, InvalidEnvironmentVariableNames; since 1.32
 * (RelaxedEnvironmentVariableValidation on by default) they are taken as they are.
 */
export const envFromKeyInvalid = inspectionRule({
  id: 'env-from-key-invalid',
  category: 'risk',
  kinds: ['StatefulSet', 'DaemonSet'],
  neighbours: ['ConfigMap', 'Secret'],
  messages: {
    default: {
      en: 'The keys {keys} of {kind} {name} are no names of variables and are left out without an error.',
      ja: '{kind} {name} のキー {keys} は変数名として使えず、エラーにもならずに省かれます。',
    },
    none: {
      en: 'No key of {kind} {name} is a name that a program can read as a variable ({keys}): mount it as a volume instead.',
      ja: '{kind} {name} のキー（{keys}）は、どれもプログラムが変数として読める名前ではありません。ボリュームとしてマウントします。',
    },
  },
  *check(context) {
    for (const { kind, name, path, use } of podReferences(context.judgement.effective, context.object.kind)) {
      if (use !== 'envFrom') continue;
      const [found] = linkedTo(context.neighbours.named(kind, name, context.object), context.object);
      const keys = found ? keysOf(found.json) : [];
      const dropped = atLeast(context.release, 32) ? [] : keys.filter((key) => !NAME.test(key));
      if (dropped.length > 0) yield { path, at: 'value', params: { kind, name, keys: enumerate(dropped) } };
      else if (keys.length > 0 && keys.every((key) => !IDENTIFIER.test(key) && key.includes('.')))
        yield { path, at: 'value', message: 'none', params: { kind, name, keys: enumerate(keys) } };
    }
  },
});

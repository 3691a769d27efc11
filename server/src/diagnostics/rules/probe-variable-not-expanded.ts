import { hooksOf, probesOf } from '../knowledge/probes';
import { words } from '../knowledge/shell';
import { containers, get, list, text } from '../read';
import { inspectionRule } from '../rule';

const REFERENCE = /(?<!\$)\$\((\w+)\)/g;

/**
 * In exec probes the kubelet replaces `$(NAME)` only by values that stand in `env` (`ExpandContainerCommandOnlyStatic` in
 * pkg/kubelet/container/helpers.go); in hooks it replaces nothing (`handlerRunner.Run`). All releases.
 */
export const probeVariableNotExpanded = inspectionRule({
  id: 'probe-variable-not-expanded',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'In a probe the kubelet replaces $({name}) only when env gives its value outright, not from a field, a Secret or a ConfigMap: here it stays as it is. A shell can read {variable}.',
      ja: 'プローブの中の $({name}) は、env に値が直接書かれている場合だけ置き換えられます。フィールドや Secret、ConfigMap から得る値は置き換えられません。シェルの中なら {variable} で参照できます。',
    },
    hook: {
      en: 'In a hook the kubelet does not replace $({name}). A shell can read {variable}.',
      ja: 'フックの中の $({name}) は置き換えられません。シェルの中なら {variable} で参照できます。',
    },
  },
  *check(context) {
    for (const { container, path } of containers(context.judgement.effective)) {
      for (const handler of [...probesOf(container, path), ...hooksOf(container, path)]) {
        if (handler.action !== 'exec') continue;
        const hook = handler.kind === 'preStop' || handler.kind === 'postStart';
        for (const [index, word] of words(handler.target['command']).entries()) {
          if (!word.includes('$(')) continue;
          const name = [...word.matchAll(REFERENCE)]
            .map((match) => match[1] ?? '')
            // a program of that name would be a command substitution
            .find((each) =>
              list(container['env']).some(
                (entry) => get(entry, 'name') === each && (hook || get(entry, 'valueFrom') !== undefined),
              ),
            );
          if (name === undefined || text(word) === undefined) continue;
          yield {
            path: [...handler.actionPath, 'command', index],
            at: 'value',
            message: hook ? 'hook' : 'default',
            params: { name, variable: `$${name}` },
          };
        }
      }
    }
  },
});

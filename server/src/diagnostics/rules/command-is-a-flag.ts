import { fix, mend } from '../fixing';
import { containers, list, nodeOf, text } from '../read';
import { inspectionRule } from '../rule';

/**
 * `command` takes the place of the image's entry point, `args` of what follows it (`ExpandContainerCommandAndArgs` in
 * pkg/kubelet/container, all releases): a command that begins with a flag names a program that no image has.
 */
export const commandIsAFlag = inspectionRule({
  id: 'command-is-a-flag',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'command replaces the program of the image, so the container tries to run a program called {flag} and cannot start. Arguments belong in args.',
      ja: 'command はイメージのプログラムを置き換えるため、コンテナは {flag} という名前のプログラムを起動しようとして失敗します。引数は args に書きます。',
    },
  },
  *check(context) {
    for (const { container, path } of containers(context.judgement.effective)) {
      const flag = text(list(container['command'])[0]);
      if (flag === undefined || !/^--?[A-Za-z]/.test(flag)) continue;
      const place = [...path, 'command'];
      yield {
        path: place,
        at: 'key',
        params: { flag },
        fixes: () =>
          nodeOf(context.object.root, [...path, 'args'])
            ? []
            : fix({ en: 'Give them as args', ja: 'args として渡す' }, 'preferred', mend(context).rename(place, 'args')),
      };
    }
  },
});

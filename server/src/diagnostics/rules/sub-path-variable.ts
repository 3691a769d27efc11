import { fix, mend } from '../fixing';
import { namesEnv } from '../knowledge/commandLine';
import { type PodContainer, podStorage } from '../knowledge/storage';
import { list, text } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

const REFERENCE = /\$\(([A-Za-z_][\w.-]*)\)/g;
const SHELL_STYLE = /\$\{?([A-Za-z_]\w*)\}?/;
/** Variables that the kubelet adds for each Service. */
const OF_SERVICES = /_(?:SERVICE_(?:HOST|PORT)|PORT)(?:_|$)/;

/**
 * Only subPathExpr is expanded, with `$(NAME)`, from the container's own variables (kubelet `ExpandContainerVolumeMounts`,
 * stable since 1.17). A variable that is missing keeps the container from starting; anything else is taken literally, so
 * that all pods use one directory of that name.
 */
export const subPathVariable = inspectionRule({
  id: 'sub-path-variable',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'subPath is not expanded: every pod uses one directory that is called {value}. Write subPathExpr.',
      ja: 'subPath は展開されません。すべての Pod が {value} という名前の同じディレクトリを使います。subPathExpr を使います。',
    },
    shell: {
      en: 'subPathExpr expands $(NAME) alone: every pod uses one directory that is called {value}. Write {meant}.',
      ja: 'subPathExpr が展開するのは $(NAME) だけです。すべての Pod が {value} という名前の同じディレクトリを使います。{meant} と書きます。',
    },
    undefined: {
      en: 'The container has no variable {name}: the mount cannot be made, and the container is never started (CreateContainerConfigError).',
      ja: 'コンテナに変数 {name} がありません。マウントできず、コンテナは起動しません（CreateContainerConfigError）。',
    },
  },
  *check(context) {
    for (const container of podStorage(context.judgement.effective).containers) {
      for (const { json, path } of container.mounts) {
        const plain = text(json['subPath']);
        if (plain?.includes('$') && (plain.match(REFERENCE) || SHELL_STYLE.test(plain))) {
          const expression = plain.replace(/\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)/g, (_, a, b) => `$(${a ?? b})`);
          yield {
            path: [...path, 'subPath'],
            at: 'value',
            params: { value: plain },
            fixes: () =>
              fix(
                { en: 'Write subPathExpr', ja: 'subPathExpr にする' },
                'preferred',
                expression === plain ? mend(context).rename([...path, 'subPath'], 'subPathExpr') : [],
              ),
          };
        }
        const expression = text(json['subPathExpr']);
        if (!expression?.includes('$')) continue;
        const place = [...path, 'subPathExpr'];
        const names = [...expression.matchAll(REFERENCE)].flatMap((match) => match[1] ?? []);
        const shell = SHELL_STYLE.exec(expression.replaceAll('$$', ''));
        if (names.length === 0 && shell) {
          const meant = expression.replace(shell[0], `$(${shell[1]})`);
          yield {
            path: place,
            at: 'value',
            message: 'shell',
            params: { value: expression, meant },
            fixes: () =>
              fix({ en: `Write ${meant}`, ja: `${meant} と書く` }, 'preferred', mend(context).put(place, meant)),
          };
          continue;
        }
        const missing = names.find((name) => !isKnown(container, name));
        if (missing === undefined) continue;
        yield {
          path: place,
          at: 'value',
          message: 'undefined',
          params: { name: missing },
          fixes: () => defineIt(context, container, missing),
        };
      }
    }
  },
});

/** Is the variable there, or may it come from elsewhere? */
function isKnown({ json }: PodContainer, name: string): boolean {
  return namesEnv(json, name) || list(json['envFrom']).length > 0 || OF_SERVICES.test(name);
}

function defineIt(context: RuleContext, container: PodContainer, name: string) {
  if (!/^(?:MY_)?POD_?NAME$/i.test(name)) return [];
  return fix(
    { en: `Define ${name} as the pod’s name`, ja: `${name} を Pod の名前として定義する` },
    'preferred',
    mend(context).add([...container.path, 'env'], {
      name,
      valueFrom: { fieldRef: { fieldPath: 'metadata.name' } },
    }),
  );
}

import { argvOf, baseName, programOf, shellCallOf, statementsOf } from '../knowledge/shell';
import { podStorage } from '../knowledge/storage';
import { list } from '../read';
import { inspectionRule } from '../rule';

const LOADERS: ReadonlySet<string> = new Set(['modprobe', 'depmod']);

/**
 * modprobe looks for `/lib/modules/$(uname -r)/modules.dep` (kmod, busybox): the kernel is the node's, and images bring no
 * modules for it. Even a module that is loaded already, or built in, is looked up there first.
 */
export const hostModulesUnmounted = inspectionRule({
  id: 'host-modules-unmounted',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: '{program} looks for the modules of the node’s kernel in /lib/modules, and nothing of the node is mounted there: it fails. Mount the hostPath /lib/modules.',
      ja: '{program} はノードのカーネルのモジュールを /lib/modules で探しますが、そこにノードの何もマウントされておらず、失敗します。hostPath の /lib/modules をマウントしてください。',
    },
  },
  *check(context) {
    for (const { json, path, mounts } of podStorage(context.judgement.effective).containers) {
      const argv = argvOf(json);
      const program = loaderOf(argv);
      if (program === undefined) continue;
      if (
        mounts.some(({ mountPath }) =>
          /^(?:\/|\/lib|\/usr|\/usr\/lib|(?:\/usr)?\/lib\/modules(?:\/.*)?)$/.test(mountPath),
        )
      )
        continue;
      const field = list(json['command']).length > 0 ? 'command' : 'args';
      yield { path: [...path, field], at: 'key', params: { program } };
    }
  },
});

/** The loader that a container runs and whose failure ends it; not one that runs in the node's own directories. */
function loaderOf(argv: readonly string[]): string | undefined {
  const call = shellCallOf(argv);
  if (!call) {
    const program = baseName(argv[0] ?? '');
    const told = argv
      .slice(1)
      .some((word) => /^(?:-d|--dirname|-S|--show|-V|--version|-h|--help|-r|--remove)/.test(word));
    return LOADERS.has(program) && !told ? program : undefined;
  }
  const isStrict = /(?:^|[\n;&]\s*)set\s+-\w*e/.test(call.script) || /-\w*e/.test(argv.slice(1, call.index).join(' '));
  const statements = statementsOf(call.script);
  for (const [index, { text, next }] of statements.entries()) {
    const program = programOf(text);
    if (!LOADERS.has(program) || next === '||' || /^[ \t]*(?:if|while|until)\b|\s-d\b|\s-r\b|\|\|/.test(text)) continue;
    if (isStrict || next === '&&' || index === statements.length - 1) return program;
  }
  return undefined;
}

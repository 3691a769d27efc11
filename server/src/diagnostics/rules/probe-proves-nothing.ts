import { execText, probesOf } from '../knowledge/probes';
import { baseName, programOf, statementsOf, words } from '../knowledge/shell';
import { containers } from '../read';
import { inspectionRule } from '../rule';

const ALWAYS: ReadonlySet<string> = new Set([
  'true',
  ':',
  'echo',
  'date',
  'hostname',
  'pwd',
  'whoami',
  'sleep',
  'uname',
  'printf',
]);
const SURE_END = /^(?:true|:|exit\s+0)$/;

/** A probe counts as passed when its command ends with 0 (`execProber.Probe` in pkg/probe/exec, all releases). */
export const probeProvesNothing = inspectionRule({
  id: 'probe-proves-nothing',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'This {what} succeeds whatever the program does: a container that hangs counts as sound, and a rollout goes on over it.',
      ja: 'この {what} は、プログラムの状態にかかわらず必ず成功します。固まったコンテナも正常とみなされ、更新はそのまま進みます。',
    },
    status: {
      en: 'curl without -f ends with 0 whatever status the answer has, 500 and 404 too: this {what} succeeds as long as anything answers.',
      ja: '-f のない curl は、500 や 404 でも終了コード 0 を返します。何か応答がある限り、この {what} は成功します。',
    },
  },
  *check(context) {
    for (const { container, path } of containers(context.judgement.effective)) {
      for (const probe of probesOf(container, path)) {
        if (probe.action !== 'exec') continue;
        const [argv, script] = [words(probe.target['command']), execText(probe)];
        const message = alwaysPasses(argv, script)
          ? 'default'
          : probe.kind === 'readinessProbe' && ignoresStatus(script)
            ? 'status'
            : undefined;
        if (message === undefined) continue;
        yield { path: [...probe.actionPath, 'command'], at: 'value', message, params: { what: probe.kind } };
      }
    }
  },
});

/** A single call of curl over HTTP that neither fails on a status nor hands on what came (`curl --fail`, all versions). */
function ignoresStatus(script: string): boolean {
  if (!/^(?:\S*\/)?curl\s/.test(script.trim()) || /[|;&\n]|\$\(|`|--write-out|\s-\w*w/.test(script)) return false;
  if (!/\bhttps?:\/\/|\blocalhost\b|\b127\.0\.0\.1\b/.test(script)) return false;
  return !/\s--fail|\s-[a-zA-Z]*f|\s-K|--config|--unix-socket|\s--retry/.test(script);
}

function alwaysPasses(argv: readonly string[], script: string): boolean {
  if (argv.length === 0 || /\$\(|`|\bset\s+-\w*e/.test(script)) return false;
  if (argv.length === 1 && ALWAYS.has(baseName(argv[0] ?? ''))) return true;
  const statements = statementsOf(script);
  const last = statements.at(-1);
  if (!last) return false;
  if (statements.every(({ text }) => ALWAYS.has(programOf(text)) && !/[<>]/.test(text))) return true;
  const before = statements.at(-2);
  if (!before || /\bexit\s+[1-9]|\bexit\s+\$|\bif\b|\bwhile\b|\buntil\b|\bcase\b/.test(script)) return false;
  return (
    (SURE_END.test(last.text) || (last.text.startsWith('echo ') && before.next !== '&&')) &&
    ['||', ';'].includes(before.next)
  );
}

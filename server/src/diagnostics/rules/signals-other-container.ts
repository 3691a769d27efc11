import type { Path } from '../../manifest/index';
import { imageOf } from '../knowledge/images';
import { hooksOf } from '../knowledge/probes';
import { argvOf, baseName, shellCallOf, statementsOf, words } from '../knowledge/shell';
import { containers, get, type JsonObject, text } from '../read';
import { inspectionRule } from '../rule';

const SIGNAL = /\b(?:pkill|killall|pidof|pgrep)\s+((?:-\S+\s+)*)["']?([a-z][\w.-]+)/g;

/**
 * Containers of a pod see only their own processes unless shareProcessNamespace (or hostPID) is set
 * (`PodSpec.shareProcessNamespace`, GA since 1.17).
 */
export const signalsOtherContainer = inspectionRule({
  id: 'signals-other-container',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'The process {process} runs in the container {other}, and this one cannot see it: the signal reaches nobody. Set shareProcessNamespace: true.',
      ja: 'プロセス {process} はコンテナ {other} で動いており、このコンテナからは見えません。シグナルは届きません。shareProcessNamespace: true を設定してください。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const podSpec = get(effective, 'spec', 'template', 'spec');
    if (get(podSpec, 'shareProcessNamespace') === true || get(podSpec, 'hostPID') === true) return;
    const all = containers(effective).filter(({ container, init }) => !init || container['restartPolicy'] === 'Always');
    if (all.length < 2) return;
    for (const { container, path } of all) {
      for (const { script, place } of scriptsOf(container, path)) {
        const found = [...script.matchAll(SIGNAL)]
          .map((match) => match[2] ?? '')
          .find((process) => !runs(container, process, script));
        const other =
          found === undefined
            ? undefined
            : all.find((each) => each.container !== container && runs(each.container, found, ''));
        if (found === undefined || !other) continue;
        yield {
          path: place,
          at: 'value',
          params: { process: found, other: text(other.container['name']) ?? '' },
        };
      }
    }
  },
});

function scriptsOf(container: JsonObject, path: Path) {
  const own = argvOf(container);
  const first = words(container['command']).length;
  const call = shellCallOf(own);
  const index = call?.index ?? 0;
  const place = index < first ? [...path, 'command', index] : [...path, 'args', index - first];
  const hooks = hooksOf(container, path).flatMap((hook) =>
    hook.action === 'exec'
      ? [{ script: words(hook.target['command']).join(' '), place: [...hook.actionPath, 'command'] as Path }]
      : [],
  );
  return own.length === 0 ? hooks : [{ script: call?.script ?? own.join(' '), place: place as Path }, ...hooks];
}

/** Does the container run a program of that name, as far as its image, its name and its command tell? */
function runs(container: JsonObject, process: string, except: string): boolean {
  const names = [imageOf(container)?.base ?? '', text(container['name']) ?? ''];
  const argv = argvOf(container);
  const script = shellCallOf(argv)?.script ?? '';
  const started =
    script === ''
      ? [baseName(argv[0] ?? '')]
      : statementsOf(script).map(({ text: line }) => baseName(line.split(/\s+/).find((word) => word !== 'exec') ?? ''));
  if (started.includes(process)) return true;
  return (
    except === '' &&
    names.some((name) => name === process || name.startsWith(`${process}-`) || name.endsWith(`-${process}`))
  );
}

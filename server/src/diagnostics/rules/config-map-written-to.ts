import { argvOf, baseName, isShell, type Statement, shellCallOf, statementsOf } from '../knowledge/shell';
import { type Mount, mountAt, type PodContainer, podStorage } from '../knowledge/storage';
import { list, text } from '../read';
import { inspectionRule } from '../rule';

/**
 * Files of ConfigMaps, Secrets and projected volumes are mounted read-only, whatever readOnly says (kubelet `configMap`
 * plugin `GetAttributes`, since 1.9.6). Redis Sentinel writes its state into its configuration and refuses a file that it
 * cannot write (`sentinelCheckConfigFile`; since 3.0).
 */
export const configMapWrittenTo = inspectionRule({
  id: 'config-map-written-to',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: '{name} writes to {file}, which is on {volume}: a {kind} is mounted read-only, so this fails. Copy the file to an emptyDir or the data volume first.',
      ja: '{name} は {file} に書き込みますが、これは {volume} 上にあり、{kind} は読み取り専用でマウントされるため失敗します。先に emptyDir かデータのボリュームへコピーしてください。',
    },
    readOnly: {
      en: '{name} writes to {file}, and mounts {volume} there with readOnly: it fails.',
      ja: '{name} は {file} に書き込みますが、{volume} は readOnly でマウントされているため失敗します。',
    },
    sentinel: {
      en: 'Sentinel keeps its state in {file} and refuses to start when it cannot write it: {volume} is a {kind}, which is read-only. Copy the file to a volume first, in an init container, say.',
      ja: 'Sentinel は状態を {file} に保存し、書き込めないと起動しません。{volume} は読み取り専用の {kind} です。init コンテナなどで先に書き込めるボリュームへコピーしてください。',
    },
  },
  *check(context) {
    for (const container of podStorage(context.judgement.effective).containers) {
      if (!container.mounts.some((mount) => isReadOnly(mount) || mount.json['readOnly'] === true)) continue;
      const argv = argvOf(container.json);
      const call = shellCallOf(argv);
      const field = list(container.json['command']).length > 0 ? 'command' : 'args';
      const sentinel = sentinelFile(call ? lastWords(call.script) : argv);
      const written = sentinel === undefined && call ? writtenIn(call.script) : [];
      const name = container.name;
      for (const file of sentinel === undefined ? written : [sentinel]) {
        const mount = readOnlyMount(container, file);
        if (!mount) continue;
        if (!isReadOnly(mount)) {
          yield {
            path: [...mount.path, 'readOnly'],
            at: 'value',
            message: 'readOnly',
            params: { name, file, volume: mount.name },
          };
          break;
        }
        const kind = KINDS[mount.volume?.source ?? ''] ?? '';
        const message = sentinel === undefined ? 'default' : 'sentinel';
        yield {
          path: [...container.path, field],
          at: 'key',
          message,
          params: { name, file, volume: mount.name, kind },
        };
        break;
      }
    }
  },
});

const KINDS: Readonly<Record<string, string>> = {
  configMap: 'ConfigMap',
  secret: 'Secret',
  projected: 'projected',
  downwardAPI: 'downwardAPI',
};

function isReadOnly({ volume }: Mount): boolean {
  return volume !== undefined && Object.hasOwn(KINDS, volume.source);
}

function readOnlyMount(container: PodContainer, file: string): Mount | null {
  const mount = file.startsWith('/') && !/[$*`]/.test(file) ? mountAt(container, file) : undefined;
  return mount && (isReadOnly(mount) || mount.json['readOnly'] === true) ? mount : null;
}

/** The configuration of a Sentinel: the first argument, or of `redis-server … --sentinel` the one before. */
function sentinelFile(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => /^(?:redis|valkey)-(?:sentinel|server)$/.test(baseName(word)));
  if (at < 0 || words.slice(0, at).some((word) => isShell(word))) return undefined;
  const rest = words.slice(at + 1);
  if (!/sentinel$/.test(words[at] ?? '') && !rest.includes('--sentinel')) return undefined;
  const [first] = rest;
  return first?.startsWith('/') ? first : undefined;
}

function lastWords(script: string): readonly string[] {
  return (statementsOf(script).at(-1)?.text ?? '').replace(/["']/g, '').split(/\s+/);
}

/** Files that a script writes to, where a failure is not passed over. */
function writtenIn(script: string): readonly string[] {
  return statementsOf(script).flatMap((statement) => targetsOf(statement));
}

function targetsOf({ text: line, next }: Statement): readonly string[] {
  if (next === '||' || /<<|\b2>\s*\/dev\/null/.test(line)) return [];
  const plain = line.replace(/^(?:(?:then|else|do|exec|sudo|if|!)\s+)+/, '');
  const [, redirected] = /(?:^|[^<>&\d])>{1,2}\s*["']?(\/[^\s"';&|]+)/.exec(plain) ?? [];
  const words = plain.replace(/["']/g, '').split(/\s+/);
  const program = baseName(words[0] ?? '');
  const last = words.filter((word) => !/^[<>]|^\d>/.test(word)).at(-1) ?? '';
  const inPlace = program === 'sed' && words.some((word) => /^-\w*i|^--in-place/.test(word));
  const target =
    inPlace || (/^(?:cp|mv|tee|install)$/.test(program) && words.length > 2) || program === 'tee' ? [last] : [];
  return [...target, ...(redirected === undefined ? [] : [redirected])].filter((file) => text(file) !== '');
}

import type { Json } from '../../apiServer/index';
import type { Path } from '../../manifest/index';
import { imageOf } from '../knowledge/images';
import { changesUser } from '../knowledge/rootImages';
import { argvOf, programOf, shellCallOf, statementsOf, words } from '../knowledge/shell';
import { runAsOf } from '../knowledge/users';
import { containers, get, type JsonObject, list } from '../read';
import { inspectionRule } from '../rule';

interface Need {
  readonly statement: RegExp;
  /** capabilities of which one is enough; none: only a privileged container may do it */
  readonly capabilities: readonly string[];
  readonly message: 'privileged' | 'default';
}

const NEEDS: readonly Need[] = [
  { statement: /^sysctl\s+(?:-\w+\s+)*(?:-w\b|[\w./]+=)/, capabilities: [], message: 'privileged' },
  { statement: /^(?:modprobe|insmod)\s/, capabilities: ['SYS_MODULE'], message: 'default' },
  { statement: /^mount\s.*\S\s+\/\S*/, capabilities: ['SYS_ADMIN'], message: 'default' },
  { statement: /^(?:swapoff|swapon|losetup|mkfs\S*)\s/, capabilities: ['SYS_ADMIN'], message: 'default' },
  { statement: /^nsenter\s.*(?:-t|--target)[ =]?1\b/, capabilities: ['SYS_ADMIN'], message: 'default' },
  { statement: /^ip6?tables(?:-legacy|-nft)?\s+.*-[ADIFNPX]\b/, capabilities: ['NET_ADMIN'], message: 'default' },
  {
    statement: /^ip\s+(?:-\S+\s+)*(?:link|addr|address|route|rule)\s+(?:add|del|delete|set|replace)\b/,
    capabilities: ['NET_ADMIN'],
    message: 'default',
  },
  { statement: /^(?:date\s+-s|hwclock\s+-)/, capabilities: ['SYS_TIME'], message: 'default' },
];
/** Nothing else needs a closer look. */
const MENTIONED = /sysctl|modprobe|insmod|mount|swapo|losetup|mkfs|nsenter|ip6?tables|\bip\b|\bdate\b|hwclock|chown/;
/** Giving a file to somebody else; to oneself it may be. */
const CHOWN = /^chown\s+(?:-\S+\s+)*(\d+)/;
const GIVEN_TO = /^chown\s+(?:-\S+\s+)*([\w-]+)[:.\s]/;

/**
 * A container has fourteen capabilities by default and a read-only /proc/sys; what needs more must be granted
 * (defaults of containerd and CRI-O; `securityContext` in k8s.io/api, all releases).
 */
export const needsPrivileges = inspectionRule({
  id: 'needs-privileges',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    privileged: {
      en: '{program} must write to /proc/sys, which is read-only in a container that is not privileged: it fails every time.',
      ja: '{program} は /proc/sys に書き込みますが、特権のないコンテナでは読み取り専用のため、毎回失敗します。',
    },
    default: {
      en: '{program} needs the capability {capability}, which this container does not have: it fails every time.',
      ja: '{program} にはケーパビリティ {capability} が必要ですが、このコンテナにはないため、毎回失敗します。',
    },
    chown: {
      en: 'Only root may chown, and this container runs as user {user}: it fails every time.',
      ja: 'chown できるのは root だけですが、このコンテナはユーザー {user} で動くため、毎回失敗します。',
    },
    hostPid: {
      en: 'nsenter enters process 1 of the pod, not of the node: without hostPID there is no other.',
      ja: 'hostPID がないため、nsenter が入るのはノードではなく Pod のプロセス 1 です。',
    },
    entryPoint: {
      en: 'The entry point of {image} starts as root and changes to another user, which takes the capabilities SETUID and SETGID; drop ALL takes them away, and it ends at once. Give it a runAsUser.',
      ja: '{image} のエントリーポイントは root で起動して別のユーザーに切り替わり、SETUID と SETGID が必要です。drop ALL で失われるため、すぐに終了します。runAsUser を指定してください。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const podSpec = get(effective, 'spec', 'template', 'spec');
    for (const { container, path } of containers(effective)) {
      const { user } = runAsOf(container, path, podSpec);
      const capabilities = get(container, 'securityContext', 'capabilities');
      const privileged = get(container, 'securityContext', 'privileged') === true;
      if (!privileged && user === undefined && container['command'] === undefined && drops(capabilities, 'ALL')) {
        const image = imageOf(container);
        if (image && changesUser(image) && !grants(capabilities, 'SETUID') && startsEntryPoint(container))
          yield {
            path: [...path, 'securityContext', 'capabilities', 'drop'],
            at: 'key',
            message: 'entryPoint',
            params: { image: image.repository },
          };
      }
      const argv = argvOf(container);
      if (!argv.some((word) => MENTIONED.test(word))) continue;
      const call = shellCallOf(argv);
      const index = call?.index ?? 0;
      const first = words(container['command']).length;
      const place: Path = index < first ? [...path, 'command', index] : [...path, 'args', index - first];
      const statements = call ? statementsOf(call.script) : [{ text: argv.join(' '), next: '' as const }];
      for (const { text: whole, next } of statements) {
        const statement = whole.replace(/^(?:exec|sudo|time|then|do|else)\s+/, '').replace(/^\/(?:usr\/)?s?bin\//, '');
        // `|| true` takes the failure into account
        if (next === '||') continue;
        if (/^nsenter\s.*(?:-t|--target)[ =]?1\b/.test(statement) && get(podSpec, 'hostPID') !== true) {
          yield { path: place, at: 'value', message: 'hostPid' };
          break;
        }
        const owner = CHOWN.exec(statement)?.[1];
        if (owner !== undefined && user !== undefined && user !== 0 && Number(owner) !== user) {
          yield { path: place, at: 'value', message: 'chown', params: { user } };
          break;
        }
        if (privileged) continue;
        const given = GIVEN_TO.exec(statement)?.[1] ?? 'root';
        if (!/^(?:root|0)$/.test(given) && !user && drops(capabilities, 'ALL') && !grants(capabilities, 'CHOWN')) {
          yield { path: place, at: 'value', message: 'default', params: { program: 'chown', capability: 'CHOWN' } };
          break;
        }
        const need = NEEDS.find((each) => each.statement.test(statement));
        if (!need || need.capabilities.some((name) => grants(capabilities, name))) continue;
        yield {
          path: place,
          at: 'value',
          message: need.message,
          params: { program: programOf(statement), capability: need.capabilities.join(' / ') },
        };
        break;
      }
    }
  },
});

function grants(capabilities: Json | undefined, name: string): boolean {
  return list(get(capabilities, 'add')).some((each) => each === name || each === 'ALL' || each === `CAP_${name}`);
}

function drops(capabilities: Json | undefined, name: string): boolean {
  return list(get(capabilities, 'drop')).includes(name);
}

/** Arguments that are options go to the entry point; a program of its own may not need another user. */
function startsEntryPoint(container: JsonObject): boolean {
  const [first] = words(container['args']);
  return first === undefined || first.startsWith('-');
}

import { accountOf, holdersOf } from '../knowledge/rbac';
import { writtenNamespace } from '../namespaces';
import { get, list, object, text } from '../read';
import { inspectionRule, type Localized } from '../rule';

/** Groups that everybody is in (`k8s.io/apiserver/pkg/authentication/user`). */
const GROUPS: readonly { readonly name: RegExp; readonly who: Localized }[] = [
  {
    name: /^system:serviceaccounts$/,
    who: { en: 'every service account of the cluster', ja: 'クラスターのすべてのサービスアカウント' },
  },
  {
    name: /^system:serviceaccounts:/,
    who: { en: 'every service account of the namespace', ja: '名前空間のすべてのサービスアカウント' },
  },
  { name: /^system:authenticated$/, who: { en: 'everybody who has logged in', ja: 'ログインしたすべての利用者' } },
  {
    name: /^system:unauthenticated$/,
    who: { en: 'everybody who has not logged in', ja: 'ログインしていないすべての利用者' },
  },
];
/** Rights that are meant for all: the use of a pod security policy, what can be seen of an API. */
const MEANT_FOR_ALL = /psp|polic|scc|discover|public|info|image-?pull/i;

/**
 * Every pod of a namespace that names no service account runs as `default` (admission plugin ServiceAccount, all
 * releases): what one workload needs is granted to all of them.
 */
export const defaultAccountBound = inspectionRule({
  id: 'default-account-bound',
  category: 'risk',
  kinds: ['RoleBinding', 'ClusterRoleBinding'],
  neighbours: ['StatefulSet', 'DaemonSet'],
  messages: {
    group: {
      en: 'The group {group} holds {who}: these rights, which {kind} {name} needs, go to all of them. Give the workload a ServiceAccount of its own.',
      ja: 'グループ {group} は{who}を含みます。{kind} {name} のための権限がそのすべてに渡ります。専用の ServiceAccount を用意してください。',
    },
    default: {
      en: 'These rights are meant for {kind} {name}, but the account "default" gives them to every pod of the namespace that names no account. Give the workload a ServiceAccount of its own.',
      ja: '{kind} {name} のための権限ですが、「default」に与えると、アカウントを指定していない名前空間内のすべての Pod に渡ります。専用の ServiceAccount を用意してください。',
    },
  },
  *check({ object: binding, judgement, neighbours }) {
    const holders = holdersOf(neighbours, object(judgement.effective) ?? {}, writtenNamespace(binding));
    // the name alone links nothing: many pods of other files have that account
    const found = holders.find(({ subject, workload: { near } }) => subject.name === 'default' && near === 'file');
    if (found) {
      const { kind, name } = found.workload.object;
      yield { path: ['subjects', found.subject.index, 'name'], at: 'value', params: { kind, name } };
      return;
    }
    if (MEANT_FOR_ALL.test(text(get(judgement.effective, 'roleRef', 'name')) ?? '')) return;
    for (const [index, subject] of list(get(judgement.effective, 'subjects')).entries()) {
      const group = text(get(subject, 'name')) ?? '';
      const who = get(subject, 'kind') === 'Group' && GROUPS.find(({ name }) => name.test(group))?.who;
      if (!who) continue;
      const [set] = (['StatefulSet', 'DaemonSet'] as const).flatMap((kind) =>
        neighbours.facts(kind, accountOf, binding).filter(({ near }) => near === 'file'),
      );
      if (!set) return;
      const { kind, name } = set.object;
      yield { path: ['subjects', index, 'name'], at: 'value', message: 'group', params: { group, who, kind, name } };
    }
  },
});

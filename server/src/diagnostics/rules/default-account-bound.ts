import { holdersOf } from '../knowledge/rbac';
import { writtenNamespace } from '../namespaces';
import { object } from '../read';
import { inspectionRule } from '../rule';

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
    default: {
      en: 'These rights are meant for {kind} {name}, but the account "default" gives them to every pod of the namespace that names no account. Give the workload a ServiceAccount of its own.',
      ja: '{kind} {name} のための権限ですが、「default」に与えると、アカウントを指定していない名前空間内のすべての Pod に渡ります。専用の ServiceAccount を用意してください。',
    },
  },
  *check({ object: binding, judgement, neighbours }) {
    const holders = holdersOf(neighbours, object(judgement.effective) ?? {}, writtenNamespace(binding));
    const own = writtenNamespace(binding);
    // the name alone links nothing: many pods of other files have that account
    const found = holders.find(
      ({ subject, workload: { near, namespace } }) =>
        subject.name === 'default' &&
        (near === 'file' || (near === 'folder' && namespace !== null && namespace === (subject.namespace ?? own))),
    );
    if (!found) return;
    const { kind, name } = found.workload.object;
    yield { path: ['subjects', found.subject.index, 'name'], at: 'value', params: { kind, name } };
  },
});

import { fix, mend } from '../fixing';
import { accountOf, bindingOf } from '../knowledge/rbac';
import { linkedTo } from '../knowledge/references';
import { writtenNamespace } from '../namespaces';
import { get, list } from '../read';
import { inspectionRule } from '../rule';

const SPEC = ['spec', 'template', 'spec'] as const;

/**
 * With automountServiceAccountToken: false (of the pod, else of the service account) the pods get no token (admission plugin
 * ServiceAccount, all releases); what a binding allows them they cannot ask for.
 */
export const serviceAccountTokenOff = inspectionRule({
  id: 'service-account-token-off',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  neighbours: ['ServiceAccount', 'RoleBinding', 'ClusterRoleBinding'],
  messages: {
    default: {
      en: '{binding} gives the service account {account} rights, and the pods get no token to use them: every request to the API server is refused.',
      ja: '{binding} がサービスアカウント {account} に権限を与えていますが、Pod にはそれを使うトークンが渡りません。API サーバーへの要求はすべて拒否されます。',
    },
    account: {
      en: '{binding} gives the service account {account} rights, and the account itself says automountServiceAccountToken: false: the pods get no token to use them.',
      ja: '{binding} がサービスアカウント {account} に権限を与えていますが、アカウント自身が automountServiceAccountToken: false です。Pod にはそれを使うトークンが渡りません。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const own = get(effective, ...SPEC, 'automountServiceAccountToken');
    const account = accountOf(effective, context.object.kind);
    if (own === true || account === 'default') return;
    const { neighbours, object: of } = context;
    const ofAccount = linkedTo(neighbours.named('ServiceAccount', account, of), of).some(
      ({ json }) => json['automountServiceAccountToken'] === false,
    );
    if (own !== false && !ofAccount) return;
    const projected = list(get(effective, ...SPEC, 'volumes')).some((volume) =>
      list(get(volume, 'projected', 'sources')).some((source) => get(source, 'serviceAccountToken') !== undefined),
    );
    if (projected) return;
    const binding = bindingOf(neighbours, account, writtenNamespace(of), of);
    if (!binding || binding.near === 'workspace') return;
    const path = own === false ? [...SPEC, 'automountServiceAccountToken'] : [...SPEC, 'serviceAccountName'];
    yield {
      path,
      at: 'value',
      message: own === false ? 'default' : 'account',
      params: { binding: `${binding.object.kind} ${binding.object.name}`, account },
      fixes: () =>
        fix(
          { en: 'Mount the token', ja: 'トークンをマウントする' },
          'alternative',
          mend(context).put([...SPEC, 'automountServiceAccountToken'], true),
        ),
    };
  },
});

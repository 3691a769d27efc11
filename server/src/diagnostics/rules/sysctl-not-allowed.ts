import { isSafeSysctl } from '../knowledge/podSecurity';
import { get, list, text } from '../read';
import { inspectionRule } from '../rule';

const SYSCTLS = ['spec', 'template', 'spec', 'securityContext', 'sysctls'] as const;
/** Sysctls that a namespace of the kernel holds apart; all others belong to the node. */
const NAMESPACED = /^(?:kernel\.(?:shm|msg|sem)|fs\.mqueue\.|net\.)/;

/**
 * A kubelet admits the safe sysctls and those that it is told to allow; a pod with another one fails with SysctlForbidden
 * (`allowlist.go` in pkg/kubelet/sysctl, all releases).
 */
export const sysctlNotAllowed = inspectionRule({
  id: 'sysctl-not-allowed',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    node: {
      en: '{name} belongs to the node, not to a pod: no kubelet can allow it, and every pod fails with SysctlForbidden. Set it on the node, or in a privileged init container.',
      ja: '{name} は Pod ではなくノードの設定です。どの kubelet も許可できず、Pod はすべて SysctlForbidden で失敗します。ノードで設定するか、特権のある init コンテナで設定してください。',
    },
    default: {
      en: '{name} is not one of the safe sysctls: on every node whose kubelet is not started with --allowed-unsafe-sysctls for it, the pod fails with SysctlForbidden.',
      ja: '{name} は安全な sysctl に含まれません。--allowed-unsafe-sysctls で許可していない kubelet のノードでは、Pod が SysctlForbidden で失敗します。',
    },
  },
  *check(context) {
    for (const [index, sysctl] of list(get(context.judgement.effective, ...SYSCTLS)).entries()) {
      const name = text(get(sysctl, 'name'))?.replaceAll('/', '.') ?? '';
      if (name === '' || isSafeSysctl(name, context.release)) continue;
      yield {
        path: [...SYSCTLS, index, 'name'],
        at: 'value',
        message: NAMESPACED.test(name) ? 'default' : 'node',
        params: { name },
      };
    }
  },
});

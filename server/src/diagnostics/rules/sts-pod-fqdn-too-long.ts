import { ordinalsOf } from '../knowledge/governing';
import { writtenNamespace } from '../namespaces';
import { get, podTemplateOf, text } from '../read';
import { inspectionRule } from '../rule';

const MOST = 64;

/**
 * With setHostnameAsFQDN the kubelet sets the full name as the kernel's host name, which holds 64 characters; longer ones
 * keep the pod in ContainerCreating (kubelet, GeneratePodHostNameAndDomain, truncatePodHostnameIfNeeded).
 */
export const stsPodFqdnTooLong = inspectionRule({
  id: 'sts-pod-fqdn-too-long',
  category: 'broken',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'With setHostnameAsFQDN the host name is {fqdn}: {length} characters, and the kernel takes 64. The pods stay in ContainerCreating.',
      ja: 'setHostnameAsFQDN によりホスト名が {fqdn}（{length} 文字）になりますが、カーネルが受け付けるのは 64 文字までです。Pod は ContainerCreating のままです。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const template = podTemplateOf(effective, 'StatefulSet');
    const service = text(get(effective, 'spec', 'serviceName')) ?? '';
    if (template?.spec['setHostnameAsFQDN'] !== true || service === '') return;
    const { start, end } = ordinalsOf(effective);
    const namespace = writtenNamespace(context.object) ?? 'default';
    const fqdn = `${context.object.name}-${Math.max(start, end - 1)}.${service}.${namespace}.svc.cluster.local`;
    if (fqdn.length <= MOST) return;
    yield { path: [...template.path, 'spec', 'setHostnameAsFQDN'], at: 'value', params: { fqdn, length: fqdn.length } };
  },
});

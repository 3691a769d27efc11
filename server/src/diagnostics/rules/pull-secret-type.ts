import { linkedTo, podReferences } from '../knowledge/references';
import { text } from '../read';
import { inspectionRule } from '../rule';

const TYPES: ReadonlySet<string> = new Set(['kubernetes.io/dockerconfigjson', 'kubernetes.io/dockercfg']);

/** The kubelet takes credentials from Secrets of two types and passes over all others (`MakeDockerKeyring`, all releases). */
export const pullSecretType = inspectionRule({
  id: 'pull-secret-type',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  neighbours: ['Secret'],
  messages: {
    default: {
      en: 'The Secret {name} is of type {type}, and the kubelet takes registry credentials from kubernetes.io/dockerconfigjson alone: images of a private registry cannot be pulled.',
      ja: 'Secret {name} の型は {type} ですが、kubelet がレジストリの認証情報を読むのは kubernetes.io/dockerconfigjson だけです。非公開レジストリのイメージを取得できません。',
    },
  },
  *check(context) {
    for (const { name, path, use } of podReferences(context.judgement.effective, context.object.kind)) {
      if (use !== 'pullSecret') continue;
      const found = linkedTo(context.neighbours.named('Secret', name, context.object), context.object);
      const types = found.map(({ json }) => text(json['type']) ?? 'Opaque');
      const [type] = types;
      if (type === undefined || types.some((each) => TYPES.has(each))) continue;
      yield { path, at: 'value', params: { name, type } };
    }
  },
});

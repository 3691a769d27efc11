import { credentialsIn } from '../knowledge/credentials';
import { inspectionRule } from '../rule';

/** A value in `env` is shown to everybody who may read the workload, its pods, or the repository (kubernetes.io, "Good practices for Kubernetes Secrets"). */
export const passwordInManifest = inspectionRule({
  id: 'password-in-manifest',
  category: 'style',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: '{name} stands here in plain text: whoever may read the workload, its pods or the repository has it. Take it from a Secret (valueFrom.secretKeyRef).',
      ja: '{name} が平文で書かれており、ワークロードや Pod、リポジトリを読める人には見えます。Secret から渡してください（valueFrom.secretKeyRef）。',
    },
  },
  *check(context) {
    for (const { name, path, wellKnown } of credentialsIn(context.judgement.effective))
      if (!wellKnown) yield { path, at: 'value', params: { name } };
  },
});

import { claimTemplatesOf, ordinalsOf } from '../knowledge/claims';
import { get, list, text } from '../read';
import { inspectionRule } from '../rule';

/**
 * A PersistentVolume of type hostPath does not say on which node its directory is: unlike `local`, it may go without
 * nodeAffinity, and the scheduler then sends its pod anywhere (pkg/volume/hostpath, all releases).
 */
export const hostPathVolumeOnAnyNode = inspectionRule({
  id: 'host-path-volume-on-any-node',
  category: 'risk',
  kinds: ['PersistentVolume'],
  neighbours: ['StatefulSet', 'Node'],
  messages: {
    default: {
      en: 'This volume is the directory {path} of whichever node its pod runs on: a replica of {set} that moves to another node starts empty. Use local with nodeAffinity.',
      ja: 'このボリュームは、Pod が動いているノードの {path} です。{set} のレプリカが別のノードに移ると空から始まります。nodeAffinity 付きの local を使います。',
    },
  },
  *check(context) {
    const spec = get(context.judgement.effective, 'spec');
    const path = text(get(spec, 'hostPath', 'path'));
    if (path === undefined) return;
    if (list(get(spec, 'nodeAffinity', 'required', 'nodeSelectorTerms')).length > 0) return;
    const className = text(get(spec, 'storageClassName')) ?? '';
    const user = context.neighbours
      .ofKind('StatefulSet')
      .filter(({ near }) => near !== 'workspace')
      .find(
        ({ json }) =>
          ordinalsOf(json).replicas > 0 &&
          claimTemplatesOf(json).some((template) => text(template.spec['storageClassName']) === className) &&
          get(json, 'spec', 'template', 'spec', 'nodeSelector', 'kubernetes.io/hostname') === undefined &&
          get(json, 'spec', 'template', 'spec', 'nodeName') === undefined,
      );
    if (!user || context.nodes.length === 1) return;
    yield { path: ['spec', 'hostPath'], at: 'key', params: { path, set: user.object.name } };
  },
});

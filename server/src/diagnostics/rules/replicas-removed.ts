import { replicasOf } from '../knowledge/rollout';
import { get, nodeOf } from '../read';
import { inspectionRule } from '../rule';

/**
 * What an apply no longer writes it takes away, and the server fills in replicas 1 (SetDefaults_StatefulSet): the set
 * shrinks at once, also where an autoscaler is to take over.
 */
export const replicasRemoved = inspectionRule({
  id: 'replicas-removed',
  category: 'risk',
  kinds: ['StatefulSet'],
  neighbours: ['HorizontalPodAutoscaler'],
  messages: {
    default: {
      en: 'replicas {from} is taken away, so the apply sets the server default of 1: {gone} pods are removed.',
      ja: 'replicas {from} の記述がなくなるため、適用するとサーバーの既定値 1 になり、Pod が {gone} 個削除されます。',
    },
    autoscaler: {
      en: 'replicas {from} is taken away for the autoscaler {autoscaler}; this apply still sets it to 1 once, and {gone} pods are removed until the autoscaler makes them again.',
      ja: 'オートスケーラー {autoscaler} に任せるため replicas {from} の記述がなくなりますが、この適用で一度 1 になり、オートスケーラーが戻すまで Pod が {gone} 個削除されます。',
    },
  },
  *check(context) {
    const { old, object: manifest } = context;
    if (!old || nodeOf(manifest.root, ['spec', 'replicas']) || !nodeOf(manifest.root, ['spec'])) return;
    // what was not written either was not owned by the apply
    if (!nodeOf(old.object.root, ['spec', 'replicas'])) return;
    const from = replicasOf(old.judgement.effective);
    const to = replicasOf(context.judgement.effective);
    if (to >= from) return;
    const autoscaler = context.neighbours.ofKind('HorizontalPodAutoscaler', manifest).find(({ json }) => {
      const target = get(json, 'spec', 'scaleTargetRef');
      return get(target, 'kind') === 'StatefulSet' && get(target, 'name') === manifest.name;
    });
    yield {
      path: ['spec'],
      at: 'key',
      ...(autoscaler ? { message: 'autoscaler' } : {}),
      params: { from, gone: from - to, autoscaler: autoscaler?.object.name ?? '' },
    };
  },
});

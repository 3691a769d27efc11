import { fix, mend } from '../fixing';
import { claimSpecsOf } from '../knowledge/claims';
import { isOfANode, isOfAZone } from '../knowledge/provisioners';
import { get, type JsonObject, list, nodeOf, object, podTemplateOf, text } from '../read';
import { inspectionRule } from '../rule';

/**
 * With `Immediate`, the default, a claim is bound before its pod is scheduled: to a disk on any node or in any zone,
 * whatever the pod's own constraints are (StorageClass `volumeBindingMode`, since 1.9). For disks of a node that is wrong
 * for every pod; for disks of a zone it is where the pods are bound to zones or nodes.
 */
export const storageClassBindsImmediately = inspectionRule({
  id: 'storage-class-binds-immediately',
  category: 'risk',
  kinds: ['StorageClass'],
  neighbours: ['StatefulSet'],
  messages: {
    default: {
      en: 'Claims of this class are bound before their pods are scheduled, to a disk on any node: a pod of {set} that may not run on that node stays Pending for good. Use WaitForFirstConsumer.',
      ja: 'このクラスの claim は Pod のスケジューリングより先に、どこかのノードのディスクに結び付きます。{set} の Pod がそのノードで動けないと、ずっと Pending のままです。WaitForFirstConsumer にします。',
    },
    zone: {
      en: 'Claims of this class are provisioned before their pods are scheduled, in any zone, and {set} constrains where its pods run: one whose disk is elsewhere stays Pending. Use WaitForFirstConsumer.',
      ja: 'このクラスの claim は Pod のスケジューリングより先に、任意のゾーンに作られます。{set} は Pod の配置先を制限しているため、別の場所にディスクができた Pod は Pending のままです。WaitForFirstConsumer にします。',
    },
  },
  *check(context) {
    const json = context.judgement.effective;
    const provisioner = text(get(json, 'provisioner')) ?? '';
    const ofANode = isOfANode(provisioner);
    if (!ofANode && !isOfAZone(provisioner)) return;
    if ((text(get(json, 'volumeBindingMode')) ?? 'Immediate') !== 'Immediate') return;
    if (!ofANode && list(get(json, 'allowedTopologies')).length > 0) return;
    const { name } = context.object;
    const user = context.neighbours
      .ofKind('StatefulSet')
      .find(
        (set) =>
          claimSpecsOf(set.json).some(({ spec }) => spec['storageClassName'] === name) &&
          (ofANode || isConstrained(podTemplateOf(set.json, 'StatefulSet')?.spec)),
      );
    if (!user) return;
    const path = ['volumeBindingMode'];
    const written = nodeOf(context.object.root, path) !== undefined;
    yield {
      path: written ? path : ['provisioner'],
      at: 'value',
      message: ofANode ? 'default' : 'zone',
      params: { set: user.object.name },
      fixes: () =>
        fix(
          { en: 'Use WaitForFirstConsumer', ja: 'WaitForFirstConsumer にする' },
          'preferred',
          mend(context).put(path, 'WaitForFirstConsumer'),
        ),
    };
  },
});

/** Do the pods say where they run, or that they keep apart? */
function isConstrained(spec: JsonObject | undefined): boolean {
  const required = ['nodeAffinity', 'podAffinity', 'podAntiAffinity'].some((kind) => {
    const terms = get(spec, 'affinity', kind, 'requiredDuringSchedulingIgnoredDuringExecution');
    if (kind !== 'podAntiAffinity') return terms !== undefined;
    return list(terms).some((term) => get(term, 'topologyKey') === 'topology.kubernetes.io/zone');
  });
  const selectors = Object.keys(object(spec?.['nodeSelector']) ?? {});
  const spread = list(spec?.['topologySpreadConstraints']).some(
    (each) =>
      get(each, 'topologyKey') === 'topology.kubernetes.io/zone' && get(each, 'whenUnsatisfiable') !== 'ScheduleAnyway',
  );
  return required || spread || selectors.some((key) => key !== 'kubernetes.io/os' && key !== 'kubernetes.io/arch');
}

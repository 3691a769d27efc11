import { fix, mend } from '../fixing';
import { claimSpecsOf } from '../knowledge/claims';
import { isWellKnownDiskClass, NO_PROVISIONER } from '../knowledge/provisioners';
import { get, object, stringMap, text } from '../read';
import { inspectionRule, type RuleContext } from '../rule';
import { unmet } from '../selectors';

const DEFAULT_CLASS = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
];

/**
 * A claim with a selector is never provisioned: provisioners refuse it (external-provisioner, `prepareProvision`: "claim
 * Selector is not supported"; documentation of PersistentVolumes), so only a volume that is there already can serve it.
 */
export const claimSelectorUnprovisioned = inspectionRule({
  id: 'claim-selector-unprovisioned',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  neighbours: ['StorageClass', 'PersistentVolume'],
  messages: {
    default: {
      en: 'A claim with a selector is never provisioned, though the class {class} provisions volumes, and no volume here has these labels: the claim stays Pending, and its pod with it.',
      ja: 'クラス {class} はボリュームを作れますが、selector を持つ claim にはプロビジョニングが行われません。このラベルを持つボリュームもここにないため、claim は Pending のままで、Pod も起動しません。',
    },
  },
  *check(context) {
    for (const { path, spec } of claimSpecsOf(context.judgement.effective)) {
      const selector = object(spec['selector']);
      if (!selector || Object.keys(selector).length === 0 || spec['volumeName'] !== undefined) continue;
      const name = provisioning(context, text(spec['storageClassName']));
      if (name === undefined) continue;
      const volumes = context.neighbours.ofKind('PersistentVolume');
      if (volumes.some(({ json }) => unmet(selector, stringMap(get(json, 'metadata', 'labels'))).length === 0))
        continue;
      const place = [...path, 'selector'];
      yield {
        path: place,
        at: 'key',
        params: { class: name },
        fixes: () =>
          fix({ en: 'Remove the selector', ja: 'selector を削除する' }, 'alternative', mend(context).remove(place)),
      };
    }
  },
});

/** The class that a claim asks for, if it is one that makes volumes; undefined where that is not known. */
function provisioning({ neighbours }: RuleContext, wanted: string | undefined): string | undefined {
  if (wanted === '') return undefined;
  if (wanted === undefined) {
    const standard = neighbours
      .ofKind('StorageClass')
      .filter(({ json }) => DEFAULT_CLASS.some((key) => get(json, 'metadata', 'annotations', key) === 'true'));
    const [only] = standard;
    return standard.length === 1 && only && provisions(only.json['provisioner']) ? only.object.name : undefined;
  }
  const [found] = neighbours.namedAnywhere('StorageClass', wanted);
  if (!found) return isWellKnownDiskClass(wanted) ? wanted : undefined;
  return provisions(found.json['provisioner']) ? wanted : undefined;
}

function provisions(provisioner: unknown): boolean {
  return typeof provisioner === 'string' && provisioner !== '' && provisioner !== NO_PROVISIONER;
}

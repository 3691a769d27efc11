import type { Json } from '../../apiServer/index';
import type { Path } from '../../manifest/index';
import { keepsClaims, TEMPLATE } from '../knowledge/templateChange';
import { enumerate } from '../message';
import { get, list, object, text } from '../read';
import { inspectionRule } from '../rule';

/** Places that a disk cannot leave: zonal disks, and local ones. */
const PLACES: Readonly<Record<string, true>> = {
  'topology.kubernetes.io/zone': true,
  'failure-domain.beta.kubernetes.io/zone': true,
  'topology.ebs.csi.aws.com/zone': true,
  'topology.gke.io/zone': true,
  'topology.disk.csi.azure.com/zone': true,
  'topology.kubernetes.io/region': true,
  'kubernetes.io/hostname': true,
};

/**
 * A disk is where it was made (nodeAffinity of its PersistentVolume, filter VolumeBinding of the scheduler). Pods that are
 * told to run elsewhere cannot mount the claims that they already have.
 */
export const stsZoneLeftByClaims = inspectionRule({
  id: 'sts-zone-left-by-claims',
  category: 'risk',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'The pods move from {key} {from} to {to}, and their disks stay in {from}: replaced pods find no node that has both, and stay Pending.',
      ja: 'Pod は {key} {from} から {to} に移りますが、ディスクは {from} に残ります。置き換わった Pod は両方を満たすノードがなく、Pending のままになります。',
    },
  },
  *check(context) {
    if (!context.old || !keepsClaims(context)) return;
    const before = placesOf(context.old.judgement.effective);
    if (before.length === 0) return;
    for (const after of placesOf(context.judgement.effective)) {
      const former = before.find((each) => each.key === after.key);
      if (!former || after.values.some((value) => former.values.includes(value))) continue;
      yield {
        path: after.path,
        at: 'value',
        params: { key: after.key, from: enumerate(former.values), to: enumerate(after.values) },
      };
      return;
    }
  },
});

interface Place {
  readonly key: string;
  readonly values: readonly string[];
  readonly path: Path;
}

/** Zones and hosts that the pods are bound to, by nodeSelector or the one term of a required affinity. */
function placesOf(effective: Json): readonly Place[] {
  const spec: Path = [...TEMPLATE, 'spec'];
  const selected = Object.entries(object(get(effective, ...spec, 'nodeSelector')) ?? {}).flatMap(([key, value]) =>
    typeof value === 'string' && Object.hasOwn(PLACES, key)
      ? [{ key, values: [value], path: [...spec, 'nodeSelector', key] }]
      : [],
  );
  const terms: Path = [
    ...spec,
    'affinity',
    'nodeAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
    'nodeSelectorTerms',
  ];
  const [only, ...others] = list(get(effective, ...terms));
  const required = others.length > 0 ? [] : list(get(only, 'matchExpressions'));
  return [
    ...selected,
    ...required.flatMap((expression, index) => {
      const key = text(get(expression, 'key'));
      if (key === undefined || get(expression, 'operator') !== 'In' || !Object.hasOwn(PLACES, key)) return [];
      const values = list(get(expression, 'values')).filter((value) => typeof value === 'string');
      return [{ key, values, path: [...terms, 0, 'matchExpressions', index, 'values'] }];
    }),
  ];
}

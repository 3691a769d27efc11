import type { Path } from '../../manifest/index';
import {
  type ClaimSpec,
  claimTemplatesOf,
  handMadeVolumes,
  type Misfit,
  misfits,
  ordinalsOf,
} from '../knowledge/claims';
import { get, text } from '../read';
import { type Finding, inspectionRule, type Resource } from '../rule';

/**
 * Where nothing provisions volumes, the claims of the replicas are bound to those that people made: each claim to one
 * volume of its class that has its access modes, its volume mode and at least its size (`FindMatchingVolume`, all
 * releases). Volumes that are kept for some claim (`claimRef`) are counted as the set's own.
 */
export const stsVolumesDoNotFit = inspectionRule({
  id: 'sts-volumes-do-not-fit',
  category: 'broken',
  kinds: ['StatefulSet'],
  neighbours: ['PersistentVolume', 'StorageClass'],
  messages: {
    default: {
      en: 'Nothing provisions volumes of {class}, and here are {volumes} for {claims} claims: {name}-{ordinal} stays Pending.',
      ja: '{class}にはプロビジョナーがなく、claim {claims} 個に対してここにあるボリュームは {volumes} 個です。{name}-{ordinal} は Pending のままです。',
    },
    size: {
      en: 'The volume {volume} has {capacity} and the claims ask for {wanted}: only {fitting} of {claims} can be bound.',
      ja: 'ボリューム {volume} は {capacity} ですが、claim は {wanted} を求めます。{claims} 個のうち結び付けられるのは {fitting} 個だけです。',
    },
    accessModes: {
      en: 'The volume {volume} does not offer the access modes that the claims ask for: only {fitting} of {claims} can be bound.',
      ja: 'ボリューム {volume} は、claim が求めるアクセスモードに対応していません。{claims} 個のうち結び付けられるのは {fitting} 個だけです。',
    },
    volumeMode: {
      en: 'The volume {volume} has another volumeMode than the claims ask for: only {fitting} of {claims} can be bound.',
      ja: 'ボリューム {volume} の volumeMode は claim が求めるものと異なります。{claims} 個のうち結び付けられるのは {fitting} 個だけです。',
    },
    selector: {
      en: 'The selector of the claims does not match the labels of the volume {volume}: only {fitting} of {claims} can be bound.',
      ja: 'claim の selector がボリューム {volume} のラベルに一致しません。{claims} 個のうち結び付けられるのは {fitting} 個だけです。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const { replicas, start } = ordinalsOf(effective);
    if (replicas < 1) return;
    const byClass = new Map<string, ClaimSpec[]>();
    for (const claim of claimTemplatesOf(effective)) {
      const className = text(claim.spec['storageClassName']);
      if (className === undefined || claim.spec['volumeName'] !== undefined) continue;
      byClass.set(className, [...(byClass.get(className) ?? []), claim]);
    }
    for (const [className, claims] of byClass) {
      const volumes = handMadeVolumes(context.neighbours, className);
      if (!volumes) continue;
      let free = volumes;
      for (const claim of claims) {
        const fitting = free.filter(({ json }) => misfits(json, claim.spec).length === 0);
        if (fitting.length >= replicas) {
          const taken = new Set(fitting.slice(0, replicas));
          free = free.filter((volume) => !taken.has(volume));
          continue;
        }
        const name = `${claim.name}-${context.object.name}`;
        const counts = { claims: replicas, fitting: fitting.length, name, ordinal: start + fitting.length };
        yield explain(claim, free, replicas, className, counts);
        break;
      }
    }
  },
});

const REASONS: readonly { readonly reason: Exclude<Misfit, 'class' | 'claimRef'>; readonly place: Path }[] = [
  { reason: 'accessModes', place: ['accessModes'] },
  { reason: 'volumeMode', place: ['volumeMode'] },
  { reason: 'size', place: ['resources', 'requests', 'storage'] },
  { reason: 'selector', place: ['selector'] },
];

/** The one thing that, were it otherwise, would let the claims be bound; else that there are too few volumes. */
function explain(
  claim: ClaimSpec,
  free: readonly Resource[],
  replicas: number,
  className: string,
  counts: Readonly<Record<string, string | number>>,
): Finding {
  for (const { reason, place } of REASONS) {
    const without = free.map(({ json }) => misfits(json, claim.spec).filter((misfit) => misfit !== reason));
    if (without.filter((rest) => rest.length === 0).length < replicas) continue;
    const guilty = free.find(({ json }) => misfits(json, claim.spec).includes(reason));
    return {
      path: [...claim.path, ...place],
      at: 'value',
      message: reason,
      params: {
        ...counts,
        volume: guilty?.object.name ?? '',
        capacity: text(get(guilty?.json, 'spec', 'capacity', 'storage')) ?? '',
        wanted: text(get(claim.spec, 'resources', 'requests', 'storage')) ?? '',
      },
    };
  }
  const ofClass =
    className === ''
      ? { en: 'no class', ja: 'クラスなしのボリューム' }
      : { en: `the class ${className}`, ja: `クラス ${className} ` };
  return { path: ['spec', 'replicas'], at: 'value', params: { ...counts, class: ofClass, volumes: free.length } };
}

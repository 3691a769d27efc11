/** Claims of StatefulSets, the volumes that can serve them, and who else names a claim. */
import type { ApiObject, Json } from '../../apiServer/index';
import { parseQuantity } from '../../apiServer/index';
import type { Path } from '../../manifest/index';
import { get, type JsonObject, list, number, object, podTemplateOf, stringMap, text } from '../read';
import type { Neighbours, Resource } from '../rule';
import { unmet } from '../selectors';
import { isOneNodeAtATime, isWellKnownDiskClass, NO_PROVISIONER } from './provisioners';

/** The spec of a claim that is made for pods. */
export interface ClaimSpec {
  /** of the template; empty for an ephemeral volume's */
  readonly name: string;
  /** of the claim's spec */
  readonly path: Path;
  readonly spec: JsonObject;
}

const TEMPLATES = ['spec', 'volumeClaimTemplates'] as const;
const VOLUMES = ['spec', 'template', 'spec', 'volumes'] as const;

/** The claim templates of a StatefulSet. */
export function claimTemplatesOf(json: Json): readonly ClaimSpec[] {
  return list(get(json, ...TEMPLATES)).flatMap((item, index): ClaimSpec[] => {
    const name = text(get(item, 'metadata', 'name'));
    const spec = object(get(item, 'spec'));
    return name === undefined || !spec ? [] : [{ name, path: [...TEMPLATES, index, 'spec'], spec }];
  });
}

/** Claims that are made of templates: those of a set and those of ephemeral volumes. */
export function claimSpecsOf(json: Json): readonly ClaimSpec[] {
  const ephemeral = list(get(json, ...VOLUMES)).flatMap((item, index): ClaimSpec[] => {
    const spec = object(get(item, 'ephemeral', 'volumeClaimTemplate', 'spec'));
    const path = [...VOLUMES, index, 'ephemeral', 'volumeClaimTemplate', 'spec'];
    return spec ? [{ name: '', path, spec }] : [];
  });
  return [...claimTemplatesOf(json), ...ephemeral];
}

/** First ordinal and number of the replicas of a StatefulSet, as they are written or by default. */
export function ordinalsOf(json: Json): { readonly start: number; readonly replicas: number } {
  return {
    start: number(get(json, 'spec', 'ordinals', 'start')) ?? 0,
    replicas: number(get(json, 'spec', 'replicas')) ?? 1,
  };
}

/** The claims that the volumes of an object's pods name, with the path of each name. */
export function claimsNamed(json: Json, kind: string): readonly { readonly claim: string; readonly path: Path }[] {
  const template = podTemplateOf(json, kind);
  return list(template?.spec['volumes']).flatMap((volume, index) => {
    const claim = text(get(volume, 'persistentVolumeClaim', 'claimName'));
    const path = [...(template?.path ?? []), 'spec', 'volumes', index, 'persistentVolumeClaim', 'claimName'];
    return claim === undefined ? [] : [{ claim, path }];
  });
}

/** Workloads that name a claim in their volumes. Asks for every object of the kinds: only after a cheap test. */
export function usersOfClaim(
  neighbours: Neighbours,
  claim: string,
  of: ApiObject,
  kinds: readonly string[],
): readonly Resource[] {
  return kinds.flatMap((kind) =>
    neighbours.ofKind(kind, of).filter(({ json }) => claimsNamed(json, kind).some((each) => each.claim === claim)),
  );
}

/** Is a claim of these access modes for one node at a time? An empty list says nothing. */
export function isForOneNode(modes: readonly Json[]): boolean {
  return modes.length > 0 && modes.every((mode) => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod');
}

/** Bytes of a claim's request or a volume's capacity; undefined where it cannot be read. */
export function storageOf(quantity: Json | undefined): bigint | undefined {
  return parseQuantity(quantity)?.nano;
}

/** What keeps a volume from serving a claim. */
export type Misfit = 'class' | 'accessModes' | 'size' | 'volumeMode' | 'selector' | 'claimRef';

/**
 * Why a volume cannot be bound to a claim (`FindMatchingVolume` in k8s.io/component-helpers/storage/volume, all
 * releases); empty: it can.
 */
export function misfits(volume: JsonObject, claim: JsonObject): readonly Misfit[] {
  const found: Misfit[] = [];
  const spec = object(volume['spec']);
  if ((text(spec?.['storageClassName']) ?? '') !== (text(claim['storageClassName']) ?? '')) found.push('class');
  const offered = list(spec?.['accessModes']);
  if (list(claim['accessModes']).some((mode) => !offered.includes(mode))) found.push('accessModes');
  const capacity = storageOf(get(spec, 'capacity', 'storage'));
  const wanted = storageOf(get(claim, 'resources', 'requests', 'storage'));
  if (capacity !== undefined && wanted !== undefined && capacity < wanted) found.push('size');
  if ((spec?.['volumeMode'] ?? 'Filesystem') !== (claim['volumeMode'] ?? 'Filesystem')) found.push('volumeMode');
  const labels = stringMap(get(volume, 'metadata', 'labels'));
  if (unmet(claim['selector'], labels).length > 0) found.push('selector');
  return found;
}

/** The provisioner of a class of the workspace; undefined where the class is not at hand. */
function provisionerOf(neighbours: Neighbours, className: string): string | undefined {
  const [found] = neighbours.namedAnywhere('StorageClass', className);
  return found && text(found.json['provisioner']);
}

/** Does the class give disks that one node at a time can mount, as far as is known? */
export function givesOneNodeDisks(neighbours: Neighbours, className: string): string | undefined {
  const provisioner = provisionerOf(neighbours, className);
  if (provisioner !== undefined) return isOneNodeAtATime(provisioner) ? provisioner : undefined;
  return isWellKnownDiskClass(className) ? className : undefined;
}

const BY_HAND = ['local', 'hostPath', 'nfs', 'iscsi', 'fc'] as const;

/**
 * The volumes of a class that people make by hand; undefined where something may make more of them, or none is at hand.
 */
export function handMadeVolumes(neighbours: Neighbours, className: string): readonly Resource[] | undefined {
  const volumes = neighbours
    .ofKind('PersistentVolume')
    .filter(({ json }) => (text(get(json, 'spec', 'storageClassName')) ?? '') === className);
  if (volumes.length === 0) return undefined;
  const provisioner = className === '' ? NO_PROVISIONER : provisionerOf(neighbours, className);
  if (provisioner === NO_PROVISIONER) return volumes;
  if (provisioner !== undefined) return undefined;
  const byHand = volumes.every(({ json }) => BY_HAND.some((source) => get(json, 'spec', source) !== undefined));
  return byHand ? volumes : undefined;
}

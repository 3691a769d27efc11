/** Autoscalers and what they scale. */
import type { ApiObject } from '../../apiServer/index';
import { get, number, text } from '../read';
import { closest } from '../resources';
import type { Neighbours, Resource } from '../rule';

/** Kinds of objects that set the replicas of a workload. */
export const AUTOSCALERS = ['HorizontalPodAutoscaler', 'ScaledObject'] as const;

export interface Autoscaler {
  readonly resource: Resource;
  readonly least: number;
  /** undefined: not written */
  readonly most: number | undefined;
}

export interface ScaleTarget {
  readonly kind: string;
  readonly name: string;
  readonly apiVersion: string;
}

/** What an autoscaler points at; KEDA scales Deployments where no kind is written. */
export function targetOf({ json, object }: Pick<Resource, 'json' | 'object'>): ScaleTarget {
  const keda = object.kind === 'ScaledObject';
  const ref = get(json, 'spec', object.kind === 'VerticalPodAutoscaler' ? 'targetRef' : 'scaleTargetRef');
  return {
    kind: text(get(ref, 'kind')) ?? (keda ? 'Deployment' : ''),
    name: text(get(ref, 'name')) ?? '',
    apiVersion: text(get(ref, 'apiVersion')) ?? (keda ? 'apps/v1' : ''),
  };
}

/** Least and most replicas: of a HorizontalPodAutoscaler 1 at least, of a ScaledObject 0 and at most 100 by default. */
export function boundsOf({ json, object }: Pick<Resource, 'json' | 'object'>): Omit<Autoscaler, 'resource'> {
  return object.kind === 'ScaledObject'
    ? {
        least: number(get(json, 'spec', 'minReplicaCount')) ?? 0,
        most: number(get(json, 'spec', 'maxReplicaCount')) ?? 100,
      }
    : { least: number(get(json, 'spec', 'minReplicas')) ?? 1, most: number(get(json, 'spec', 'maxReplicas')) };
}

/** The nearest autoscalers that scale the workload. */
export function autoscalersOf(neighbours: Neighbours, of: ApiObject): readonly Autoscaler[] {
  const found = AUTOSCALERS.flatMap((kind) => neighbours.ofKind(kind, of)).filter((resource) => {
    const { kind, name } = targetOf(resource);
    return kind === of.kind && name === of.name;
  });
  return closest(found).map((resource) => ({ resource, ...boundsOf(resource) }));
}

/** `maxUnavailable` or `minAvailable` of that many pods; percentages round up (GetScaledValueFromIntOrPercent). */
export function scaledUp(value: unknown, of: number): number | undefined {
  if (typeof value === 'number') return value;
  const percent = typeof value === 'string' ? /^(\d+)%$/.exec(value)?.[1] : undefined;
  return percent === undefined ? undefined : Math.ceil((Number(percent) * of) / 100);
}

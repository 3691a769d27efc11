/** The Service that gives the pods of a StatefulSet their names. */
import type { Json } from '../../apiServer/index';
import { get, type JsonObject, stringMap, text } from '../read';
import { closest } from '../resources';
import type { Resource, RuleContext } from '../rule';

/** The nearest Services of the name that `serviceName` says; none where the workspace knows none. */
export function governingServicesOf({ neighbours, object, judgement }: RuleContext): readonly Resource[] {
  const name = text(get(judgement.effective, 'spec', 'serviceName'));
  return name === undefined || name === '' ? [] : closest(neighbours.named('Service', name, object));
}

/** Has the Service no cluster IP, so that DNS answers with the pods themselves? */
export function isHeadless(service: JsonObject): boolean {
  return get(service, 'spec', 'clusterIP') === 'None';
}

/** Does it publish pods that are not ready? (The annotation did the same until 1.24 took it away.) */
export function publishesUnready(service: JsonObject): boolean {
  return get(service, 'spec', 'publishNotReadyAddresses') === true;
}

/** Ordinals that a set has: from `start` up to but without `end`. */
export interface Ordinals {
  readonly start: number;
  readonly end: number;
}

/**
 * @param set a StatefulSet as written or as stored
 * @param most the most replicas that an autoscaler may ask for, where one does
 */
export function ordinalsOf(set: Json | undefined, most?: number): Ordinals {
  const replicas = get(set, 'spec', 'replicas');
  const first = get(set, 'spec', 'ordinals', 'start');
  const start = typeof first === 'number' ? first : 0;
  return { start, end: start + Math.max(most ?? 0, typeof replicas === 'number' ? replicas : 1) };
}

/** The labels of a Service's selector. */
export function serviceSelectorOf(service: Json | undefined): Readonly<Record<string, string>> {
  return stringMap(get(service, 'spec', 'selector'));
}

import { nearestName } from '../../kubernetes/index';
import { fix, mend } from '../fixing';
import { targetOf } from '../knowledge/scaling';
import { enumerate } from '../message';
import { object as asObject, get, type JsonObject, list, podTemplateOf, text } from '../read';
import { closest } from '../resources';
import { inspectionRule } from '../rule';

/**
 * A utilization is a part of what the containers request; one container without a request of the resource and the metric
 * cannot be computed: "missing request for cpu in container …" (calculatePodRequests, calculateRequests). A limit stands
 * in for a request that is not written; so may a LimitRange.
 */
export const autoscalerWithoutRequests = inspectionRule({
  id: 'autoscaler-without-requests',
  category: 'broken',
  kinds: ['HorizontalPodAutoscaler'],
  neighbours: ['StatefulSet', 'LimitRange'],
  messages: {
    default: {
      en: 'The utilization of {resource} is measured against requests, and container {container} of {name} requests none: the metric is never computed and nothing is scaled.',
      ja: '{resource} の使用率は requests に対して計算されますが、{name} のコンテナ {container} には requests がありません。値が計算できず、スケールされません。',
    },
    container: {
      en: '{name} has no container {container} (there is {known}): the metric is never computed.',
      ja: '{name} にコンテナ {container} はありません（あるのは {known}）。値が計算できません。',
    },
  },
  *check(context) {
    const { object, judgement, neighbours } = context;
    const target = targetOf({ object, json: asObject(judgement.effective) ?? {} });
    if (target.kind !== 'StatefulSet') return;
    const [set] = closest(neighbours.named('StatefulSet', target.name, object));
    const spec = set && podTemplateOf(set.json, 'StatefulSet')?.spec;
    if (!set || !spec) return;
    const name = set.object.name;
    const containers = list(spec['containers']).flatMap((each) => asObject(each) ?? []) as readonly JsonObject[];
    const defaulted =
      neighbours.ofKind('LimitRange', set.object).length > 0 || get(spec, 'resources', 'requests') !== undefined;
    for (const { resource, container, utilization, path } of metricsOf(judgement.effective)) {
      if (container !== undefined) {
        const names = containers.flatMap((each) => text(each['name']) ?? []);
        if (names.length > 0 && !names.includes(container)) {
          const near = nearestName(container, names) ?? (names.length === 1 ? names[0] : undefined);
          yield {
            path: [...path, 'containerResource', 'container'],
            at: 'value',
            message: 'container',
            params: { name, container, known: enumerate(names) },
            fixes: () =>
              near === undefined || near === null
                ? []
                : fix(
                    { en: `Measure ${near}`, ja: `${near} を測る` },
                    'preferred',
                    mend(context).put([...path, 'containerResource', 'container'], near),
                  ),
          };
          continue;
        }
      }
      if (!utilization || defaulted) continue;
      const without = containers.find(
        (each) => (container === undefined || each['name'] === container) && !asks(each, resource),
      );
      if (!without) continue;
      const block = container === undefined ? 'resource' : 'containerResource';
      yield {
        path: object.apiVersion === 'autoscaling/v1' ? path : [...path, block, 'name'],
        at: 'value',
        params: { name, resource, container: text(without['name']) ?? '' },
      };
    }
  },
});

function asks(container: JsonObject, resource: string): boolean {
  return ['requests', 'limits'].some((kind) => get(container, 'resources', kind, resource) !== undefined);
}

interface Metric {
  readonly resource: string;
  readonly container?: string;
  readonly utilization: boolean;
  readonly path: readonly (string | number)[];
}

/** Metrics on resources; autoscaling/v1 knows one on the CPU, which is also the default. */
function metricsOf(autoscaler: JsonObject | unknown): readonly Metric[] {
  const json = asObject(autoscaler as never) ?? {};
  const cpu = get(json, 'spec', 'targetCPUUtilizationPercentage');
  if (cpu !== undefined)
    return [{ resource: 'cpu', utilization: true, path: ['spec', 'targetCPUUtilizationPercentage'] }];
  return list(get(json, 'spec', 'metrics')).flatMap((metric, index): Metric[] => {
    const type = text(get(metric, 'type'));
    const block = type === 'Resource' ? 'resource' : type === 'ContainerResource' ? 'containerResource' : undefined;
    if (block === undefined) return [];
    const resource = text(get(metric, block, 'name'));
    if (resource === undefined) return [];
    const container = text(get(metric, block, 'container'));
    const utilization =
      get(metric, block, 'target', 'type') === 'Utilization' ||
      get(metric, block, 'target', 'averageUtilization') !== undefined ||
      get(metric, block, 'targetAverageUtilization') !== undefined;
    return [
      { resource, ...(container === undefined ? {} : { container }), utilization, path: ['spec', 'metrics', index] },
    ];
  });
}

import { amountOf } from '../knowledge/bytes';
import { targetOf } from '../knowledge/scaling';
import { get, type JsonObject, list, number, object, podTemplateOf, text } from '../read';
import { closest } from '../resources';
import { inspectionRule } from '../rule';

/**
 * A pod never uses more than its limits: at them it is throttled or killed. A target above them adds no replica, whatever
 * the load. Upstream: `GetMetricUtilizationRatio` and `GetResourceUtilizationRatio`, all releases.
 */
export const autoscalerTargetUnreachable = inspectionRule({
  id: 'autoscaler-target-unreachable',
  category: 'broken',
  kinds: ['HorizontalPodAutoscaler'],
  neighbours: ['StatefulSet'],
  messages: {
    default: {
      en: 'A pod of {name} may use {limit} of {resource} at most, which is below the target of {target} for each pod: nothing is ever scaled up.',
      ja: '{name} の Pod が使える {resource} は最大 {limit} で、Pod あたりの目標 {target} に届きません。スケールアウトは起きません。',
    },
    utilization: {
      en: 'A pod of {name} may use {most}% of the {resource} that it requests at most, because of its limit, which is below the target of {target}%: nothing is ever scaled up.',
      ja: '{name} の Pod が使える {resource} は limits により最大でも requests の {most}% で、目標 {target}% に届きません。スケールアウトは起きません。',
    },
  },
  *check(context) {
    const json = object(context.judgement.effective);
    if (!json || list(get(json, 'spec', 'metrics')).length === 0) return;
    const target = targetOf({ object: context.object, json });
    if (target.kind !== 'StatefulSet') return;
    const [set] = closest(context.neighbours.named('StatefulSet', target.name, context.object));
    const spec = set && podTemplateOf(set.json, 'StatefulSet')?.spec;
    if (!spec) return;
    for (const [index, metric] of list(get(json, 'spec', 'metrics')).entries()) {
      const type = text(get(metric, 'type'));
      const block = type === 'Resource' ? 'resource' : type === 'ContainerResource' ? 'containerResource' : undefined;
      const resource = block && text(get(metric, block, 'name'));
      if (!block || (resource !== 'cpu' && resource !== 'memory')) continue;
      const container = block === 'resource' ? undefined : text(get(metric, block, 'container'));
      const limit = totalOf(spec, 'limits', resource, container);
      if (limit === undefined) continue;
      const path = ['spec', 'metrics', index, block, 'target'];
      const average = get(metric, block, 'target', 'averageValue');
      const wanted = amountOf(average);
      if (wanted !== undefined && wanted > limit.amount)
        yield {
          path: [...path, 'averageValue'],
          at: 'value',
          params: { name: target.name, resource, limit: limit.written, target: String(average) },
        };
      const percent = number(get(metric, block, 'target', 'averageUtilization'));
      const request = totalOf(spec, 'requests', resource, container) ?? limit;
      if (percent === undefined || request.amount === 0) continue;
      const most = Math.floor((100 * limit.amount) / request.amount);
      if (percent > most)
        yield {
          path: [...path, 'averageUtilization'],
          at: 'value',
          message: 'utilization',
          params: { name: target.name, resource, most, target: percent },
        };
    }
  },
});

interface Total {
  readonly amount: number;
  readonly written: string;
}

/** The sum over the containers that are measured; undefined where one of them has none, or sidecars count too. */
function totalOf(
  spec: JsonObject,
  kind: 'limits' | 'requests',
  resource: string,
  container: string | undefined,
): Total | undefined {
  const measured = list(spec['containers']).filter(
    (each) => container === undefined || get(each, 'name') === container,
  );
  if (container === undefined && list(spec['initContainers']).some((each) => get(each, 'restartPolicy') === 'Always'))
    return undefined;
  const written = measured.map((each) => get(each, 'resources', kind, resource));
  const amounts = written.flatMap((each) => amountOf(each) ?? []);
  if (measured.length === 0 || amounts.length < measured.length) return undefined;
  const amount = amounts.reduce((sum, each) => sum + each, 0);
  return { amount, written: written.map(String).join(' + ') };
}

import { fix, mend } from '../fixing';
import { AUTOSCALERS, targetOf } from '../knowledge/scaling';
import { object as asObject, get, type JsonObject, list, nodeOf, text } from '../read';
import { closest } from '../resources';
import { type Finding, inspectionRule, type RuleContext } from '../rule';

/**
 * Two HorizontalPodAutoscalers on one target stop each other (condition AmbiguousSelector since 1.26; before, they took
 * turns); KEDA makes a HorizontalPodAutoscaler of its own for each ScaledObject. A VerticalPodAutoscaler that changes the
 * requests moves the scale by which a utilization is measured.
 */
export const autoscalersCollide = inspectionRule({
  id: 'autoscalers-collide',
  category: 'risk',
  kinds: ['HorizontalPodAutoscaler', 'VerticalPodAutoscaler', 'ScaledObject'],
  neighbours: ['HorizontalPodAutoscaler', 'VerticalPodAutoscaler', 'ScaledObject'],
  messages: {
    default: {
      en: '{otherKind} {other} scales {kind} {name} too: two autoscalers on one target undo each other’s decisions, or stop altogether.',
      ja: '{otherKind} {other} も {kind} {name} をスケールします。1 つの対象に 2 つのオートスケーラーがあると、互いの決定を打ち消すか、どちらも止まります。',
    },
    vertical: {
      en: 'In mode {mode} this changes the {resource} requests of {name}, against which {otherKind} {other} measures: the two chase each other.',
      ja: 'モード {mode} では {name} の {resource} の requests が変わりますが、{otherKind} {other} はそれを基準に測っています。2 つのオートスケーラーが互いに影響し続けます。',
    },
  },
  *check(context) {
    const { object, judgement, neighbours } = context;
    const json = asObject(judgement.effective) ?? {};
    const target = targetOf({ object, json });
    if (target.name === '' || (target.kind !== 'StatefulSet' && target.kind !== 'DaemonSet')) return;
    if (object.kind === 'VerticalPodAutoscaler') {
      yield* vertical(context, json);
      return;
    }
    const others = closest(
      AUTOSCALERS.flatMap((kind) => neighbours.ofKind(kind, object)).filter((each) => {
        if (each.object.kind === object.kind && each.object.name === object.name) return false;
        const { kind, name } = targetOf(each);
        return kind === target.kind && name === target.name && each.near !== 'workspace';
      }),
    );
    // said once: a ScaledObject speaks before a HorizontalPodAutoscaler, of two of a kind the later name
    const order = (kind: string, name: string) => `${kind === 'ScaledObject' ? 1 : 0} ${name}`;
    const other = others.find((each) => order(each.object.kind, each.object.name) < order(object.kind, object.name));
    if (!other) return;
    yield {
      path: ['spec', 'scaleTargetRef'],
      at: 'key',
      params: { otherKind: other.object.kind, other: other.object.name, kind: target.kind, name: target.name },
    };
  },
});

const UPDATE_MODE = ['spec', 'updatePolicy', 'updateMode'] as const;

function* vertical(context: RuleContext, json: JsonObject): Generator<Finding> {
  const mode = text(get(json, ...UPDATE_MODE)) ?? 'Auto';
  if (mode === 'Off') return;
  const target = targetOf({ object: context.object, json });
  const changed = changedResources(json);
  for (const kind of AUTOSCALERS)
    for (const scaler of context.neighbours.ofKind(kind, context.object)) {
      const scaled = targetOf(scaler);
      if (scaled.kind !== target.kind || scaled.name !== target.name) continue;
      const resource = measuredResources(scaler.json).find((each) => changed.includes(each));
      if (resource === undefined) continue;
      const written = nodeOf(context.object.root, UPDATE_MODE) !== undefined;
      yield {
        path: written ? UPDATE_MODE : ['spec', 'targetRef'],
        at: written ? 'value' : 'key',
        message: 'vertical',
        params: { mode, resource, name: target.name, otherKind: kind, other: scaler.object.name },
        fixes: () =>
          fix(
            { en: 'Only recommend: updateMode Off', ja: '推奨値の計算だけにする（updateMode: Off）' },
            'alternative',
            mend(context).write(UPDATE_MODE, "'Off'"),
          ),
      };
      return;
    }
}

/** The resources whose requests a VerticalPodAutoscaler changes. */
function changedResources(json: JsonObject): readonly string[] {
  const policies = list(get(json, 'spec', 'resourcePolicy', 'containerPolicies'));
  if (policies.length === 0) return ['cpu', 'memory'];
  const found = new Set<string>();
  let all = false;
  for (const policy of policies) {
    if (get(policy, 'containerName') === '*') all = true;
    if (get(policy, 'mode') === 'Off') continue;
    const controlled = list(get(policy, 'controlledResources'));
    for (const resource of controlled.length > 0 ? controlled : ['cpu', 'memory']) found.add(String(resource));
  }
  return all || found.size > 0 ? [...found] : ['cpu', 'memory'];
}

/** The resources by whose utilization a horizontal autoscaler decides. */
function measuredResources(json: JsonObject): readonly string[] {
  if (get(json, 'spec', 'targetCPUUtilizationPercentage') !== undefined) return ['cpu'];
  const metrics = list(get(json, 'spec', 'metrics')).flatMap((metric) => {
    const block = get(metric, 'type') === 'ContainerResource' ? 'containerResource' : 'resource';
    const name = text(get(metric, block, 'name'));
    const relative =
      get(metric, block, 'target', 'averageUtilization') !== undefined ||
      get(metric, block, 'targetAverageUtilization') !== undefined;
    return name !== undefined && relative ? [name] : [];
  });
  const triggers = list(get(json, 'spec', 'triggers')).flatMap((trigger) => {
    const type = get(trigger, 'type');
    const relative =
      (get(trigger, 'metricType') ?? get(trigger, 'metadata', 'type') ?? 'Utilization') === 'Utilization';
    return (type === 'cpu' || type === 'memory') && relative ? [type] : [];
  });
  const hasMetrics = get(json, 'spec', 'metrics') !== undefined || get(json, 'spec', 'triggers') !== undefined;
  return hasMetrics ? [...metrics, ...triggers] : ['cpu'];
}

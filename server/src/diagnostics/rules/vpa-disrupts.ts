import { nearestName } from '../../kubernetes/index';
import { fix, mend } from '../fixing';
import { autoscalersOf, targetOf } from '../knowledge/scaling';
import { enumerate } from '../message';
import { object as asObject, get, list, nodeOf, number, podTemplateOf, text } from '../read';
import { closest } from '../resources';
import { inspectionRule } from '../rule';

const UPDATE_MODE = ['spec', 'updatePolicy', 'updateMode'] as const;

/**
 * In the modes Auto and Recreate the updater evicts pods to resize them. It leaves workloads with fewer than two replicas
 * alone (`--min-replicas=2`) unless the policy says minReplicas: 1. Policies name containers of the target.
 */
export const vpaDisrupts = inspectionRule({
  id: 'vpa-disrupts',
  category: 'risk',
  kinds: ['VerticalPodAutoscaler'],
  neighbours: ['StatefulSet', 'DaemonSet', 'HorizontalPodAutoscaler', 'ScaledObject'],
  messages: {
    default: {
      en: '{name} has one pod, and mode {mode} resizes pods by evicting them: it is either left alone (the updater asks for two replicas by default) or gone for the time of a restart.',
      ja: '{name} の Pod は 1 つですが、モード {mode} は Pod を退避させてサイズを変えます。何も行われないか（updater の既定ではレプリカが 2 つ必要）、再起動の間サービスが止まるかのどちらかです。',
    },
    container: {
      en: '{name} has no container {container} (there is {known}): this policy has no effect.',
      ja: '{name} にコンテナ {container} はありません（あるのは {known}）。このポリシーは効きません。',
    },
  },
  *check(context) {
    const { object, judgement, neighbours } = context;
    const json = asObject(judgement.effective) ?? {};
    const target = targetOf({ object, json });
    if (target.kind !== 'StatefulSet' && target.kind !== 'DaemonSet') return;
    const [set] = closest(neighbours.named(target.kind, target.name, object));
    const spec = set && podTemplateOf(set.json, target.kind)?.spec;
    if (!set || !spec) return;
    const names = [...list(spec['containers']), ...list(spec['initContainers'])].flatMap(
      (each) => text(get(each, 'name')) ?? [],
    );
    for (const [index, policy] of list(get(json, 'spec', 'resourcePolicy', 'containerPolicies')).entries()) {
      const container = text(get(policy, 'containerName'));
      if (container === undefined || container === '*' || names.length === 0 || names.includes(container)) continue;
      const path = ['spec', 'resourcePolicy', 'containerPolicies', index, 'containerName'];
      const near = nearestName(container, names) ?? (names.length === 1 ? names[0] : undefined);
      yield {
        path,
        at: 'value',
        message: 'container',
        params: { name: target.name, container, known: enumerate(names) },
        fixes: () =>
          near === undefined || near === null
            ? []
            : fix({ en: `Use ${near}`, ja: `${near} にする` }, 'preferred', mend(context).put(path, near)),
      };
    }
    const mode = text(get(json, ...UPDATE_MODE));
    if (target.kind !== 'StatefulSet' || (mode !== 'Auto' && mode !== 'Recreate')) return;
    const replicas = number(get(set.json, 'spec', 'replicas')) ?? 1;
    if (replicas !== 1 || autoscalersOf(neighbours, set.object).length > 0 || !nodeOf(object.root, UPDATE_MODE)) return;
    yield {
      path: UPDATE_MODE,
      at: 'value',
      params: { name: target.name, mode },
      fixes: () =>
        fix(
          { en: 'Resize new pods only: Initial', ja: '新しい Pod だけに適用する（Initial）' },
          'alternative',
          mend(context).put(UPDATE_MODE, 'Initial'),
        ),
    };
  },
});

import { fix, mend } from '../fixing';
import { akin, POD_OWNERS, SETS } from '../knowledge/companions';
import { autoscalersOf, scaledUp } from '../knowledge/scaling';
import { get, number, object } from '../read';
import { type Finding, inspectionRule, type Resource, type RuleContext } from '../rule';

/**
 * An eviction is granted while `currentHealthy > desiredHealthy` (disruption controller, updatePdbStatus). With a
 * maxUnavailable of 0, or a minAvailable of every replica, that is never so: drains wait for ever.
 */
export const budgetAllowsNothing = inspectionRule({
  id: 'budget-allows-nothing',
  category: 'risk',
  kinds: ['PodDisruptionBudget'],
  neighbours: [...POD_OWNERS, 'HorizontalPodAutoscaler', 'ScaledObject'],
  messages: {
    default: {
      en: '{field} {value} never lets a pod of {name} be evicted: draining its node, and with it every cluster upgrade, hangs.',
      ja: '{field} {value} では {name} の Pod を退避させることが一切できません。ノードの drain が終わらず、クラスターのアップグレードも止まります。',
    },
    replicas: {
      en: '{field} {value} asks for {needed} of {replicas} pods of {name}, so none may ever be evicted: draining its node hangs.',
      ja: '{field} {value} は {name} の Pod {replicas} 個のうち {needed} 個を求めるため、1 つも退避できません。ノードの drain が終わりません。',
    },
    single: {
      en: '{name} has one pod, and {field} {value} forbids to evict it: draining its node hangs.',
      ja: '{name} の Pod は 1 つで、{field} {value} がその退避を禁じます。ノードの drain が終わりません。',
    },
    atLeast: {
      en: '{field} {value} asks for {needed} pods, and the autoscaler may leave {name} with {replicas}: then none may be evicted, and drains hang.',
      ja: '{field} {value} は Pod {needed} 個を求めますが、オートスケーラーは {name} を {replicas} 個まで減らします。そのときは 1 つも退避できず、ノードの drain が終わりません。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const selector = object(get(effective, 'spec', 'selector'));
    if (!selector) return;
    const minAvailable = get(effective, 'spec', 'minAvailable');
    const maxUnavailable = get(effective, 'spec', 'maxUnavailable');
    const blocks = maxUnavailable === 0 || maxUnavailable === '0%' || minAvailable === '100%';
    if (!blocks && minAvailable === undefined) return;
    if (context.neighbours.selectedBy(selector, context.object, SETS).length === 0) return;
    const covered = akin(context.neighbours.selectedBy(selector, context.object, POD_OWNERS), context.object);
    const set = covered.find(({ object: { kind } }) => kind === 'StatefulSet' || kind === 'DaemonSet');
    if (!set) return;
    const field = maxUnavailable === undefined ? 'minAvailable' : 'maxUnavailable';
    const params = { field, value: String(maxUnavailable ?? minAvailable), name: set.object.name };
    if (blocks) yield finding(context, field, 'default', params, covered);
    else if (covered.every(({ object: { kind } }) => kind === 'StatefulSet' || kind === 'Deployment'))
      yield* compared(context, covered, params);
  },
});

/** The pods that a budget's workloads have at the least, against those that must stay. */
function* compared(
  context: RuleContext,
  covered: readonly Resource[],
  params: Readonly<Record<string, string>>,
): Generator<Finding> {
  const minAvailable = get(context.judgement.effective, 'spec', 'minAvailable');
  // of two files of one name only one is meant
  if (new Set(covered.map(({ object }) => `${object.kind} ${object.name}`)).size < covered.length) return;
  const counts = covered.map((each) => {
    const scalers = autoscalersOf(context.neighbours, each.object);
    const written = number(get(each.json, 'spec', 'replicas'));
    const least = scalers[0] ? Math.min(...scalers.map((scaler) => Math.max(scaler.least, 1))) : (written ?? 1);
    return { least, scaled: scalers.length > 0 };
  });
  const replicas = counts.reduce((sum, { least }) => sum + least, 0);
  const needed = scaledUp(minAvailable, replicas);
  if (needed === undefined || needed <= 0 || replicas <= 0 || needed < replicas) return;
  const scaled = counts.some((count) => count.scaled);
  const message = scaled ? 'atLeast' : replicas === 1 ? 'single' : 'replicas';
  yield finding(context, 'minAvailable', message, { ...params, needed, replicas }, covered);
}

function finding(
  context: RuleContext,
  field: string,
  message: string,
  params: NonNullable<Finding['params']>,
  covered: readonly Resource[],
): Finding {
  const path = ['spec', field];
  const mender = mend(context);
  const daemons = covered.some(({ object: { kind } }) => kind === 'DaemonSet');
  return {
    path,
    at: 'value',
    message,
    params,
    // a budget of a DaemonSet cannot count in maxUnavailable
    fixes: () =>
      daemons
        ? []
        : fix(
            { en: 'Let one pod go at a time', ja: '一度に 1 つの Pod の退避を許す' },
            message === 'single' ? 'alternative' : 'preferred',
            field === 'maxUnavailable' ? mender.put(path, 1) : oneAtATime(context, path),
          ),
  };
}

/** minAvailable becomes maxUnavailable 1 in its place. */
function oneAtATime(context: RuleContext, path: readonly string[]) {
  const mender = mend(context);
  const renamed = mender.rename(path, 'maxUnavailable');
  const written = mender.write(path, '1');
  return renamed === null || written === null ? null : [...renamed, ...written];
}

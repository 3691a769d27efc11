import { nearestName } from '../../kubernetes/index';
import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { POD } from '../knowledge/placement';
import { get, number, text } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

/** classes that every cluster has (`SystemPriorityClasses`, pkg/apis/scheduling) */
const SYSTEM: Readonly<Record<string, number>> = {
  'system-node-critical': 2_000_001_000,
  'system-cluster-critical': 2_000_000_000,
};
const PREEMPTS = 'PreemptLowerPriority';

/**
 * priority and preemptionPolicy of a pod are computed from its PriorityClass when it is created; a pod that brings other
 * values along is refused, and so is one of a class that there is not. Only the two classes of the system may be called
 * system-… (`validatePriorityClass`). Upstream: admission plugin Priority (`admitPod`), 1.32 to 1.37.
 */
export const podPriorityRefused = inspectionRule({
  id: 'pod-priority-refused',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  neighbours: ['PriorityClass'],
  messages: {
    default: {
      en: '{field} comes from the PriorityClass of a pod ({computed} here), and a pod that says {written} itself is refused: none is ever created.',
      ja: '{field} は Pod の PriorityClass で決まります（ここでは {computed}）。Pod 自身に {written} と書くと拒否され、Pod は一つも作られません。',
    },
    reserved: {
      en: 'There is no PriorityClass {name} and nobody can make one, because the prefix system- is reserved: the pods are refused, and none is ever created.',
      ja: 'PriorityClass {name} は存在せず、system- で始まる名前は予約されているため作ることもできません。Pod は拒否され、一つも作られません。',
    },
  },
  *check(context) {
    const spec = get(context.judgement.effective, ...POD);
    const className = text(get(spec, 'priorityClassName')) ?? '';
    if (className.startsWith('system-') && !Object.hasOwn(SYSTEM, className)) {
      const path = [...POD, 'priorityClassName'];
      const known = nearestName(className, Object.keys(SYSTEM));
      yield {
        path,
        at: 'value',
        message: 'reserved',
        params: { name: className },
        fixes: () =>
          known === null
            ? []
            : fix({ en: `Use ${known}`, ja: `${known} を使う` }, 'preferred', mend(context).put(path, known)),
      };
      return;
    }
    const priority = number(get(spec, 'priority'));
    const policy = text(get(spec, 'preemptionPolicy'));
    if (priority === undefined && (policy === undefined || policy === '')) return;
    const computed = computedFrom(className, context);
    if (!computed) return;
    if (priority !== undefined && priority !== computed.value) {
      yield finding('priority', String(computed.value), String(priority), context);
    }
    if (policy !== undefined && policy !== '' && policy !== computed.policy) {
      yield finding('preemptionPolicy', computed.policy, policy, context);
    }
  },
});

function finding(field: 'priority' | 'preemptionPolicy', computed: string, written: string, context: RuleContext) {
  const path: Path = [...POD, field];
  return {
    path,
    at: 'value' as const,
    params: { field, computed, written },
    fixes: () =>
      fix(
        { en: 'Leave it to the PriorityClass', ja: 'PriorityClass に任せる' },
        'preferred',
        mend(context).remove(path),
      ),
  };
}

interface Computed {
  readonly value: number;
  readonly policy: string;
}

/** What admission computes; undefined for a class that the workspace does not know. */
function computedFrom(className: string, { neighbours }: RuleContext): Computed | undefined {
  const system = Object.hasOwn(SYSTEM, className) ? SYSTEM[className] : undefined;
  if (system !== undefined) return { value: system, policy: PREEMPTS };
  const found =
    className === ''
      ? neighbours.ofKind('PriorityClass').find(({ json }) => json['globalDefault'] === true)
      : neighbours.namedAnywhere('PriorityClass', className)[0];
  if (!found) return className === '' ? { value: 0, policy: PREEMPTS } : undefined;
  return { value: number(found.json['value']) ?? 0, policy: text(found.json['preemptionPolicy']) || PREEMPTS };
}

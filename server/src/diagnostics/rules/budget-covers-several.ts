import { akin } from '../knowledge/companions';
import { get, number, object } from '../read';
import { inspectionRule } from '../rule';

/**
 * A budget counts the pods of everything that its selector matches as one. With minAvailable in pods those of one workload
 * may make up for all of another.
 */
export const budgetCoversSeveral = inspectionRule({
  id: 'budget-covers-several',
  category: 'risk',
  kinds: ['PodDisruptionBudget'],
  neighbours: ['StatefulSet', 'DaemonSet', 'Deployment'],
  messages: {
    default: {
      en: 'minAvailable {value} is met by the pods of {kind} {other} alone, which the selector matches too: a drain may evict every pod of {name}.',
      ja: 'selector は {kind} {other} の Pod にも一致し、それだけで minAvailable {value} が満たされます。drain で {name} の Pod がすべて退避されることがあります。',
    },
    empty: {
      en: 'An empty selector covers every pod of the namespace: {name} and {other} share this one budget, and an unready pod of one blocks the drain of the other.',
      ja: '空の selector は名前空間のすべての Pod を対象にします。{name} と {other} が 1 つの予算を共有し、一方に ready でない Pod があると他方の drain が止まります。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const selector = object(get(effective, 'spec', 'selector'));
    const minAvailable = get(effective, 'spec', 'minAvailable');
    if (!selector) return;
    const empty = Object.keys(selector).length === 0;
    if (!empty && (typeof minAvailable !== 'number' || minAvailable < 1)) return;
    const covered = akin(context.neighbours.selectedBy(selector, context.object), context.object);
    if (covered.length < 2 || covered[0]?.near === 'workspace') return;
    if (new Set(covered.map(({ object: { kind, name } }) => `${kind} ${name}`)).size < covered.length) return;
    const set =
      covered.find(({ object: { kind } }) => kind === 'StatefulSet') ??
      covered.find(({ object: { kind } }) => kind === 'DaemonSet');
    if (!set) return;
    const path = ['spec', 'selector'];
    const others = covered.filter((each) => each !== set);
    if (empty) {
      yield {
        path,
        at: 'key',
        message: 'empty',
        params: { name: set.object.name, other: others[0]?.object.name ?? '' },
      };
      return;
    }
    const other = others.find(({ json, object: { kind } }) =>
      kind === 'DaemonSet' ? minAvailable === 1 : (number(get(json, 'spec', 'replicas')) ?? 1) > Number(minAvailable),
    );
    if (!other) return;
    const { kind, name } = other.object;
    yield {
      path,
      at: 'key',
      params: { value: Number(minAvailable), kind, other: name, name: set.object.name },
    };
  },
});

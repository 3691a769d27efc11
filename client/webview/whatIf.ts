/** What-ifs: changes of the world that the reader tries, as rules for the simulator. Pure. */
import type { WhatIf } from '../../protocol/src/index';
import type { PodRule, Workload } from '../../simulator/src/index';

/** Number of the template that a change brings: 1 for a first install or an unchanged template, else 2. */
export function newRevision(from: Workload | null, to: Workload): number {
  return from === null || from.template.fingerprint === to.template.fingerprint ? 1 : 2;
}

/**
 * The pod rules that the what-ifs mean; the first that matches a pod decides.
 * A template that does not change cannot be the broken one: what runs was ready before.
 */
export function podRulesOf(whatIf: readonly WhatIf[], from: Workload | null, to: Workload): readonly PodRule[] {
  const times = whatIf.find((change) => change.kind === 'pod-times');
  const usual: PodRule | null =
    times === undefined
      ? null
      : { startSeconds: times.start, readySeconds: times.ready, terminateSeconds: times.terminate };
  const revision = newRevision(from, to);
  const broken = whatIf.some((change) => change.kind === 'never-ready') && (from === null || revision > 1);
  const rules: PodRule[] = [];
  if (broken) rules.push({ ...usual, match: { revision: [revision] }, readySeconds: null });
  if (usual) rules.push(usual);
  return rules;
}

/** The list with one kind replaced or, with null, taken out; at most one of a kind. */
export function withWhatIf(list: readonly WhatIf[], kind: WhatIf['kind'], change: WhatIf | null): readonly WhatIf[] {
  const others = list.filter((entry) => entry.kind !== kind);
  return change === null ? others : [...others, change];
}

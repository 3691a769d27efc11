import type { Path } from '../../manifest/index';
import { type Contradiction, contradiction } from '../knowledge/contradictions';
import { alternatives, type NodeRequirement, placementOf } from '../knowledge/placement';
import { type Finding, inspectionRule } from '../rule';

/**
 * The node selector and all expressions of a term must hold at once, and the terms are alternatives; a term without
 * expressions matches no node. The API server checks each expression by itself, never their sum.
 * Upstream: k8s.io/component-helpers/scheduling/corev1/nodeaffinity, 1.32 to 1.37.
 */
export const nodeAffinityImpossible = inspectionRule({
  id: 'node-affinity-impossible',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'No node meets both {first} and {second}: {outcome}.',
      ja: '{first} と {second} を同時に満たすノードはありません。{outcome}。',
    },
    number: {
      en: '{second} compares whole numbers, and its value is none: no node ever meets it, so {outcome}.',
      ja: '{second} は整数を比較しますが、値が整数ではありません。満たすノードがないため、{outcome}。',
    },
    empty: {
      en: 'A term without expressions matches no node (it does not match every one): {outcome}.',
      ja: '式のない term は、すべてのノードではなく、どのノードにも一致しません。{outcome}。',
    },
  },
  *check(context) {
    const placement = placementOf(context.judgement.effective);
    const { terms } = placement;
    for (const { path, requirements } of placement.preferredTerms) {
      const found = contradiction(requirements);
      if (found) yield finding(path, found, USELESS);
    }
    if (terms === null && placement.nodeSelector.length < 2) return;
    const dead: { readonly path: Path; readonly found: Contradiction | null }[] = [];
    const all = alternatives(placement);
    for (const [index, { requirements, path }] of all.entries()) {
      const empty = terms !== null && (terms[index]?.requirements.length ?? 0) === 0;
      const found = empty ? null : contradiction(requirements);
      if (empty || found) dead.push({ path, found });
    }
    const nowhere =
      context.object.kind === 'DaemonSet'
        ? { en: 'the daemon runs nowhere', ja: 'デーモンはどこでも動きません' }
        : { en: 'the pods stay Pending', ja: 'Pod は Pending のままです' };
    // the same contradiction makes every alternative impossible: it is told once
    const told = dead.length === all.length ? dead.slice(0, 1) : dead;
    for (const { path, found } of told) yield finding(path, found, dead.length === all.length ? nowhere : USELESS);
  },
});

const USELESS = { en: 'this alternative never counts', ja: 'この選択肢は役に立ちません' };

function finding(
  path: Path,
  found: Contradiction | null,
  outcome: { readonly en: string; readonly ja: string },
): Finding {
  if (!found) return { path, at: 'key', message: 'empty', params: { outcome } };
  const { first, second, because } = found;
  const params = { second: spell(second), outcome };
  if (!first) return { path: [...second.path, 'values'], at: 'value', message: 'number', params };
  return {
    path: second.path,
    at: 'value',
    message: because === 'number' ? 'number' : 'default',
    params: { ...params, first: spell(first) },
  };
}

function spell({ key, operator, values }: NodeRequirement): string {
  if (operator === 'In' && values.length === 1) return `${key}=${values[0]}`;
  return operator === 'Exists' || operator === 'DoesNotExist'
    ? `${key} ${operator}`
    : `${key} ${operator} [${values.join(', ')}]`;
}

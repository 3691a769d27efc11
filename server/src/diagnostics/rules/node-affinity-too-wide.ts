import { ARCH, type NodeRequirement, type NodeTerm, OS, placementOf, presentName } from '../knowledge/placement';
import { inspectionRule } from '../rule';

/**
 * The items of nodeSelectorTerms are alternatives (any one suffices), the expressions within a term are conditions (all
 * must hold): `NodeSelector.Match` of k8s.io/component-helpers, 1.32 to 1.37. What was meant as a further condition and
 * written as a term of its own widens the selection instead of narrowing it.
 */
export const nodeAffinityTooWide = inspectionRule({
  id: 'node-affinity-too-wide',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'The terms are alternatives, and the other one admits every node that this one admits: its conditions have no effect. Conditions that must all hold belong into one term.',
      ja: 'term どうしは「いずれか」の関係です。もう一方がこの term のノードをすべて許すため、ここの条件は効きません。すべて満たすべき条件は一つの term に書きます。',
    },
    always: {
      en: 'The terms are alternatives, and every node meets {first} or {second}: the affinity excludes nothing. Conditions that must all hold belong into one term.',
      ja: 'term どうしは「いずれか」の関係で、どのノードも {first} か {second} を満たします。この affinity は何も除外しません。すべて満たすべき条件は一つの term に書きます。',
    },
    wide: {
      en: 'The terms are alternatives, and this one admits every node of {platform}, so the conditions of the others have hardly any effect. Conditions that must all hold belong into one term.',
      ja: 'term どうしは「いずれか」の関係です。この term は {platform} のノードをすべて許すため、ほかの term の条件はほとんど効きません。すべて満たすべき条件は一つの term に書きます。',
    },
  },
  *check(context) {
    const terms = placementOf(context.judgement.effective).terms ?? [];
    if (terms.length < 2 || terms.some(({ requirements }) => requirements.length === 0)) return;
    for (const [index, term] of terms.entries()) {
      const before = terms.slice(0, index);
      const single = before.find((other) => alwaysTogether(other, term));
      if (single) {
        const [first, second] = [single.requirements[0], term.requirements[0]];
        yield { path: term.path, at: 'key', message: 'always', params: { first: spell(first), second: spell(second) } };
        return;
      }
    }
    const wide = terms.find(({ requirements: [only, ...more] }) => more.length === 0 && isPlatform(only));
    if (wide && terms.some((other) => other !== wide && !other.requirements.some(isPlatform))) {
      yield {
        path: wide.path,
        at: 'key',
        message: 'wide',
        params: { platform: wide.requirements[0]?.values[0] ?? '' },
      };
      return;
    }
    for (const [index, term] of terms.entries()) {
      const covered = terms.some(
        (other, at) => at !== index && covers(other, term) && (at < index || !covers(term, other)),
      );
      if (covered) yield { path: term.path, at: 'key' };
    }
  },
});

function isPlatform(requirement: NodeRequirement | undefined): boolean {
  if (requirement?.operator !== 'In' || requirement.values.length !== 1) return false;
  const key = presentName(requirement.key);
  return key === OS || key === ARCH;
}

/** Is every condition of `wide` one of `narrow` too? Then every node of `narrow` is one of `wide`. */
function covers(wide: NodeTerm, narrow: NodeTerm): boolean {
  return wide.requirements.every((one) => narrow.requirements.some((other) => implies(other, one)));
}

function implies(narrow: NodeRequirement, wide: NodeRequirement): boolean {
  if (narrow.key !== wide.key || narrow.on !== wide.on) return false;
  if (wide.operator === 'Exists') return narrow.operator !== 'NotIn' && narrow.operator !== 'DoesNotExist';
  if (narrow.operator !== wide.operator) return false;
  if (wide.operator === 'In') return narrow.values.every((value) => wide.values.includes(value));
  if (wide.operator === 'NotIn') return wide.values.every((value) => narrow.values.includes(value));
  return narrow.values[0] === wide.values[0];
}

/** Does every node meet one term or the other? Told only of terms with one condition. */
function alwaysTogether(a: NodeTerm, b: NodeTerm): boolean {
  const [one, other] = [a.requirements[0], b.requirements[0]];
  if (!one || !other || a.requirements.length > 1 || b.requirements.length > 1) return false;
  if (one.key !== other.key || one.on !== other.on) return false;
  return together(one, other) || together(other, one);
}

function together(a: NodeRequirement, b: NodeRequirement): boolean {
  if (a.operator === 'DoesNotExist') return b.operator === 'Exists';
  if (a.operator !== 'NotIn') return false;
  if (b.operator === 'NotIn') return !a.values.some((value) => b.values.includes(value));
  if (b.operator === 'In') return a.values.every((value) => b.values.includes(value));
  return b.operator === 'Exists';
}

function spell(requirement: NodeRequirement | undefined): string {
  if (!requirement) return '';
  const { key, operator, values } = requirement;
  return values.length === 0 ? `${key} ${operator}` : `${key} ${operator} [${values.join(', ')}]`;
}

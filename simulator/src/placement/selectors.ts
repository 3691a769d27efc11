/** Label selectors and node selectors, as apimachinery and component-helpers match them (1.37.2). */
import type { LabelSelector, LabelSelectorRequirement, NodeSelectorRequirement, NodeSelectorTerm } from '../workload';

type Labels = Readonly<Record<string, string>>;

function own(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

function matchesRequirement(requirement: LabelSelectorRequirement, labels: Labels): boolean {
  const value = own(labels, requirement.key);
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && (requirement.values ?? []).includes(value);
    case 'NotIn':
      return value === undefined || !(requirement.values ?? []).includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}

/** metav1.LabelSelectorAsSelector: an empty selector matches everything. */
export function matchesLabels(selector: LabelSelector, labels: Labels): boolean {
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) if (own(labels, key) !== value) return false;
  return (selector.matchExpressions ?? []).every((requirement) => matchesRequirement(requirement, labels));
}

export function isEmptySelector(selector: LabelSelector): boolean {
  return Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0;
}

function matchesNodeRequirement(requirement: NodeSelectorRequirement, value: string | undefined): boolean {
  const values = requirement.values ?? [];
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
    case 'Lt': {
      const bound = integer(values[0]);
      const actual = integer(value);
      if (bound === null || actual === null || values.length !== 1) return false;
      return requirement.operator === 'Gt' ? actual > bound : actual < bound;
    }
  }
}

function integer(text: string | undefined): bigint | null {
  return text !== undefined && /^[+-]?\d+$/.test(text) ? BigInt(text) : null;
}

/**
 * nodeaffinity.NodeSelector.Match: the terms are alternatives, a term's requirements must all hold, and a term without
 * requirements matches nothing.
 */
export function matchesNodeTerms(terms: readonly NodeSelectorTerm[], name: string, labels: Labels): boolean {
  return terms.some((term) => {
    const expressions = term.matchExpressions ?? [];
    const fields = term.matchFields ?? [];
    if (expressions.length === 0 && fields.length === 0) return false;
    return (
      expressions.every((requirement) => matchesNodeRequirement(requirement, own(labels, requirement.key))) &&
      fields.every((requirement) => requirement.key === 'metadata.name' && matchesNodeRequirement(requirement, name))
    );
  });
}

/** Does a template's plain nodeSelector match? */
export function matchesNodeSelector(selector: Labels | undefined, labels: Labels): boolean {
  return Object.entries(selector ?? {}).every(([key, value]) => own(labels, key) === value);
}

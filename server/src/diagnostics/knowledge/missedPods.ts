/** A selector that selects no pod, while one workload was plainly meant: what is said of it, whatever selects. */
import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { nodeOf } from '../read';
import type { Finding, Localized, RuleContext } from '../rule';
import type { Meant } from './companions';

/** What was meant fits, and is in another namespace. @returns a finding with the rule's message `elsewhere` */
export function podsElsewhere(context: RuleContext, resource: Meant['resource']): Finding {
  const { kind, name, namespace } = resource.object;
  return {
    path: nodeOf(context.object.root, ['metadata', 'namespace']) ? ['metadata', 'namespace'] : ['metadata'],
    at: 'value',
    message: 'elsewhere',
    params: { kind, name, namespace },
    fixes: () =>
      fix(
        { en: `Put it into namespace ${namespace}`, ja: `名前空間 ${namespace} に入れる` },
        'alternative',
        mend(context).put(['metadata', 'namespace'], namespace),
      ),
  };
}

/**
 * @param at of the selector, from the object's root
 * @param title of the repair that takes the label of the pods
 * @returns a finding with the rule's message `elsewhere` (parameters kind, name, namespace), `absent` (kind, name, key) or
 *   `default` (kind, name, actual)
 */
export function missedPods(
  context: RuleContext,
  at: Path,
  { resource, unmet }: Meant,
  title: (kind: string, name: string) => Localized,
): Finding {
  const { root } = context.object;
  const { kind, name } = resource.object;
  const [first, ...more] = unmet;
  if (!first) return podsElsewhere(context, resource);
  const { key, actual } = first;
  const label = [...at, 'matchLabels', key];
  const written = nodeOf(root, label) !== undefined;
  return {
    path: written ? label : at,
    at: 'value',
    message: actual === undefined ? 'absent' : 'default',
    params: { kind, name, key, actual: `${key}: ${actual}` },
    fixes: () =>
      more.length === 0 && written && actual !== undefined
        ? fix(title(kind, name), 'preferred', mend(context).put(label, actual))
        : [],
  };
}

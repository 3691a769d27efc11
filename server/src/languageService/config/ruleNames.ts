/** Names of rules as people write them on a command line. */
import { type Localized, ruleRegistry } from '../../diagnostics/index';
import { nearestName } from '../../kubernetes/index';
import { unknownRule } from './readConfig';

/** What is said of an id that no rule has, with the nearest one; null where there is such a rule. */
export function unknownRuleOf(id: string): Localized | null {
  const registry = ruleRegistry();
  if (registry.get(id)) return null;
  const ids = registry.rules.map((rule) => rule.id);
  return unknownRule(id, nearestName(id, ids));
}

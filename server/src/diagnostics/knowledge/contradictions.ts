/** Conditions on a node that exclude each other. */
import { isCloudRegion, regionOfZone } from './nodeLabels';
import { type NodeRequirement, presentName, REGION, ZONE } from './placement';

/** The later of the two is the one that makes it impossible; `first` is absent where it is impossible by itself. */
export interface Contradiction {
  readonly first?: NodeRequirement;
  readonly second: NodeRequirement;
  readonly because: 'disjoint' | 'excluded' | 'absent' | 'range' | 'number' | 'region';
}

/**
 * Why no node can meet all of the requirements at once; null where one may. Labels under an old and a present name are
 * one. Upstream: `nodeaffinity.NewLazyErrorNodeSelector` and labels.Requirement.Matches (Gt and Lt compare integers; what
 * is no integer makes the term match nothing), 1.32 to 1.37.
 */
export function contradiction(requirements: readonly NodeRequirement[]): Contradiction | null {
  if (requirements.length === 0) return null;
  const byKey = new Map<string, NodeRequirement[]>();
  for (const requirement of requirements) {
    const key = `${requirement.on} ${presentName(requirement.key)}`;
    const group = byKey.get(key);
    if (group) group.push(requirement);
    else byKey.set(key, [requirement]);
  }
  for (const group of byKey.values()) {
    const found = withinKey(group);
    if (found) return found;
  }
  return acrossTopology(requirements);
}

function withinKey(group: readonly NodeRequirement[]): Contradiction | null {
  let allowed: { readonly by: NodeRequirement; readonly values: readonly string[] } | undefined;
  let above: { readonly by: NodeRequirement; readonly bound: bigint } | undefined;
  let below: { readonly by: NodeRequirement; readonly bound: bigint } | undefined;
  let absent: NodeRequirement | undefined;
  let present: NodeRequirement | undefined;
  for (const by of group) {
    const { operator, values } = by;
    if (operator === 'DoesNotExist') absent = by;
    else if (operator !== 'NotIn') present = by;
    if (absent && present)
      return { first: operator === 'DoesNotExist' ? present : absent, second: by, because: 'absent' };
    if (operator === 'In') {
      const values = allowed ? allowed.values.filter((value) => by.values.includes(value)) : by.values;
      if (allowed && values.length === 0) return { first: allowed.by, second: by, because: 'disjoint' };
      allowed = { by, values };
    } else if (operator === 'Gt' || operator === 'Lt') {
      const bound = integer(values[0]);
      if (bound === null) return { second: by, because: 'number' };
      if (operator === 'Gt' && (!above || bound > above.bound)) above = { by, bound };
      if (operator === 'Lt' && (!below || bound < below.bound)) below = { by, bound };
      if (above && below && below.bound - above.bound < 2n) {
        return { first: operator === 'Gt' ? below.by : above.by, second: by, because: 'range' };
      }
    }
  }
  if (!allowed) return null;
  let left = allowed.values;
  for (const by of group) {
    if (by.operator === 'NotIn') left = left.filter((value) => !by.values.includes(value));
    else if (by.operator === 'Gt' || by.operator === 'Lt') left = left.filter((value) => within(value, by));
    else continue;
    if (left.length === 0) {
      const later = group.indexOf(by) > group.indexOf(allowed.by);
      const [first, second] = later ? [allowed.by, by] : [by, allowed.by];
      return { first, second, because: by.operator === 'NotIn' ? 'excluded' : 'range' };
    }
  }
  return null;
}

function within(value: string, { operator, values }: NodeRequirement): boolean {
  const [actual, bound] = [integer(value), integer(values[0])];
  if (actual === null || bound === null) return false;
  return operator === 'Gt' ? actual > bound : actual < bound;
}

function integer(text: string | undefined): bigint | null {
  return text !== undefined && /^[+-]?\d{1,19}$/.test(text) ? BigInt(text) : null;
}

/** A zone of one region and another region, as the large clouds name them. */
function acrossTopology(requirements: readonly NodeRequirement[]): Contradiction | null {
  const listed = (label: string) =>
    requirements.find(({ key, operator }) => operator === 'In' && presentName(key) === label);
  const zone = listed(ZONE);
  const region = listed(REGION);
  if (!zone || !region?.values.every(isCloudRegion)) return null;
  const elsewhere = zone.values.every((value) => {
    const its = regionOfZone(value);
    return its !== undefined && !region.values.includes(its);
  });
  if (!elsewhere || zone.values.length === 0) return null;
  const later = requirements.indexOf(zone) > requirements.indexOf(region);
  return { first: later ? region : zone, second: later ? zone : region, because: 'region' };
}

/** What NetworkPolicies let through, as the API describes it: policies add up, and what none allows is cut off. */
import type { ApiObject, Json } from '../../apiServer/index';
import { get, type JsonObject, list, object, text } from '../read';
import type { Neighbours, Resource } from '../rule';
import { unmet } from '../selectors';
import { declaredPorts } from './ports';

type Direction = 'Ingress' | 'Egress';

/** Does the policy cut its pods off in that direction? Without policyTypes: Ingress always, Egress where it has egress rules. */
export function isolates(policy: JsonObject, direction: Direction): boolean {
  const types = get(policy, 'spec', 'policyTypes');
  if (Array.isArray(types) && types.length > 0) return types.includes(direction);
  return direction === 'Ingress' || list(get(policy, 'spec', 'egress')).length > 0;
}

/** All policies that select pods with these labels. */
export function policiesOf(
  neighbours: Neighbours,
  labels: Readonly<Record<string, string>>,
  of: ApiObject,
): readonly Resource[] {
  return neighbours.selecting('NetworkPolicy', labels, of);
}

export interface Pods {
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: JsonObject;
}

/** Does a rule of the policy open a port of the pods, to these pods themselves (`peers`) or to anyone at all? */
export function allows(
  policy: JsonObject,
  direction: Direction,
  port: number,
  pods: Pods,
  to: 'peers' | 'anyone',
): boolean {
  const [rules, ends] = direction === 'Ingress' ? ['ingress', 'from'] : ['egress', 'to'];
  return list(get(policy, 'spec', rules ?? '')).some((rule) => {
    if (!opensPort(rule, port, 'TCP', pods.spec)) return false;
    const peers = list(get(rule, ends ?? ''));
    return to === 'anyone' || peers.length === 0 || peers.some((peer) => mayBe(peer, pods.labels));
  });
}

/** Is the port among those of the rule? No list opens all; a name is one of the selected pods' ports. */
export function opensPort(rule: Json, port: number, protocol: string, podSpec?: JsonObject): boolean {
  const ports = list(get(rule, 'ports'));
  if (ports.length === 0) return true;
  return ports.some((each) => {
    if ((text(get(each, 'protocol')) ?? 'TCP') !== protocol) return false;
    const value = get(each, 'port');
    if (value === undefined) return true;
    if (typeof value === 'string' && !/^\d+$/.test(value))
      return (
        podSpec === undefined ||
        declaredPorts(podSpec, []).some(({ name, number }) => name === value && number === port)
      );
    const end = get(each, 'endPort');
    const first = Number(value);
    return typeof end === 'number' ? port >= first && port <= end : port === first;
  });
}

/** May a peer of a rule be pods of the policy's own namespace with these labels? Addresses may be anybody's. */
function mayBe(peer: Json, labels: Readonly<Record<string, string>>): boolean {
  if (get(peer, 'ipBlock') !== undefined) return true;
  const pods = object(get(peer, 'podSelector'));
  // what labels a namespace has is not known
  return !pods || unmet(pods, labels).length === 0;
}

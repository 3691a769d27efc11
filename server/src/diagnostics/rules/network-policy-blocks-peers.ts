import { akin } from '../knowledge/companions';
import { allows, isolates, policiesOf } from '../knowledge/networkPolicies';
import { peerPortsOf } from '../knowledge/peers';
import { enumerate } from '../message';
import { object as asObject, get, number, podTemplateOf } from '../read';
import { inspectionRule } from '../rule';

/**
 * Once a policy selects a pod for a direction, only what some policy allows passes (NetworkPolicySpec), other members of the
 * same set included.
 */
export const networkPolicyBlocksPeers = inspectionRule({
  id: 'network-policy-blocks-peers',
  category: 'broken',
  kinds: ['NetworkPolicy'],
  neighbours: ['StatefulSet', 'NetworkPolicy'],
  messages: {
    default: {
      en: 'The policy lets nobody in on {ports}, where the members of {name} talk to each other: they never form a cluster.',
      ja: 'このポリシーでは {ports} への通信が誰にも許可されていません。{name} のメンバーはこのポートで通信するため、クラスターを作れません。',
    },
    from: {
      en: 'On {ports}, where the members of {name} talk to each other, the policy lets in others but not these pods themselves: they never form a cluster.',
      ja: '{name} のメンバーが互いに通信する {ports} には、ほかの Pod だけが許可され、メンバー自身は許可されていません。クラスターを作れません。',
    },
    to: {
      en: 'The policy does not let the members of {name} reach each other on {ports}: they never form a cluster.',
      ja: 'このポリシーでは、{name} のメンバーが互いの {ports} に接続できません。クラスターを作れません。',
    },
  },
  *check(context) {
    const { object: policy, judgement, neighbours } = context;
    const json = asObject(judgement.effective) ?? {};
    const selector = asObject(get(json, 'spec', 'podSelector'));
    // a policy for every pod of the namespace is a ground that others build on
    if (!selector || Object.keys(selector).length === 0) return;
    for (const set of akin(neighbours.selectedBy(selector, policy, ['StatefulSet']), policy)) {
      const template = podTemplateOf(set.json, 'StatefulSet');
      if (!template || (number(get(set.json, 'spec', 'replicas')) ?? 1) < 2 || template.spec['hostNetwork'] === true)
        continue;
      const needed = peerPortsOf(set.object.name, template.spec);
      if (needed.length === 0) continue;
      const all = policiesOf(neighbours, template.labels, set.object).map((each) => each.json);
      const peers = { labels: template.labels, spec: template.spec };
      for (const direction of ['Ingress', 'Egress'] as const) {
        if (!isolates(json, direction)) continue;
        const policies = all.filter((each) => isolates(each, direction));
        const blocked = needed.filter(
          (port) => !policies.some((each) => allows(each, direction, port, peers, 'peers')),
        );
        if (blocked.length === 0) continue;
        const open = blocked.every((port) => policies.some((each) => allows(each, direction, port, peers, 'anyone')));
        const field = direction === 'Ingress' ? 'ingress' : 'egress';
        yield {
          path: get(json, 'spec', field) === undefined ? ['spec'] : ['spec', field],
          at: 'key',
          ...(direction === 'Egress' ? { message: 'to' } : open ? { message: 'from' } : {}),
          params: { name: set.object.name, ports: enumerate(blocked.map(String)) },
        };
        return;
      }
    }
  },
});

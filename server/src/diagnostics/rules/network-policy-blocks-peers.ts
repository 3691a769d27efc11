import { allowsIngress, isolates, policiesOf } from '../knowledge/networkPolicies';
import { peerPortsOf } from '../knowledge/peers';
import { enumerate } from '../message';
import { object as asObject, get, number, podTemplateOf } from '../read';
import { closest } from '../resources';
import { inspectionRule } from '../rule';

/**
 * Once a policy selects a pod for ingress, only what some policy allows gets in (NetworkPolicySpec.ingress), other members
 * of the same set included.
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
  },
  *check(context) {
    const { object: policy, judgement, neighbours } = context;
    const json = asObject(judgement.effective) ?? {};
    const selector = asObject(get(json, 'spec', 'podSelector'));
    // a policy for every pod of the namespace is a ground that others build on
    if (!selector || Object.keys(selector).length === 0 || !isolates(json, 'Ingress')) return;
    for (const set of closest(neighbours.selectedBy(selector, policy, ['StatefulSet']))) {
      const template = podTemplateOf(set.json, 'StatefulSet');
      if (!template || (number(get(set.json, 'spec', 'replicas')) ?? 1) < 2 || template.spec['hostNetwork'] === true)
        continue;
      const needed = peerPortsOf(set.object.name, template.spec);
      if (needed.length === 0) continue;
      const policies = policiesOf(neighbours, template.labels, set.object).filter(({ json: each }) =>
        isolates(each, 'Ingress'),
      );
      const peers = { labels: template.labels, spec: template.spec };
      const blocked = needed.filter((port) => !policies.some((each) => allowsIngress(each.json, port, peers, 'peers')));
      if (blocked.length === 0) continue;
      const open = blocked.every((port) => policies.some((each) => allowsIngress(each.json, port, peers, 'anyone')));
      yield {
        path: get(json, 'spec', 'ingress') === undefined ? ['spec'] : ['spec', 'ingress'],
        at: 'key',
        message: open ? 'from' : 'default',
        params: { name: set.object.name, ports: enumerate(blocked.map(String)) },
      };
      return;
    }
  },
});

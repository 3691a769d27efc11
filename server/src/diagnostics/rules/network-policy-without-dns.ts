import type { Json } from '../../apiServer/index';
import { akin } from '../knowledge/companions';
import { isolates, opensPort, policiesOf } from '../knowledge/networkPolicies';
import { podNamesIn, saidIn } from '../knowledge/podNames';
import { object as asObject, get, list, podTemplateOf } from '../read';
import { inspectionRule } from '../rule';

const NAME =
  /(?<![\w@./-])[a-z][\w-]*(\.[a-z][\w-]*)*\.svc(\.|:|\/|$|\b)|:\/\/[a-z][a-z0-9-]*(\.[a-z][a-z0-9.-]*)?(:\d|\/|$)|(?<![\w.-])[a-z][a-z0-9-]*\.[a-z0-9.-]*[a-z]:\d{2,5}\b/;

/**
 * Once a policy selects a pod for egress, only what some policy allows goes out. Names are asked of the cluster's DNS on
 * port 53: without it every name fails, also those of destinations that are allowed.
 */
export const networkPolicyWithoutDns = inspectionRule({
  id: 'network-policy-without-dns',
  category: 'risk',
  kinds: ['NetworkPolicy'],
  neighbours: ['StatefulSet', 'DaemonSet', 'NetworkPolicy'],
  messages: {
    default: {
      en: 'The policy limits what the pods of {name} may reach and leaves out DNS (port 53): {used} does not resolve for them.',
      ja: 'このポリシーは {name} の Pod の送信先を制限していますが、DNS（ポート 53）が許可されていません。{used} を解決できません。',
    },
    tcp: {
      en: 'The policy lets the pods of {name} reach DNS over TCP alone, and resolvers ask over UDP first: names resolve slowly or not at all.',
      ja: 'このポリシーは {name} の Pod に TCP の DNS だけを許可していますが、リゾルバーはまず UDP で問い合わせます。名前解決が遅くなるか、失敗します。',
    },
    general: {
      en: 'The policy limits what the pods of {name} may reach and leaves out DNS (port 53): they cannot resolve any name.',
      ja: 'このポリシーは {name} の Pod の送信先を制限していますが、DNS（ポート 53）が許可されていません。名前をまったく解決できません。',
    },
  },
  *check(context) {
    const { object: policy, judgement, neighbours } = context;
    const json = asObject(judgement.effective) ?? {};
    const selector = asObject(get(json, 'spec', 'podSelector'));
    if (!selector || Object.keys(selector).length === 0 || !isolates(json, 'Egress')) return;
    for (const set of akin(neighbours.selectedBy(selector, policy, ['StatefulSet', 'DaemonSet']), policy)) {
      const template = podTemplateOf(set.json, set.object.kind);
      if (!template || template.spec['hostNetwork'] === true) continue;
      const policies = policiesOf(neighbours, template.labels, set.object).filter(({ json: each }) =>
        isolates(each, 'Egress'),
      );
      const opens = (protocol: 'UDP' | 'TCP'): boolean =>
        policies.some(({ json: each }) =>
          list(get(each, 'spec', 'egress')).some((rule) => opensPort(rule, 53, protocol)),
        );
      if (opens('UDP')) continue;
      if (opens('TCP')) {
        const place = portOfDns(list(get(json, 'spec', 'egress')));
        if (place) yield { path: place, at: 'value', message: 'tcp', params: { name: set.object.name, used: '' } };
        return;
      }
      const [peer] = podNamesIn(template.spec, []);
      const used = peer?.written ?? nameIn(template.spec);
      // pods and namespaces are reached by the names of their Services; addresses need none
      const reachesPods = list(get(json, 'spec', 'egress')).some((rule) =>
        list(get(rule, 'to')).some(
          (to) => get(to, 'podSelector') !== undefined || get(to, 'namespaceSelector') !== undefined,
        ),
      );
      if (used === undefined && !reachesPods) continue;
      yield {
        path: get(json, 'spec', 'egress') === undefined ? ['spec'] : ['spec', 'egress'],
        at: 'key',
        ...(used === undefined ? { message: 'general' } : {}),
        params: { name: set.object.name, used: used ?? '' },
      };
      return;
    }
  },
});

/** The port 53 of a rule that says no protocol but TCP. */
function portOfDns(rules: readonly Json[]): readonly (string | number)[] | undefined {
  for (const [i, rule] of rules.entries())
    for (const [j, port] of list(get(rule, 'ports')).entries())
      if (get(port, 'port') === 53)
        return ['spec', 'egress', i, 'ports', j, get(port, 'protocol') === undefined ? 'port' : 'protocol'];
  return undefined;
}

/** A name of a host that the pod's configuration mentions. */
function nameIn(spec: Parameters<typeof saidIn>[0]): string | undefined {
  for (const { text } of saidIn(spec, [])) {
    const found = NAME.exec(text)?.[0]
      .replace(/^:\/\//, '')
      .replace(/[:/].*$/, '');
    if (found !== undefined && found !== 'localhost') return found;
  }
  return undefined;
}

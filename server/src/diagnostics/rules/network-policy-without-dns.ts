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
      const open = policies.some(({ json: each }) =>
        list(get(each, 'spec', 'egress')).some((rule) => opensPort(rule, 53, 'UDP') || opensPort(rule, 53, 'TCP')),
      );
      if (open) continue;
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

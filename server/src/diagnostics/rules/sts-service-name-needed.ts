import { fix, mend } from '../fixing';
import { isHeadless } from '../knowledge/governing';
import { podNamesIn } from '../knowledge/podNames';
import { get, podTemplateOf } from '../read';
import { inspectionRule } from '../rule';

/**
 * A pod of a set gets its subdomain from serviceName and from nothing else (initIdentity; one written in the template is
 * overwritten). Without it DNS publishes no name of a single pod, whatever Services select the pods.
 */
export const stsServiceNameNeeded = inspectionRule({
  id: 'sts-service-name-needed',
  category: 'broken',
  kinds: ['StatefulSet'],
  neighbours: ['Service'],
  messages: {
    default: {
      en: 'The pods are to find each other as {name}, but without spec.serviceName no pod gets such a DNS name.',
      ja: 'Pod は互いを {name} という名前で探しますが、spec.serviceName がないため、そのような DNS 名はどの Pod にも付きません。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const written = get(effective, 'spec', 'serviceName');
    if (typeof written === 'string' && written !== '') return;
    const template = podTemplateOf(effective, 'StatefulSet');
    if (!template) return;
    const { name } = context.object;
    const used = podNamesIn(template.spec, [...template.path, 'spec']).filter(
      ({ set, service, rest }) => set === name || (set === null && (rest.length > 1 || known(service))),
    );
    const [first] = used;
    if (!first) return;
    const domains = new Set(used.map(({ service }) => service));
    yield {
      path: ['spec'],
      at: 'key',
      params: { name: first.written },
      fixes: () =>
        fix(
          { en: `Add serviceName: ${first.service}`, ja: `serviceName: ${first.service} を加える` },
          domains.size === 1 && known(first.service) ? 'preferred' : 'alternative',
          mend(context).put(['spec', 'serviceName'], first.service),
        ),
    };

    function known(service: string): boolean {
      return context.neighbours.named('Service', service, context.object).some(({ json }) => isHeadless(json));
    }
  },
});

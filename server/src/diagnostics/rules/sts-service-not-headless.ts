import { fix, mend } from '../fixing';
import { governingServicesOf, isHeadless, ordinalsOf } from '../knowledge/governing';
import { podNamesIn } from '../knowledge/podNames';
import { get, object, podTemplateOf, text } from '../read';
import { inspectionRule } from '../rule';

const SERVICE_NAME = ['spec', 'serviceName'] as const;

/**
 * DNS publishes the names of single pods for headless Services alone (DNS specification of Kubernetes, 2.4); with a
 * cluster IP the name of the Service answers with that one address. The API asks for a headless Service ("This service
 * must exist before the StatefulSet, and is responsible for the network identity of the set").
 */
export const stsServiceNotHeadless = inspectionRule({
  id: 'sts-service-not-headless',
  category: 'risk',
  kinds: ['StatefulSet'],
  neighbours: ['Service'],
  messages: {
    default: {
      en: 'The Service {service} has a cluster IP, so DNS publishes no names of single pods such as {pod}.{service}. A governing Service is headless: clusterIP: None.',
      ja: 'Service {service} にはクラスター IP があるため、{pod}.{service} のような Pod ごとの DNS 名が公開されません。serviceName にはヘッドレス Service（clusterIP: None）を指定します。',
    },
    used: {
      en: 'The Service {service} has a cluster IP, so DNS publishes no names of single pods, and {name}, which {container} uses, does not resolve. A governing Service is headless: clusterIP: None.',
      ja: 'Service {service} にはクラスター IP があるため Pod ごとの DNS 名が公開されず、{container} が使う {name} を解決できません。serviceName にはヘッドレス Service（clusterIP: None）を指定します。',
    },
    external: {
      en: 'The Service {service} is an ExternalName: it only stands for another DNS name and publishes no pods such as {pod}.{service}.',
      ja: 'Service {service} は ExternalName で、別の DNS 名を指すだけです。{pod}.{service} のような Pod の名前は公開されません。',
    },
  },
  *check(context) {
    const services = governingServicesOf(context);
    const [first] = services;
    if (!first || services.some(({ json }) => isHeadless(json))) return;
    const { effective } = context.judgement;
    const service = first.object.name;
    const template = podTemplateOf(effective, 'StatefulSet');
    const used = template
      ? podNamesIn(template.spec, [...template.path, 'spec']).find((each) => each.service === service)
      : undefined;
    // a single pod that nobody asks for by name is reached through the Service
    const { start, end } = ordinalsOf(effective);
    if (!used && end - start === 1 && get(first.json, 'spec', 'type') !== 'ExternalName') return;
    const external = get(first.json, 'spec', 'type') === 'ExternalName';
    yield {
      path: SERVICE_NAME,
      at: 'value',
      message: external ? 'external' : used ? 'used' : 'default',
      params: {
        service,
        pod: `${context.object.name}-${start}`,
        name: used?.written ?? '',
        container: text(used?.said.container['name']) ?? '',
      },
      fixes: () => {
        const headless = context.neighbours
          .selecting('Service', template?.labels ?? {}, context.object)
          .filter(({ json, near }) => near !== 'workspace' && isHeadless(json) && object(json) !== undefined);
        const name = headless[0]?.object.name;
        if (name === undefined) return [];
        return fix(
          { en: `Use the headless Service ${name}`, ja: `ヘッドレス Service ${name} を使う` },
          headless.length === 1 ? 'preferred' : 'alternative',
          mend(context).put(SERVICE_NAME, name),
        );
      },
    };
  },
});

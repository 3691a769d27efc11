import { fix, mend } from '../fixing';
import { get, text } from '../read';
import { inspectionRule } from '../rule';

const SERVICE_NAME = ['spec', 'serviceName'] as const;

/**
 * serviceName becomes the subdomain of the pods, a DNS label. Up to 1.32 the API server took anything
 * (ValidateStatefulSetSpec checks it since 1.33), and then refused every pod (ValidatePodSpec: `spec.subdomain`).
 */
export const stsServiceNameQualified = inspectionRule({
  id: 'sts-service-name-qualified',
  category: 'broken',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'serviceName is the bare name of a Service in the same namespace. {written} is no DNS label: the API server takes the set and refuses each of its pods.',
      ja: 'serviceName には同じ名前空間の Service 名だけを書きます。{written} は DNS ラベルではないため、セットは受け付けられても Pod はすべて拒否されます。',
    },
  },
  *check(context) {
    if (context.release.minor >= 33) return;
    const written = text(get(context.judgement.effective, ...SERVICE_NAME));
    if (written === undefined || written === '' || /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(written)) return;
    const [first = ''] = written.split('.');
    const qualified = written.includes('.') && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(first);
    yield {
      path: SERVICE_NAME,
      at: 'value',
      params: { written },
      fixes: () =>
        qualified
          ? fix({ en: `Use ${first}`, ja: `${first} にする` }, 'preferred', mend(context).put(SERVICE_NAME, first))
          : [],
    };
  },
});

import { expect, it } from 'vitest';
import { file, manifest, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'network-policy-without-dns';
const set = (args = '          args: ["--upstream=db.prod.svc:5432"]\n', pod = '') =>
  workload('DaemonSet', 'web', { container: args, pod });
const policy = (egress: string, name = 'web', selector = '\n    matchLabels:\n      app: web') =>
  manifest(
    'networking.k8s.io/v1',
    'NetworkPolicy',
    name,
    `  podSelector:${selector}\n  policyTypes: [Egress]\n  egress:\n${egress}`,
  );
const toPods = '    - to:\n        - podSelector: {}\n      ports:\n        - port: 5432\n';
const dns = '    - ports:\n        - port: 53\n          protocol: UDP\n';

it('finds names that cannot be resolved', () => {
  const [finding, ...more] = findingsOf(id, file(set(), policy(toPods)));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.egress' });
  expect(finding?.message).toContain('db.prod.svc');
  expect(findingsOf(id, file(set(''), policy(toPods)))[0]?.message).toContain('any name');
});
it('finds DNS over TCP alone', () => {
  const [finding] = findingsOf(id, file(set(), policy(`${toPods}    - ports:\n        - port: 53\n`)));
  expect(finding).toMatchObject({ field: 'spec.egress[1].ports[0].port' });
});
it('takes DNS wherever it is allowed', () => {
  expect(findingsOf(id, file(set(), policy(toPods + dns)))).toEqual([]);
  expect(findingsOf(id, file(set(), policy(toPods), policy(dns, 'dns', ' {}')))).toEqual([]);
  expect(findingsOf(id, file(set(), policy('    - to:\n        - namespaceSelector: {}\n')))).toEqual([]);
});
it('takes addresses, the host network, and policies of ingress', () => {
  const address = '    - to:\n        - ipBlock:\n            cidr: 10.0.0.0/8\n      ports:\n        - port: 443\n';
  expect(findingsOf(id, file(set(''), policy(address)))).toEqual([]);
  expect(findingsOf(id, file(set(undefined, '      hostNetwork: true\n'), policy(toPods)))).toEqual([]);
  expect(findingsOf(id, file(set(), policy(toPods).replace('[Egress]', '[Ingress]')))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(set(), `${policy(toPods)}  "`))).toEqual([]);
});

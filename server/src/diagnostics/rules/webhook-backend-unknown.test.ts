import { expect, it } from 'vitest';
import { file, service, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'webhook-backend-unknown';
const daemon = workload('DaemonSet', 'guard').replace('  name: guard\n', '  name: guard\n  namespace: security\n');
const front = (port: number) =>
  service('guard', `  selector:\n    app: guard\n  ports:\n    - port: ${port}\n`, 'security');
const webhook = (namespace: string, more = '') =>
  `apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata:\n  name: guard\nwebhooks:\n  - name: guard.example.com\n    clientConfig:\n      service:\n        name: guard\n        namespace: ${namespace}\n${more}`;

it('finds a port that the Service does not have', () => {
  const [finding, ...more] = findingsOf(id, file(webhook('security'), daemon, front(8443)));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'webhooks[0].clientConfig.service' });
  expect(finding?.fixes).toMatchObject([{ preferred: true, result: webhook('security', '        port: 8443\n') }]);
});
it('finds the other namespace', () => {
  const [finding] = findingsOf(id, file(webhook('default'), daemon, front(443)));
  expect(finding?.fixes).toMatchObject([{ preferred: true, result: webhook('security') }]);
});
it('takes what can be called, and what is somewhere else', () => {
  expect(findingsOf(id, file(webhook('security'), daemon, front(443)))).toEqual([]);
  expect(findingsOf(id, file(webhook('security', '        port: 8443\n'), daemon, front(8443)))).toEqual([]);
  expect(findingsOf(id, webhook('security'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${webhook('default')}  "`, daemon, front(443)))).toEqual([]);
});

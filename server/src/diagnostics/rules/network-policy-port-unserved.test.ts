import { expect, it } from 'vitest';
import { file, manifest, service, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'network-policy-port-unserved';
const set = workload('StatefulSet', 'web', {
  container: '          ports:\n            - name: http\n              containerPort: 8080\n',
});
const front = service('web', '  selector:\n    app: web\n  ports:\n    - port: 80\n      targetPort: http\n');
const policy = (...ports: readonly string[]) =>
  manifest(
    'networking.k8s.io/v1',
    'NetworkPolicy',
    'web',
    `  podSelector:\n    matchLabels:\n      app: web\n  ingress:\n    - ports:\n${ports.map((port) => `        - port: ${port}\n`).join('')}`,
  );

it('finds the port of the Service', () => {
  const [finding, ...more] = findingsOf(id, file(policy('80'), set, front));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.ingress[0].ports[0].port', marked: '80' });
  expect(finding?.fixes).toMatchObject([{ preferred: true, result: policy('8080') }]);
});
it('finds a name, a number and a protocol that nobody serves', () => {
  expect(findingsOf(id, file(policy('web'), set))[0]?.message).toContain('port named web');
  expect(findingsOf(id, file(policy('9999'), set))[0]?.message).toContain('listens on 9999');
  expect(findingsOf(id, file(policy('8080\n          protocol: UDP'), set))).toMatchObject([
    { field: 'spec.ingress[0].ports[0].protocol' },
  ]);
});
it('takes what the pods serve, ranges, and more than is needed', () => {
  for (const ports of [['8080'], ['http'], ['80', '8080'], ['8000\n          endPort: 9000'], ['http', '9999']])
    expect(findingsOf(id, file(policy(...ports), set, front))).toEqual([]);
  expect(findingsOf(id, file(policy('9999'), workload('StatefulSet', 'web')))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${policy('80')}  "`, set, front))).toEqual([]);
});

import { expect, it } from 'vitest';
import { file, service, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'service-publishes-unready';
const probe = '          readinessProbe:\n            tcpSocket:\n              port: 80\n';
const set = workload('StatefulSet', 'web', { container: probe });
const clients = (head = '  publishNotReadyAddresses: true\n') => service('web', `${head}  selector:\n    app: web\n`);

it('finds a client Service that publishes pods before they are ready', () => {
  expect(findingsOf(id, file(clients(), set))).toMatchObject([
    { category: 'risk', field: 'spec.publishNotReadyAddresses', marked: 'true' },
  ]);
});
it('takes headless Services, false, pods without a probe, and Deployments', () => {
  expect(
    findingsOf(
      id,
      file(clients(), workload('StatefulSet', 'web', { image: 'hashicorp/vault:1.18.3', container: probe })),
    ),
  ).toEqual([]);
  expect(findingsOf(id, file(clients('  clusterIP: None\n  publishNotReadyAddresses: true\n'), set))).toEqual([]);
  expect(findingsOf(id, file(clients('  publishNotReadyAddresses: false\n'), set))).toEqual([]);
  expect(findingsOf(id, file(clients(), workload('StatefulSet', 'web')))).toEqual([]);
  expect(findingsOf(id, file(clients(), workload('Deployment', 'web', { container: probe })))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${clients()}  "`, set))).toEqual([]);
});
it('takes the field away', () => {
  const [fix] = findingsOf(id, file(clients(), set))[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: true, result: clients('') });
});

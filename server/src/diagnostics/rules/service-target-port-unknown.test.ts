import { expect, it } from 'vitest';
import { file, service, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'service-target-port-unknown';
const ports =
  '          ports:\n            - name: http\n              containerPort: 8080\n            - name: stats\n              containerPort: 8125\n              protocol: UDP\n';
const set = (more = '') => workload('StatefulSet', 'web', { container: ports + more });
const to = (port: string, head = '') =>
  service('web', `${head}  selector:\n    app: web\n  ports:\n    - port: 80\n      ${port}\n`);

it('finds a name that no container port has', () => {
  const [finding, ...more] = findingsOf(id, file(to('targetPort: htp'), set()));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.ports[0].targetPort', marked: 'htp' });
  expect(finding?.message).toContain('there is http and stats');
});
it('finds the other protocol', () => {
  expect(findingsOf(id, file(to('targetPort: stats'), set()))).toMatchObject([{ field: 'spec.ports[0].targetPort' }]);
  const [finding] = findingsOf(id, file(to('targetPort: stats\n      protocol: TCP'), set()));
  expect(finding).toMatchObject({ field: 'spec.ports[0].protocol', marked: 'TCP' });
  expect(finding?.fixes[0]).toMatchObject({ preferred: true });
});
it('finds a number where nothing listens', () => {
  expect(findingsOf(id, file(to('targetPort: 9090'), set()))).toMatchObject([{ field: 'spec.ports[0].targetPort' }]);
  expect(findingsOf(id, file(to('name: web'), set()))).toMatchObject([{ field: 'spec.ports[0].port' }]);
});
it('takes what is declared, mentioned, or left to the client', () => {
  expect(findingsOf(id, file(to('targetPort: http'), set()))).toEqual([]);
  expect(findingsOf(id, file(to('targetPort: 8080'), set()))).toEqual([]);
  expect(findingsOf(id, file(to('targetPort: 9090'), set('          args: ["--admin=:9090"]\n')))).toEqual([]);
  expect(findingsOf(id, file(to('targetPort: 9090'), workload('StatefulSet', 'web')))).toEqual([]);
  expect(findingsOf(id, file(to('targetPort: 9090', '  clusterIP: None\n'), set()))).toEqual([]);
});
it('leaves Services of other workloads alone', () => {
  expect(findingsOf(id, file(to('targetPort: htp'), workload('Deployment', 'web', { container: ports })))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${to('targetPort: htp')}  "`, set()))).toEqual([]);
});
it('uses the name that was meant', () => {
  const [fix] = findingsOf(id, file(to('targetPort: htp'), set()))[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: true, result: to('targetPort: http') });
});

import { expect, it } from 'vitest';
import { file, service, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'headless-service-maps-ports';
const set = workload('StatefulSet', 'web', {
  container: '          ports:\n            - name: http\n              containerPort: 8080\n',
});
const headless = (port: string, ip = 'None') =>
  service(
    'web',
    `  clusterIP: ${ip}\n  selector:\n    app: web\n  ports:\n    - port: ${port}\n      targetPort: http\n`,
  );

it('finds a port that nothing translates', () => {
  expect(findingsOf(id, file(headless('80'), set))).toMatchObject([
    { category: 'risk', field: 'spec.ports[0].port', marked: '80' },
  ]);
});
it('takes a second name for a port that is offered too', () => {
  const both = `${headless('8080')}    - name: alias\n      port: 80\n      targetPort: http\n`;
  expect(findingsOf(id, file(both, set))).toEqual([]);
});
it('takes the same number, and Services with an address', () => {
  expect(findingsOf(id, file(headless('8080'), set))).toEqual([]);
  expect(findingsOf(id, file(headless('80', '10.0.0.10'), set))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${headless('80')}  "`, set))).toEqual([]);
});

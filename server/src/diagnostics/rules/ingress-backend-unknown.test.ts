import { expect, it } from 'vitest';
import { file, manifest, service } from '../fixtures';
import { findingsOf, statefulSet } from '../testing';

const id = 'ingress-backend-unknown';
const front = service('web', '  selector:\n    app: web\n  ports:\n    - name: http\n      port: 80\n');
const ingress = (name: string, port: string) =>
  manifest(
    'networking.k8s.io/v1',
    'Ingress',
    'web',
    `  rules:\n    - http:\n        paths:\n          - path: /\n            pathType: Prefix\n            backend:\n              service:\n                name: ${name}\n                port:\n                  ${port}\n`,
  );
const at = 'spec.rules[0].http.paths[0].backend.service';

it('finds a port that the Service does not have', () => {
  const [finding, ...more] = findingsOf(id, file(ingress('web', 'number: 8080'), front, statefulSet()));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: `${at}.port.number`, marked: '8080' });
  expect(finding?.fixes).toMatchObject([{ preferred: true, result: ingress('web', 'number: 80') }]);
  expect(findingsOf(id, file(ingress('web', 'name: web'), front, statefulSet()))).toMatchObject([
    { field: `${at}.port.name` },
  ]);
});
it('finds the slip in the name', () => {
  const [finding] = findingsOf(id, file(ingress('wbe', 'number: 80'), front, statefulSet()));
  expect(finding).toMatchObject({ field: `${at}.name`, marked: 'wbe' });
});
it('takes what is there, what is somewhere else, and Services of Deployments', () => {
  expect(findingsOf(id, file(ingress('web', 'number: 80'), front, statefulSet()))).toEqual([]);
  expect(findingsOf(id, file(ingress('web', 'name: http'), front, statefulSet()))).toEqual([]);
  expect(findingsOf(id, file(ingress('api', 'number: 80'), front, statefulSet()))).toEqual([]);
  expect(findingsOf(id, file(ingress('web', 'number: 8080'), front))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${ingress('web', 'number: 8080')}  "`, front, statefulSet()))).toEqual([]);
});
it('finds a Service that is only in another namespace', () => {
  const own = ingress('web', 'number: 80').replace('  name: web\n', '  name: web\n  namespace: edge\n');
  const there = (text: string) => text.replace('  name: web\n', '  name: web\n  namespace: shop\n');
  const others = file(there(front), there(statefulSet()));
  expect(findingsOf(id, file(own, others))).toMatchObject([
    { field: `${at}.name`, message: expect.stringContaining('in shop') as string },
  ]);
  expect(findingsOf(id, file(there(ingress('web', 'number: 80')), others))).toEqual([]);
});

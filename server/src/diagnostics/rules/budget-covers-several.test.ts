import { expect, it } from 'vitest';
import { budget, file, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'budget-covers-several';
const db = workload('StatefulSet', 'db', {
  labels: 'app: db\npart-of: shop',
  spec: '  serviceName: db\n  replicas: 3\n',
});
const web = workload('Deployment', 'web', { labels: 'app: web\npart-of: shop', spec: '  replicas: 5\n' });
const empty = budget('all', 'maxUnavailable: 1')
  .replace(/ {4}matchLabels:\n.*\n/, '')
  .replace('selector:', 'selector: {}');

it('finds pods that make up for those of the set', () => {
  const [finding, ...more] = findingsOf(id, file(budget('shop', 'minAvailable: 2', 'part-of: shop'), db, web));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.selector' });
  expect(finding?.message).toContain('Deployment web alone');
});
it('finds a budget for the whole namespace', () => {
  expect(findingsOf(id, file(empty, db, web))[0]?.message).toContain('every pod of the namespace');
  expect(findingsOf(id, file(empty, db))).toEqual([]);
});
it('takes one workload, and others that cannot make up', () => {
  expect(findingsOf(id, file(budget('db', 'minAvailable: 2', 'app: db'), db, web))).toEqual([]);
  const one = web.replace('replicas: 5', 'replicas: 1');
  expect(findingsOf(id, file(budget('shop', 'minAvailable: 2', 'part-of: shop'), db, one))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${budget('shop', 'minAvailable: 2', 'part-of: shop')}  "`, db, web))).toEqual([]);
});

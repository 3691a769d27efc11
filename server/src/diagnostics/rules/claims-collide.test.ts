import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'claims-collide';
const set = (name: string, template: string, spec = '') =>
  statefulSet(
    `${spec}  volumeClaimTemplates:\n  - metadata:\n      name: ${template}\n    spec:\n      accessModes: [ReadWriteOnce]\n      resources:\n        requests:\n          storage: 1Gi\n`,
  ).replace('name: web', `name: ${name}`);

it('finds two sets that make the same claims, at both', () => {
  const [finding, ...more] = findingsOf(id, `${set('main-queue', 'data')}---\n${set('queue', 'data-main')}`);
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.volumeClaimTemplates[0].metadata.name' });
  expect(finding?.message).toContain('data-main-queue-0');
  expect(more).toHaveLength(1);
});
it('takes other names, other namespaces, and ordinals that do not meet', () => {
  expect(findingsOf(id, `${set('main-queue', 'data')}---\n${set('queue', 'data')}`)).toEqual([]);
  const [a, b] = [set('main-queue', 'data'), set('queue', 'data-main')];
  const elsewhere = (text: string, namespace: string) =>
    text.replace('metadata:\n', `metadata:\n  namespace: ${namespace}\n`);
  expect(findingsOf(id, `${elsewhere(a, 'one')}---\n${elsewhere(b, 'two')}`)).toEqual([]);
  expect(findingsOf(id, a, { others: set('queue', 'data-main', '  ordinals:\n    start: 5\n') })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('main-queue', 'data')} "`, { others: set('queue', 'data-main') })).toEqual([]);
});

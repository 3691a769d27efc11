import { expect, it } from 'vitest';
import { budget, file, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'store-without-budget';
const set = (image = 'etcd:3.5.17', replicas = 3) =>
  workload('StatefulSet', 'web', { image, spec: `  serviceName: web\n  replicas: ${replicas}\n` });

it('finds a store that no budget covers', () => {
  expect(findingsOf(id, set())).toMatchObject([{ category: 'style', field: 'spec.replicas', marked: '3' }]);
});
it('takes one with a budget, a single member, and other programs', () => {
  expect(findingsOf(id, file(set(), budget('web', 'maxUnavailable: 1')))).toEqual([]);
  expect(findingsOf(id, set('etcd:3.5.17', 1))).toEqual([]);
  expect(findingsOf(id, set('nginx:1.27.3'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set()}  "`)).toEqual([]);
});

import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'env-from-key-invalid';
const set = `${statefulSet()}          envFrom:\n          - configMapRef:\n              name: conf\n`;
const config = (...keys: string[]) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: conf\ndata:\n${keys.map((key) => `  "${key}": a\n`).join('')}`;

it('finds keys that are left out before 1.32', () => {
  const options = { others: config('LEVEL', '1st') };
  expect(findingsOf(id, set, { ...options, version: '1.31' })).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.containers[0].envFrom[0].configMapRef.name' },
  ]);
  expect(findingsOf(id, set, { ...options, version: '1.32' })).toEqual([]);
});
it('finds files where variables belong', () => {
  expect(findingsOf(id, set, { others: config('app.yaml', 'log.yaml') })[0]?.message).toContain('mount it as a volume');
});
it('takes names of variables, and ConfigMaps that are not at hand', () => {
  expect(findingsOf(id, set, { others: config('LEVEL', 'app.name') })).toEqual([]);
  expect(findingsOf(id, set)).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set}x: "`, { others: config('app.yaml') })).toEqual([]);
});

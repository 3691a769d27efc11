import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'secret-value-newline';
const secret = (value: string, field = 'data') =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: auth\n${field}:\n  PASSWORD: ${value}\n`;
const others = `${statefulSet()}          envFrom:\n          - secretRef:\n              name: auth\n`;
const one = (key: string) =>
  `${statefulSet()}          env:\n          - name: A\n            valueFrom:\n              secretKeyRef:\n                name: auth\n                key: ${key}\n`;

it('finds a line break at the end, and takes it away', () => {
  const [finding, ...more] = findingsOf(id, secret('aHVudGVyMgo='), { others });
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', field: 'data.PASSWORD', marked: 'aHVudGVyMgo=' });
  expect(finding?.fixes[0]).toMatchObject({ preferred: true, result: secret('aHVudGVyMg==') });
  expect(findingsOf(id, secret('aHVudGVyMgo='), { others: one('PASSWORD') })).toHaveLength(1);
  expect(findingsOf(id, secret('|\n    hunter2', 'stringData'), { others })).toHaveLength(1);
});
it('takes values without one, files of several lines, and keys that are no variables', () => {
  expect(findingsOf(id, secret('aHVudGVyMg=='), { others })).toEqual([]);
  expect(findingsOf(id, secret('YQpiCg=='), { others })).toEqual([]);
  expect(findingsOf(id, secret('aHVudGVyMgo='), { others: one('USER') })).toEqual([]);
  expect(findingsOf(id, secret('aHVudGVyMgo='))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${secret('aHVudGVyMgo=')} "`, { others })).toEqual([]);
});

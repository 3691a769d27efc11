import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'config-value-refused';
const config = (data: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: conf\ndata:\n  ${data}\n`;
const secret = (field: string, data: string) =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: auth\n${field}:\n  ${data}\n`;
const from = (kind: string, name: string) =>
  `${statefulSet()}          envFrom:\n          - ${kind}:\n              name: ${name}\n`;
const others = from('configMapRef', 'conf');
const withSecret = from('secretRef', 'auth');

it('finds values that are no strings, and quotes them', () => {
  const [finding, ...more] = findingsOf(id, config('PORT: 8080'), { others });
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'data.PORT', marked: '8080' });
  expect(finding?.fixes[0]).toMatchObject({ preferred: true, result: config('PORT: "8080"') });
  expect(findingsOf(id, config('DEBUG: yes'), { others })[0]?.fixes[0]?.result).toBe(config('DEBUG: "yes"'));
  expect(findingsOf(id, secret('stringData', 'PIN: 1234'), { others: withSecret })).toHaveLength(1);
});
it('finds plain text where base64 belongs', () => {
  const [finding] = findingsOf(id, secret('data', 'PASSWORD: change-me!'), { others: withSecret });
  expect(finding?.message).toContain('no base64');
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '', { others: withSecret })).toEqual([]);
});
it('takes strings and base64, and objects that no set or daemon uses', () => {
  expect(findingsOf(id, config('PORT: "8080"'), { others })).toEqual([]);
  expect(findingsOf(id, secret('data', 'PASSWORD: Y2hhbmdlLW1l'), { others: withSecret })).toEqual([]);
  expect(findingsOf(id, config('PORT: 8080'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${config('PORT: 8080')} "`, { others })).toEqual([]);
});

import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'pull-secret-type';
const set = statefulSet('', '      imagePullSecrets:\n      - name: registry\n');
const secret = (type: string) =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: registry\n${type ? `type: ${type}\n` : ''}`;

it('finds a Secret that holds no registry credentials by its type', () => {
  expect(findingsOf(id, set, { others: secret('') })).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.imagePullSecrets[0].name', marked: 'registry' },
  ]);
  expect(findingsOf(id, set, { others: secret('kubernetes.io/basic-auth') })).toHaveLength(1);
});
it('takes the two types, and a Secret that is not at hand', () => {
  expect(findingsOf(id, set, { others: secret('kubernetes.io/dockerconfigjson') })).toEqual([]);
  expect(findingsOf(id, set)).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set} "`, { others: secret('') })).toEqual([]);
});

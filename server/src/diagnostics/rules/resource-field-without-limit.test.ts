import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'resource-field-without-limit';
const set = (resource: string, limits = '') =>
  `${statefulSet()}${limits ? `          resources:\n            limits:\n              ${limits}\n` : ''}          env:\n          - name: GOMEMLIMIT\n            valueFrom:\n              resourceFieldRef:\n                resource: ${resource}\n`;

it('finds a variable made from a limit that is not there', () => {
  expect(findingsOf(id, set('limits.memory'))).toMatchObject([
    {
      category: 'risk',
      field: 'spec.template.spec.containers[0].env[0].valueFrom.resourceFieldRef.resource',
      marked: 'limits.memory',
    },
  ]);
  expect(findingsOf(id, set('limits.memory', 'cpu: 1'))).toHaveLength(1);
});
it('takes limits that are there, requests, and a namespace that fills limits in', () => {
  expect(findingsOf(id, set('limits.memory', 'memory: 1Gi'))).toEqual([]);
  expect(findingsOf(id, set('requests.memory'))).toEqual([]);
  const range = 'apiVersion: v1\nkind: LimitRange\nmetadata:\n  name: a\n';
  expect(findingsOf(id, set('limits.memory'), { others: range })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('limits.memory')}x: "`)).toEqual([]);
});

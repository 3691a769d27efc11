import { expect, it } from 'vitest';
import { findingsOf, refusals, statefulSet } from '../testing';

const id = 'invalid-value';
const port = (value: string) => `${statefulSet()}          ports: [{containerPort: ${value}}]\n`;

it('finds a value outside the rule of its field', () => {
  expect(findingsOf(id, port('70000'))).toMatchObject([
    { category: 'rejected', field: 'spec.template.spec.containers[0].ports[0].containerPort', marked: '70000' },
  ]);
});
it('takes one inside', () => {
  expect(refusals(port('65535'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, port('70000, "'))).toEqual([]);
});

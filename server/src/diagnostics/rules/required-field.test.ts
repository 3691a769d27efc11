import { expect, it } from 'vitest';
import { findingsOf, statefulSet, summary } from '../testing';

const id = 'required-field';
const nameless = statefulSet().replace('- name: nginx\n          image', '- image');

it('finds a container without a name, at the container', () => {
  expect(findingsOf(id, nameless)).toMatchObject([
    { category: 'rejected', field: 'spec.template.spec.containers[0].name', marked: expect.stringContaining('image') },
  ]);
});
it('takes one with a name', () => {
  expect(summary(statefulSet())).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${nameless}  "`)).toEqual([]);
});

import { expect, it } from 'vitest';
import { findingsOf, statefulSet, summary } from '../testing';

const id = 'duplicate-value';
const second = (name: string) => `${statefulSet()}        - name: ${name}\n          image: busybox:1.37\n`;

it('finds two containers of one name', () => {
  expect(findingsOf(id, second('nginx'))).toMatchObject([
    { category: 'rejected', field: 'spec.template.spec.containers[1].name', marked: 'nginx' },
  ]);
});
it('takes another name', () => {
  expect(summary(second('sidecar'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, second('"nginx'))).toEqual([]);
});

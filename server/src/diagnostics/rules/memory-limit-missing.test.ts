import { expect, it } from 'vitest';
import { file } from '../fixtures';
import { daemonSet, findingsOf } from '../testing';

const id = 'memory-limit-missing';
const asking = (resources: string) => `${daemonSet()}          resources: ${resources}\n`;

it('finds requests without a limit', () => {
  expect(findingsOf(id, asking('{requests: {cpu: 50m, memory: 64Mi}}'))).toMatchObject([
    { category: 'style', field: 'spec.template.spec.containers[0].resources' },
  ]);
});
it('takes limits, defaults of the namespace, and what asks for nothing at all', () => {
  expect(findingsOf(id, asking('{requests: {cpu: 50m}, limits: {memory: 64Mi}}'))).toEqual([]);
  expect(findingsOf(id, daemonSet())).toEqual([]);
  const range = 'apiVersion: v1\nkind: LimitRange\nmetadata:\n  name: usual\n';
  expect(findingsOf(id, file(asking('{requests: {cpu: 50m}}'), range))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${asking('{requests: {cpu: 50m}}')} "`)).toEqual([]);
});

import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'ds-surge-no-room';
const surge = (request: string, budget = '1') =>
  `${daemonSet(`  updateStrategy:\n    rollingUpdate:\n      maxUnavailable: 0\n      maxSurge: ${budget}\n`)}          resources: {requests: {${request}}, limits: {${request}}}\n`;
const node = (name: string, allocatable: string) =>
  `apiVersion: v1\nkind: Node\nmetadata: {name: ${name}}\nstatus: {allocatable: {${allocatable}}}\n`;
const others = `${node('a', 'cpu: "4", memory: 8Gi, nvidia.com/gpu: "1"')}---\n${node('b', 'cpu: "4", memory: 16Gi, nvidia.com/gpu: "2"')}`;

it('finds nodes without room for two', () => {
  const [finding] = findingsOf(id, surge('memory: 6Gi'), { others });
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.updateStrategy.rollingUpdate.maxSurge' });
  expect(finding?.message).toContain('1 of 2 nodes');
  expect(findingsOf(id, surge('nvidia.com/gpu: 1'), { others })[0]?.message).toContain('nvidia.com/gpu');
});
it('takes small pods, rollouts without surge, and unknown nodes', () => {
  expect(findingsOf(id, surge('memory: 1Gi'), { others })).toEqual([]);
  expect(
    findingsOf(id, surge('memory: 6Gi', '0').replace('maxUnavailable: 0', 'maxUnavailable: 1'), { others }),
  ).toEqual([]);
  expect(findingsOf(id, surge('memory: 6Gi'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${surge('memory: 6Gi')}  "`, { others })).toEqual([]);
});

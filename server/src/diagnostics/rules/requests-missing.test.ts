import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'requests-missing';
const pod = (resources: string) => `${daemonSet()}          resources: ${resources}\n`;

it('finds a container that asks for nothing', () => {
  expect(findingsOf(id, daemonSet())).toMatchObject([{ category: 'style', field: 'spec.template.spec.containers[0]' }]);
  expect(findingsOf(id, pod('{}'))).toMatchObject([{ field: 'spec.template.spec.containers[0].resources' }]);
});
it('takes a request or a limit of anything', () => {
  expect(findingsOf(id, pod('{requests: {cpu: 10m}}'))).toEqual([]);
  expect(findingsOf(id, pod('{limits: {memory: 64Mi}}'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${daemonSet()} "`)).toEqual([]);
});

import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'capability-unknown';
const pod = (capabilities: string) => `${daemonSet()}          securityContext: {capabilities: ${capabilities}}\n`;

it('finds the prefix and unknown names', () => {
  expect(findingsOf(id, pod('{add: [CAP_NET_ADMIN]}'))).toMatchObject([
    {
      category: 'risk',
      field: 'spec.template.spec.containers[0].securityContext.capabilities.add[0]',
      marked: 'CAP_NET_ADMIN',
    },
  ]);
  expect(findingsOf(id, pod('{add: [NET_ADMN]}'))).toHaveLength(1);
  expect(findingsOf(id, pod('{drop: ["*"]}'))[0]?.message).toContain('ALL');
});
it('takes names that exist, and what a container has anyway', () => {
  expect(findingsOf(id, pod('{add: [NET_ADMIN, BPF], drop: [ALL]}'))).toEqual([]);
  expect(findingsOf(id, pod('{add: [CAP_KILL]}'))).toEqual([]);
  expect(findingsOf(id, pod('{add: [CAP_KILL], drop: [ALL]}'))).toHaveLength(1);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${pod('{add: [CAP_NET_ADMIN]}')} "`)).toEqual([]);
});
it('writes the name', () => {
  const [fix] = findingsOf(id, pod('{add: [CAP_NET_ADMIN]}'))[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: true, result: pod('{add: [NET_ADMIN]}') });
});

import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'image-never-pulled';
const policy = (text: string) => `${daemonSet()}          imagePullPolicy: ${text}\n`;

it('finds Never', () => {
  expect(findingsOf(id, policy('Never'))).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.containers[0].imagePullPolicy', marked: 'Never' },
  ]);
});
it('takes the other policies', () => {
  expect(findingsOf(id, policy('IfNotPresent'))).toEqual([]);
  expect(findingsOf(id, daemonSet())).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, policy('"Never'))).toEqual([]);
});
it('pulls what is not there', () => {
  const [fix] = findingsOf(id, policy('Never'))[0]?.fixes ?? [];
  expect(fix?.result).toBe(policy('IfNotPresent'));
});

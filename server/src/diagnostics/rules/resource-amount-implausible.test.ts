import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'resource-amount-implausible';
const resources = (text: string, make = daemonSet) => `${make()}          resources: ${text}\n`;

it('finds whole cores', () => {
  expect(findingsOf(id, resources('{requests: {cpu: "100"}}'))).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[0].resources.requests.cpu', marked: '"100"' },
  ]);
  expect(findingsOf(id, resources('{limits: {cpu: 500}}', statefulSet))).toHaveLength(1);
});
it('finds bytes', () => {
  expect(findingsOf(id, resources('{limits: {memory: 512}}'))).toHaveLength(1);
  expect(findingsOf(id, resources('{limits: {memory: 64k}}'))).toHaveLength(1);
});
it('finds next to no cpu, and more memory than a node has', () => {
  expect(findingsOf(id, resources('{limits: {cpu: 1m}}'))).toEqual([]);
  expect(findingsOf(id, `${resources('{limits: {cpu: 1m}}')}          ports: [{containerPort: 80}]\n`)).toMatchObject([
    { field: 'spec.template.spec.containers[0].resources.limits.cpu' },
  ]);
  expect(findingsOf(id, resources('{requests: {memory: 256Gi}}'))).toHaveLength(1);
  expect(findingsOf(id, resources('{requests: {memory: 256Gi}}', statefulSet))).toEqual([]);
});
it('takes what nodes have', () => {
  expect(findingsOf(id, resources('{requests: {cpu: 16, memory: 64Gi}}', statefulSet))).toEqual([]);
  expect(findingsOf(id, resources('{requests: {cpu: 100m, memory: 128Mi}}'))).toEqual([]);
  // the server warns of fractions of a byte
  expect(findingsOf(id, resources('{limits: {memory: 512m}}'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, resources('{requests: {cpu: "100}}'))).toEqual([]);
});
it('adds the unit', () => {
  const text = resources('{requests: {cpu: "100"}, limits: {memory: 512}}');
  for (const { fixes } of findingsOf(id, text)) expect(fixes[0]?.preferred).toBe(true);
  const [fix] = findingsOf(id, resources('{limits: {memory: 512}}'))[0]?.fixes ?? [];
  expect(fix?.result).toBe(resources('{limits: {memory: 512Mi}}'));
});

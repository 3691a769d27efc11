import { expect, it } from 'vitest';
import { autoscaler, file, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'autoscaler-beyond-nodes';
const node = (name: string) => `apiVersion: v1\nkind: Node\nmetadata:\n  name: ${name}\n`;
const nodes = file(node('a'), node('b'), node('c'));
const apart = (kind: string) =>
  `      affinity:\n        podAntiAffinity:\n          ${kind}:\n            - labelSelector:\n                matchLabels:\n                  app: web\n              topologyKey: kubernetes.io/hostname\n`;
const set = (pod = apart('requiredDuringSchedulingIgnoredDuringExecution')) => workload('StatefulSet', 'web', { pod });
const scaled = (most: number) => autoscaler('StatefulSet/web', `  minReplicas: 3\n  maxReplicas: ${most}\n`);

it('finds pods that have no node to go to', () => {
  const [finding] = findingsOf(id, file(scaled(9), set(), nodes));
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.maxReplicas', marked: '9' });
  expect(finding?.message).toContain('3 nodes');
});
it('takes as many as nodes, pods that may share one, and unknown clusters', () => {
  expect(findingsOf(id, file(scaled(3), set(), nodes))).toEqual([]);
  expect(findingsOf(id, file(scaled(9), set(''), nodes))).toEqual([]);
  expect(findingsOf(id, file(scaled(9), set()))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${scaled(9)}  "`, set(), nodes))).toEqual([]);
});

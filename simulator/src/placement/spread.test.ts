import { expect, test } from 'vitest';
import type { NodeSpec } from '../scenario';
import { simulate } from '../simulation';
import { statefulSet } from '../testing';
import type { SpreadConstraint } from '../workload';

const spread = (more: Partial<SpreadConstraint> = {}): SpreadConstraint => ({
  maxSkew: 1,
  topologyKey: 'zone',
  labelSelector: { matchLabels: { app: 'demo' } },
  minDomains: 1,
  honorAffinity: true,
  honorTaints: false,
  matchLabelKeys: [],
  sameRevision: false,
  ...more,
});
const bound = (nodes: readonly NodeSpec[], constraint: SpreadConstraint, replicas = 4) =>
  simulate({
    kubernetesVersion: '1.37',
    nodes,
    steps: [
      {
        at: 0,
        apply: statefulSet(1, { replicas, podManagementPolicy: 'Parallel' }, { topologySpread: [constraint] }),
      },
    ],
    until: 20,
  }).final.pods.map((pod) => pod.node);
const zones = (room: number): readonly NodeSpec[] => [
  { name: 'a-1', labels: { zone: 'a' } },
  { name: 'b-1', labels: { zone: 'b' }, capacity: { pods: room } },
];

test('a zone gets no more than maxSkew pods above the emptiest', () => {
  expect(bound(zones(110), spread())).toEqual(['a-1', 'b-1', 'a-1', 'b-1']);
  expect(bound(zones(1), spread())).toEqual(['a-1', 'b-1', 'a-1', undefined]);
  expect(bound(zones(1), spread({ maxSkew: 2 }))).toEqual(['a-1', 'b-1', 'a-1', 'a-1']);
});

test('nodes without the topology are no place', () => {
  expect(bound([{ name: 'bare' }], spread(), 1)).toEqual([undefined]);
});

test('fewer topologies than minDomains count as if one were empty', () => {
  expect(bound(zones(110), spread({ minDomains: 3 }), 3)).toEqual(['a-1', 'b-1', undefined]);
});

test('tainted nodes count unless nodeTaintsPolicy is Honor', () => {
  const tainted = zones(110).map((node) =>
    node.name === 'b-1' ? { ...node, taints: [{ key: 'k', effect: 'NoSchedule' as const }] } : node,
  );
  expect(bound(tainted, spread(), 2)).toEqual(['a-1', undefined]);
  expect(bound(tainted, spread({ honorTaints: true }), 2)).toEqual(['a-1', 'a-1']);
});

test('without a selector no pod counts', () => {
  const { labelSelector: _, ...none } = spread();
  expect(bound(zones(1), none, 3)).toEqual(['a-1', 'b-1', 'a-1']);
});

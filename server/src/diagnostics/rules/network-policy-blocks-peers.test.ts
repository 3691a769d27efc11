import { expect, it } from 'vitest';
import { file, manifest, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'network-policy-blocks-peers';
const set = (replicas = 3) =>
  workload('StatefulSet', 'zk', {
    image: 'zookeeper:3.9.3',
    spec: `  serviceName: zk\n  replicas: ${replicas}\n`,
    container:
      '          env:\n            - name: ZOO_SERVERS\n              value: server.1=zk-0.zk:2888:3888;2181\n          ports:\n            - containerPort: 2181\n            - containerPort: 2888\n            - containerPort: 3888\n',
  });
const policy = (ingress: string, name = 'zk') =>
  manifest(
    'networking.k8s.io/v1',
    'NetworkPolicy',
    name,
    `  podSelector:\n    matchLabels:\n      app: zk\n  policyTypes: [Ingress]\n  ingress:\n${ingress}`,
  );
const clients = '    - ports:\n        - port: 2181\n';
const peers = (labels = 'app: zk') =>
  `    - from:\n        - podSelector:\n            matchLabels:\n              ${labels}\n      ports:\n        - port: 2888\n        - port: 3888\n`;

it('finds that members cannot reach each other', () => {
  const [finding, ...more] = findingsOf(id, file(set(), policy(clients)));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.ingress' });
  expect(finding?.message).toContain('2888 and 3888');
});
it('finds that others are let in alone', () => {
  expect(findingsOf(id, file(set(), policy(clients + peers('app: client'))))[0]?.message).toContain(
    'not these pods themselves',
  );
});
it('finds members that may not go out to each other', () => {
  const out = (egress: string) => policy(clients + peers()).replace('[Ingress]', '[Ingress, Egress]') + egress;
  const [finding] = findingsOf(
    id,
    file(set(), out('  egress:\n    - ports:\n        - port: 53\n          protocol: UDP\n')),
  );
  expect(finding).toMatchObject({ field: 'spec.egress' });
  expect(findingsOf(id, file(set(), out('  egress:\n    - to:\n        - podSelector: {}\n')))).toEqual([]);
});
it('adds up what several policies allow', () => {
  expect(findingsOf(id, file(set(), policy(clients + peers())))).toEqual([]);
  expect(findingsOf(id, file(set(), policy(clients), policy(peers(), 'peers')))).toEqual([]);
  expect(findingsOf(id, file(set(), policy('    - {}\n')))).toEqual([]);
  expect(findingsOf(id, file(set(), policy('    - ports:\n        - port: 2000\n          endPort: 4000\n')))).toEqual(
    [],
  );
});
it('takes a single member, and a ground for the whole namespace', () => {
  expect(findingsOf(id, file(set(1), policy(clients)))).toEqual([]);
  const ground = manifest(
    'networking.k8s.io/v1',
    'NetworkPolicy',
    'deny',
    '  podSelector: {}\n  policyTypes: [Ingress]\n',
  );
  expect(findingsOf(id, file(set(), ground))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(set(), `${policy(clients)}  "`))).toEqual([]);
});

import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'node-label-misspelt';
const selector = (...entries: string[]) => `      nodeSelector: {${entries.join(', ')}}\n`;
const term = (expression: string) =>
  `      affinity:\n        nodeAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            nodeSelectorTerms:\n              - matchExpressions:\n                  - {${expression}}\n`;

it.each([
  ['kubernetes.io/hostnames', 'kubernetes.io/hostname'],
  ['kubernetes.io/architecture', 'kubernetes.io/arch'],
  ['kubernetes.io/zone', 'topology.kubernetes.io/zone'],
  ['topology.kubernetes.io/availability-zone', 'topology.kubernetes.io/zone'],
  ['topology.k8s.io/region', 'topology.kubernetes.io/region'],
  ['toplogy.kubernetes.io/zone', 'topology.kubernetes.io/zone'],
  ['kubernets.io/hostname', 'kubernetes.io/hostname'],
  ['node.kubernetes.io/instancetype', 'node.kubernetes.io/instance-type'],
  ['node-role.kubernetes.io/controlplane', 'node-role.kubernetes.io/control-plane'],
])('finds %s', (label, known) => {
  const [finding, ...others] = findingsOf(id, daemonSet('', selector(`${label}: "a"`)));
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', marked: label });
  expect(finding?.field).toContain('spec.template.spec.nodeSelector');
  expect(finding?.fixes).toMatchObject([{ preferred: true, result: daemonSet('', selector(`${known}: "a"`)) }]);
});

it.each([
  'kubernetes.io/hostname: a',
  'topology.kubernetes.io/zone: eu-1a',
  'topology.kubernetes.io/zone: eu-west-1a',
  'topology.kubernetes.io/region: eu-west-1',
  'topology.kubernetes.io/region: europe-west4',
  'node-role.kubernetes.io/worker: ""',
  'node.kubernetes.io/role: ssd',
  'kubernetes.io/role: node',
  'topology.ebs.csi.aws.com/zone: a',
  'beta.kubernetes.io/os: linux',
  'disktype: ssd',
])('takes %s', (entry) => expect(findingsOf(id, daemonSet('', selector(entry)))).toEqual([]));

it('finds values that a label never has', () => {
  const [system, architecture] = findingsOf(
    id,
    daemonSet('', selector('kubernetes.io/os: Linux', 'kubernetes.io/arch: x86_64')),
  );
  expect(system).toMatchObject({ marked: 'Linux' });
  expect(architecture).toMatchObject({ marked: 'x86_64' });
  expect(architecture?.fixes[0]?.result).toContain('kubernetes.io/arch: amd64');
  const [zone] = findingsOf(id, statefulSet('', selector('topology.kubernetes.io/region: us-east-1b')));
  expect(zone?.message).toContain('us-east-1)');
  expect(findingsOf(id, statefulSet('', selector('topology.kubernetes.io/zone: us-central1')))).toHaveLength(1);
  expect(findingsOf(id, daemonSet('', selector('kubernetes.io/arch: z80')))[0]?.fixes).toEqual([]);
});

it('looks into affinity and topology keys', () => {
  const [value] = findingsOf(
    id,
    daemonSet('', term('key: kubernetes.io/arch, operator: In, values: [amd64, aarch64]')),
  );
  expect(value).toMatchObject({ marked: 'aarch64' });
  expect(value?.fixes[0]?.result).toContain('[amd64, arm64]');
  const [key] = findingsOf(id, daemonSet('', term('key: kubernetes.io/host, operator: NotIn, values: [a]')));
  expect(key?.message).toContain('no effect');
  const spread = `      topologySpreadConstraints:\n        - maxSkew: 1\n          topologyKey: topology.kubernetes.io/zones\n          whenUnsatisfiable: DoNotSchedule\n          labelSelector: {matchLabels: {app: web}}\n`;
  const [topology] = findingsOf(id, statefulSet('', spread));
  expect(topology).toMatchObject({ field: 'spec.template.spec.topologySpreadConstraints[0].topologyKey' });
  expect(findingsOf(id, topology?.fixes[0]?.result ?? '')).toEqual([]);
});

it('takes a label that a node carries', () => {
  const others =
    'apiVersion: v1\nkind: Node\nmetadata:\n  name: n1\n  labels: {kubernetes.io/zone: a, kubernetes.io/os: Plan9}\n';
  expect(findingsOf(id, daemonSet('', selector('kubernetes.io/zone: a')), { others })).toEqual([]);
  expect(findingsOf(id, daemonSet('', selector('kubernetes.io/os: Plan9')), { others })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${daemonSet('', selector('kubernetes.io/os: Linux'))} "`)).toEqual([]);
});

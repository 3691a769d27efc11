import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'toleration-matches-nothing';
const items = (...list: string[]) => `      tolerations:\n${list.map((item) => `        - {${item}}\n`).join('')}`;
const found = (...list: string[]) => findingsOf(id, daemonSet('', items(...list)));
const fields = (...list: string[]) => found(...list).map(({ field }) => field.replace('spec.template.spec.', ''));
const CONTROL_PLANE = 'key: node-role.kubernetes.io/control-plane';
const node = (taint: string) =>
  `apiVersion: v1\nkind: Node\nmetadata: {name: n1}\nspec:\n  taints:\n    - {${taint}}\n`;

it.each([
  ['key: node-role.kubernetes.io/controlplane, operator: Exists', 'node-role.kubernetes.io/control-plane'],
  ['key: node-role.kubernetes.io/control-plain, operator: Exists', 'node-role.kubernetes.io/control-plane'],
  ['key: kubernetes.io/control-plane, operator: Exists', 'node-role.kubernetes.io/control-plane'],
  ['key: node.kubernetes.io/disk-presure, operator: Exists', 'node.kubernetes.io/disk-pressure'],
  ['key: node.alpha.kubernetes.io/notReady, operator: Exists', 'node.kubernetes.io/not-ready'],
  ['key: CriticalAddonOnly, operator: Exists', 'CriticalAddonsOnly'],
])('finds the slip in %s', (item, known) => {
  const [first, ...rest] = findingsOf(id, statefulSet('', items(item)));
  expect(rest).toEqual([]);
  expect(first).toMatchObject({ category: 'risk', field: 'spec.template.spec.tolerations[0].key' });
  expect(first?.message).toContain(known);
  const [fix] = first?.fixes ?? [];
  expect(fix?.preferred).toBe(true);
  expect(findingsOf(id, fix?.result ?? '')).toEqual([]);
});

it('takes keys that a cluster may have of its own, and what is tolerated beside the slip', () => {
  expect(fields('key: dedicated, operator: Exists', 'key: node-role.kubernetes.io/infra, operator: Exists')).toEqual(
    [],
  );
  expect(fields('key: node-role.kubernetes.io/etcd, operator: Exists', 'key: example.com/gpu, value: a')).toEqual([]);
  expect(
    fields('key: node-role.kubernetes.io/controlplane, operator: Exists', `${CONTROL_PLANE}, operator: Exists`),
  ).toEqual([]);
  expect(fields('key: node-role.kubernetes.io/controlplane, operator: Exists', 'operator: Exists')).toEqual([]);
});

it('finds a value where the taint has none, and none where it has one', () => {
  const [finding] = found(`${CONTROL_PLANE}, operator: Equal, value: "true", effect: NoSchedule`);
  expect(finding).toMatchObject({ field: 'spec.template.spec.tolerations[0].value', marked: '"true"' });
  expect(finding?.fixes[0]?.result).toContain('operator: Exists');
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '')).toEqual([]);
  expect(fields(CONTROL_PLANE)).toEqual([]);
  expect(fields('key: node.cloudprovider.kubernetes.io/uninitialized, value: "true"')).toEqual([]);
  expect(fields('key: node.cloudprovider.kubernetes.io/uninitialized, effect: NoSchedule')).toEqual([
    'tolerations[0].key',
  ]);
});

it('finds an effect that the taint never has', () => {
  const [finding] = found(`${CONTROL_PLANE}, operator: Exists, effect: NoExecute`);
  expect(finding).toMatchObject({ field: 'spec.template.spec.tolerations[0].effect', marked: 'NoExecute' });
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '')).toEqual([]);
  const both = [
    `${CONTROL_PLANE}, operator: Exists, effect: NoExecute`,
    `${CONTROL_PLANE}, operator: Exists, effect: NoSchedule`,
  ];
  expect(fields(...both)).toEqual([]);
});

it('holds tolerations against the taints of the nodes', () => {
  const [effect] = findingsOf(
    id,
    daemonSet('', items('key: example.com/gpu, operator: Exists, effect: PreferNoSchedule')),
    {
      others: node('key: example.com/gpu, value: present, effect: NoSchedule'),
    },
  );
  expect(effect).toMatchObject({ field: 'spec.template.spec.tolerations[0].effect' });
  expect(effect?.message).toContain('n1');
  const others = node('key: dedicated, value: database, effect: NoSchedule');
  expect(findingsOf(id, statefulSet('', items('key: dedicated, value: databases')), { others })).toMatchObject([
    { field: 'spec.template.spec.tolerations[0].value' },
  ]);
  expect(findingsOf(id, statefulSet('', items('key: dedicate, operator: Exists')), { others })).toMatchObject([
    { field: 'spec.template.spec.tolerations[0].key' },
  ]);
  expect(findingsOf(id, statefulSet('', items('key: dedicated, value: database')), { others })).toEqual([]);
  const valued = node('key: node-role.kubernetes.io/control-plane, value: "true", effect: NoSchedule');
  expect(findingsOf(id, statefulSet('', items(`${CONTROL_PLANE}, value: "true"`)), { others: valued })).toEqual([]);
});

it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${daemonSet('', items('key: node-role.kubernetes.io/controlplane'))} "`)).toEqual([]);
});

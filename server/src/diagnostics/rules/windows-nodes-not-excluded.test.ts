import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'windows-nodes-not-excluded';
const node = (name: string, os: string, more = '') =>
  `apiVersion: v1\nkind: Node\nmetadata:\n  name: ${name}\n  labels: {kubernetes.io/os: ${os}}\n${more}---\n`;
const others = node('l1', 'linux') + node('w1', 'windows');

it('finds pods that go to both', () => {
  const [finding] = findingsOf(id, daemonSet(), { others });
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.template.spec' });
  expect(finding?.message).toContain('w1');
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '', { others })).toEqual([]);
});
it('takes a selection, a taint, and one system alone', () => {
  expect(findingsOf(id, daemonSet('', '      nodeSelector: {kubernetes.io/os: linux}\n'), { others })).toEqual([]);
  const tainted =
    node('l1', 'linux') + node('w1', 'windows', 'spec: {taints: [{key: os, value: windows, effect: NoSchedule}]}\n');
  expect(findingsOf(id, daemonSet(), { others: tainted })).toEqual([]);
  expect(findingsOf(id, daemonSet(), { others: node('l1', 'linux') + node('l2', 'linux') })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${daemonSet()} "`, { others })).toEqual([]);
});

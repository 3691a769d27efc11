import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'ds-node-agent-skips-node';
const node = (name: string, more = '') => `apiVersion: v1\nkind: Node\nmetadata: {name: ${name}}\n${more}---\n`;
const others = node('a1') + node('g1', 'spec: {taints: [{key: gpu, value: "true", effect: NoSchedule}]}\n');
const CRITICAL = '      priorityClassName: system-node-critical\n';
const DRIVER = '      volumes:\n        - name: plugin\n          hostPath: {path: /var/lib/kubelet/plugins/x}\n';

it('finds a node agent that a tainted node goes without', () => {
  const [finding] = findingsOf(id, daemonSet('', CRITICAL), { others });
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.template.spec' });
  expect(finding?.message).toContain('gpu=true:NoSchedule');
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '', { others })).toEqual([]);
  expect(findingsOf(id, daemonSet('', DRIVER), { others })).toHaveLength(1);
});
it('takes what tolerates it, other daemons, and other nodes', () => {
  expect(findingsOf(id, daemonSet('', `${CRITICAL}      tolerations: [{operator: Exists}]\n`), { others })).toEqual([]);
  expect(findingsOf(id, daemonSet(), { others })).toEqual([]);
  expect(findingsOf(id, daemonSet('', CRITICAL), { others: node('a1') })).toEqual([]);
  expect(findingsOf(id, daemonSet('', CRITICAL))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${daemonSet('', CRITICAL)} "`, { others })).toEqual([]);
});

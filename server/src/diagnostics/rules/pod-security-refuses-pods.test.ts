import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'pod-security-refuses-pods';
const inShop = (text: string) => text.replace(/ {2}name: (web|agent)\n/, (line) => `${line}  namespace: shop\n`);
const namespace = (level: string, name = 'shop') =>
  `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n  labels:\n    pod-security.kubernetes.io/enforce: ${level}\n`;
const RESTRICTED = `          securityContext:
            allowPrivilegeEscalation: false
            runAsNonRoot: true
            seccompProfile: {type: RuntimeDefault}
            capabilities: {drop: [ALL]}
`;
const host = inShop(
  daemonSet('', '      hostNetwork: true\n      volumes: [{name: log, hostPath: {path: /var/log}}]\n'),
);

it('finds what baseline forbids', () => {
  expect(findingsOf(id, host, { others: namespace('baseline') })).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.hostNetwork' },
    { field: 'spec.template.spec.volumes[0].hostPath' },
  ]);
});
it('finds what restricted demands', () => {
  const found = findingsOf(id, inShop(statefulSet()), { others: namespace('restricted') });
  expect(found.map(({ field }) => field)).toEqual([
    'spec.template.spec',
    'spec.template.spec.containers[0]',
    'spec.template.spec',
    'spec.template.spec.containers[0]',
  ]);
});
it('takes what meets the level, other namespaces, and levels that only warn', () => {
  expect(findingsOf(id, inShop(statefulSet()) + RESTRICTED, { others: namespace('restricted') })).toEqual([]);
  expect(findingsOf(id, inShop(statefulSet()), { others: namespace('baseline') })).toEqual([]);
  expect(findingsOf(id, host, { others: namespace('baseline', 'other') })).toEqual([]);
  expect(findingsOf(id, host, { others: namespace('baseline').replace('enforce', 'warn') })).toEqual([]);
  expect(findingsOf(id, daemonSet('', '      hostNetwork: true\n'), { others: namespace('baseline') })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${host} "`, { others: namespace('baseline') })).toEqual([]);
});

import { expect, it } from 'vitest';
import { daemonSet, findingsOf, summary } from '../testing';

const id = 'toleration-master-taint';
const tolerations = (...items: string[]) =>
  daemonSet('', `      tolerations:\n${items.map((item) => `        - ${item}\n`).join('')}`);
const OLD = 'key: node-role.kubernetes.io/master\n          effect: NoSchedule';
const NEW = 'key: node-role.kubernetes.io/control-plane\n          operator: Exists\n          effect: NoSchedule';

it('finds the old name alone', () => {
  expect(findingsOf(id, tolerations(OLD))).toMatchObject([
    {
      category: 'risk',
      field: 'spec.template.spec.tolerations[0].key',
      marked: 'node-role.kubernetes.io/master',
    },
  ]);
});
it('finds that the new one is not tolerated because of its value or effect', () => {
  const valued = 'key: node-role.kubernetes.io/control-plane\n          value: "true"';
  expect(findingsOf(id, tolerations(OLD, valued))).toHaveLength(1);
  expect(findingsOf(id, tolerations(OLD, NEW.replace('NoSchedule', 'NoExecute')))).toHaveLength(1);
});
it('takes both names, and a toleration for everything', () => {
  expect(summary(tolerations(OLD, NEW))).toEqual([]);
  expect(summary(tolerations(OLD, 'operator: Exists'))).toEqual([]);
  expect(summary(tolerations(NEW))).toEqual([]);
});
it('is silent before 1.25', () => {
  expect(findingsOf(id, tolerations(OLD), { version: '1.24' })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${tolerations(OLD)} "`)).toEqual([]);
});
it('adds the new name, or replaces the old one', () => {
  const fixes = findingsOf(id, tolerations(OLD))[0]?.fixes ?? [];
  expect(fixes[0]).toMatchObject({ preferred: true, result: tolerations(OLD, NEW) });
  expect(fixes).toHaveLength(2);
  for (const { result } of fixes) expect(findingsOf(id, result)).toEqual([]);
});

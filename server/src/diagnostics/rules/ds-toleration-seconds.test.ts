import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'ds-toleration-seconds';
const items = (...list: string[]) => `      tolerations:\n${list.map((item) => `        - {${item}}\n`).join('')}`;
const LOOP = 'key: upgrade, operator: Exists, effect: NoExecute, tolerationSeconds: 90';

it('finds a limit on a NoExecute toleration', () => {
  const [finding] = findingsOf(id, daemonSet('', items(LOOP)));
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.template.spec.tolerations[0].tolerationSeconds' });
  expect(finding?.message).toContain('90 seconds');
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '')).toEqual([]);
});
it('takes what the controller overwrites, no limit, and sets', () => {
  const overwritten = 'key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 90';
  expect(findingsOf(id, daemonSet('', items(overwritten)))).toEqual([]);
  expect(findingsOf(id, daemonSet('', items('key: upgrade, operator: Exists, effect: NoExecute')))).toEqual([]);
  expect(findingsOf(id, statefulSet('', items(LOOP)))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${daemonSet('', items(LOOP))} "`)).toEqual([]);
});

import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'sts-node-failure-tolerations';
const items = (...list: string[]) => `      tolerations:\n${list.map((item) => `        - {${item}}\n`).join('')}`;
const found = (...list: string[]) => findingsOf(id, statefulSet('', items(...list)));
const UNREACHABLE = 'key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute';

it('finds tolerations that keep pods on lost or cordoned nodes', () => {
  expect(found('operator: Exists')[0]?.message).toContain('every taint');
  expect(found('operator: Exists, effect: NoSchedule')[0]?.message).toContain('unschedulable');
  expect(found('key: node.kubernetes.io/unschedulable, operator: Exists')[0]?.message).toContain('cordoned');
  expect(found(UNREACHABLE)).toMatchObject([{ category: 'risk', field: 'spec.template.spec.tolerations[0]' }]);
});
it('offers to wait as long as without a toleration', () => {
  const [fix] = found(UNREACHABLE)[0]?.fixes ?? [];
  expect(fix?.result).toContain('tolerationSeconds: 300');
  expect(findingsOf(id, fix?.result ?? '')).toEqual([]);
});
it('finds an eviction at the first hiccup', () => {
  const [finding] = found(`${UNREACHABLE}, tolerationSeconds: 0`);
  expect(finding).toMatchObject({ field: 'spec.template.spec.tolerations[0].tolerationSeconds', marked: '0' });
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '')).toEqual([]);
});
it('takes seconds, other taints, and daemons', () => {
  expect(found(`${UNREACHABLE}, tolerationSeconds: 30`)).toEqual([]);
  expect(found('key: dedicated, operator: Exists', 'key: maintenance, operator: Exists, effect: NoExecute')).toEqual(
    [],
  );
  expect(findingsOf(id, daemonSet('', items('operator: Exists')))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${statefulSet('', items('operator: Exists'))} "`)).toEqual([]);
});

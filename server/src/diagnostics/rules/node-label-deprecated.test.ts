import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'node-label-deprecated';
const selector = (entry: string) => daemonSet('', `      nodeSelector:\n        ${entry}\n`);

it('finds an old name, and renames it', () => {
  const [finding] = findingsOf(id, selector('beta.kubernetes.io/arch: arm64'));
  expect(finding).toMatchObject({
    category: 'risk',
    field: 'spec.template.spec.nodeSelector[beta.kubernetes.io/arch]',
  });
  expect(finding?.fixes).toMatchObject([{ preferred: true, result: selector('kubernetes.io/arch: arm64') }]);
});
it('renames it in an expression too', () => {
  const term = (key: string) =>
    daemonSet(
      '',
      `      affinity:\n        nodeAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            nodeSelectorTerms:\n              - matchExpressions:\n                  - {key: ${key}, operator: Exists}\n`,
    );
  const [finding] = findingsOf(id, term('failure-domain.beta.kubernetes.io/zone'));
  expect(finding?.fixes[0]?.result).toBe(term('topology.kubernetes.io/zone'));
});
it('says that the label of the control plane is gone', () => {
  expect(findingsOf(id, selector('node-role.kubernetes.io/master: ""'))[0]?.message).toContain('no longer');
});
it('takes present names', () => {
  expect(findingsOf(id, selector('kubernetes.io/arch: arm64'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${selector('beta.kubernetes.io/arch: arm64')} "`)).toEqual([]);
});

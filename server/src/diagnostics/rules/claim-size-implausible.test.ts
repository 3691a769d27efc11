import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'claim-size-implausible';
const set = (size: string) =>
  statefulSet(
    `  volumeClaimTemplates:\n  - metadata:\n      name: data\n    spec:\n      accessModes: [ReadWriteOnce]\n      resources:\n        requests:\n          storage: ${size}\n`,
  );
const emptyDir = (size: string) =>
  statefulSet('', `      volumes:\n      - name: tmp\n        emptyDir:\n          sizeLimit: ${size}\n`);

it('finds a size without a unit', () => {
  const [finding, ...more] = findingsOf(id, set('20'));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    category: 'risk',
    field: 'spec.volumeClaimTemplates[0].spec.resources.requests.storage',
    marked: '20',
  });
  expect(finding?.fixes[0]?.result).toBe(set('20Gi'));
  expect(findingsOf(id, emptyDir('"500"'))[0]?.message).toContain('evicted with its first file');
});
it('finds thousandths of a byte', () => {
  const [finding] = findingsOf(id, emptyDir('512m'));
  expect(finding?.message).toContain('thousandths');
  expect(finding?.fixes[0]?.result).toBe(emptyDir('512Mi'));
});
it('takes units, and bytes that are many', () => {
  expect(findingsOf(id, set('20Gi'))).toEqual([]);
  expect(findingsOf(id, set('21474836480'))).toEqual([]);
  expect(findingsOf(id, emptyDir('500Mi'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('20')}x: "`)).toEqual([]);
});

import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'premade-claim-mismatch';
const others = statefulSet(
  '  volumeClaimTemplates:\n  - metadata:\n      name: data\n    spec:\n      storageClassName: disks\n      accessModes: [ReadWriteOnce]\n      resources:\n        requests:\n          storage: 10Gi\n',
);
const claim = (name: string, size = '10Gi', className = 'disks', mode = 'ReadWriteOnce') =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: ${name}\nspec:\n  storageClassName: ${className}\n  accessModes: [${mode}]\n  resources:\n    requests:\n      storage: ${size}\n`;

it.each([['web-data-0'], ['data-0-web'], ['data-web1']])('finds that no pod uses %s', (name) => {
  const [finding, ...more] = findingsOf(id, claim(name), { others });
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', field: 'metadata.name', marked: name });
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '', { others })).toEqual([]);
});
it('finds what the claim lacks of what the template asks for', () => {
  const fields = (text: string) => findingsOf(id, text, { others }).map(({ field }) => field);
  expect(fields(claim('data-web-0', '5Gi'))).toEqual(['spec.resources.requests.storage']);
  expect(fields(claim('data-web-1', '10Gi', 'slow'))).toEqual(['spec.storageClassName']);
  expect(fields(claim('data-web-2', '10Gi', 'disks', 'ReadOnlyMany'))).toEqual(['spec.accessModes']);
});
it('takes claims that fit, those of others, and those that somebody uses', () => {
  expect(findingsOf(id, claim('data-web-0', '20Gi'), { others })).toEqual([]);
  expect(findingsOf(id, claim('backup'), { others })).toEqual([]);
  expect(findingsOf(id, claim('data-web-7', '1Gi'), { others })).toEqual([]);
  const user = statefulSet(
    '',
    '      volumes:\n      - name: a\n        persistentVolumeClaim:\n          claimName: web-data-0\n',
  ).replace('name: web', 'name: b');
  expect(findingsOf(id, claim('web-data-0'), { others: `${others}---\n${user}` })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${claim('web-data-0')} "`, { others })).toEqual([]);
});

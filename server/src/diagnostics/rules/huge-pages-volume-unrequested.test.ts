import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'huge-pages-volume-unrequested';
const set = (medium: string, ...sizes: string[]) =>
  `${statefulSet(
    '',
    `      volumes:\n      - name: pages\n        emptyDir:\n          medium: ${medium}\n`,
  )}          volumeMounts:\n          - name: pages\n            mountPath: /dev/hugepages\n          resources:\n            limits:\n              memory: 1Gi\n${sizes
    .map((size) => `              hugepages-${size}: 1Gi\n`)
    .join('')}`;

it('finds a volume of huge pages that nobody requests', () => {
  const [finding, ...more] = findingsOf(id, set('HugePages'));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    category: 'broken',
    field: 'spec.template.spec.volumes[0].emptyDir.medium',
    marked: 'HugePages',
  });
});
it('finds pages of another size, and of a size that is left open', () => {
  expect(findingsOf(id, set('HugePages-1Gi', '2Mi'))[0]?.message).toContain('hugepages-2Mi');
  expect(findingsOf(id, set('HugePages', '2Mi', '1Gi'))[0]?.message).toContain('several sizes');
});
it('takes requested pages, and other media', () => {
  expect(findingsOf(id, set('HugePages', '2Mi'))).toEqual([]);
  expect(findingsOf(id, set('HugePages-1Gi', '2Mi', '1Gi'))).toEqual([]);
  expect(findingsOf(id, set('Memory'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('HugePages')}x: "`)).toEqual([]);
});

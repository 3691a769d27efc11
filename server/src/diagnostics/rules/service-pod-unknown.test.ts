import { expect, it } from 'vitest';
import { autoscaler, file, service } from '../fixtures';
import { findingsOf, statefulSet } from '../testing';

const id = 'service-pod-unknown';
const one = (pod: string) => service('one', `  selector:\n    statefulset.kubernetes.io/pod-name: ${pod}\n`);

it('finds an ordinal beyond the replicas, and one below the start', () => {
  const [finding] = findingsOf(id, file(one('web-3'), statefulSet()));
  expect(finding).toMatchObject({ category: 'broken', marked: 'web-3' });
  expect(finding?.message).toContain('web-0 to web-2');
  expect(findingsOf(id, file(one('web-0'), statefulSet('  ordinals:\n    start: 1\n')))).toHaveLength(1);
});
it('finds that no set here is called so', () => {
  expect(findingsOf(id, file(one('www-0'), statefulSet()))[0]?.message).toContain('there is web');
});
it('takes pods that there are, or may be, or that are somewhere else', () => {
  expect(findingsOf(id, file(one('web-2'), statefulSet()))).toEqual([]);
  expect(findingsOf(id, file(one('web-5'), statefulSet(), autoscaler('StatefulSet/web')))).toEqual([]);
  expect(findingsOf(id, one('web-9'))).toEqual([]);
});
it('finds an index beyond the replicas, and one before its time', () => {
  const index = (n: string) => service('one', `  selector:\n    app: web\n    apps.kubernetes.io/pod-index: "${n}"\n`);
  expect(findingsOf(id, file(index('3'), statefulSet()))[0]?.message).toContain('no pod web-3');
  expect(findingsOf(id, file(index('0'), statefulSet()))).toEqual([]);
  expect(findingsOf(id, file(index('0'), statefulSet()), { version: '1.27' })[0]?.message).toContain('from 1.28 on');
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${one('web-3')}  "`, statefulSet()))).toEqual([]);
});

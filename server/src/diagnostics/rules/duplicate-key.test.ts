import { expect, it } from 'vitest';
import { findingsOf, statefulSet, summary } from '../testing';

const id = 'duplicate-key';

it('finds a key that stands twice', () => {
  const findings = findingsOf(id, statefulSet('  replicas: 1\n'));
  expect(findings[0]).toMatchObject({ category: 'rejected', marked: 'replicas' });
  expect(findings[0]?.message).toContain('replicas');
});
it('takes a key that overrides a merged one', () => {
  const text = statefulSet('', '      nodeSelector: &all {disk: ssd}\n').replace(
    '    metadata:\n      labels:\n        app: web',
    '    metadata:\n      annotations:\n        <<: {a: b}\n        a: c\n      labels:\n        app: web',
  );
  expect(summary(text)).toEqual([]);
});
it('names the field, and does not hide the rest', () => {
  const found = summary(statefulSet('  replicas: 1\n  replica: 1\n'));
  expect([...new Set(found)]).toEqual([`${id} spec.replicas`, 'unknown-field spec.replica']);
});
it('is found in a text that cannot be read further', () => {
  expect(findingsOf(id, statefulSet('  replicas: 1\n').concat('  "'))).toHaveLength(1);
});

import { expect, it } from 'vitest';
import { lint, statefulSet, summary } from '../testing';

const id = 'parse-error';

it.each(['metadata: {name: "web', 'metadata:\n\tname: web', 'spec: *nowhere', 'spec:\n  a: 1\n b: 2'])(
  'finds %j',
  (text) => {
    const findings = lint(`apiVersion: apps/v1\nkind: StatefulSet\n${text}\n`);
    expect(findings.length).toBeGreaterThan(0);
    for (const finding of findings) {
      expect(finding).toMatchObject({ rule: id, category: 'rejected', field: '' });
      expect(finding.message).not.toContain('{');
      expect(finding.messageJa).not.toBe(finding.message);
    }
  },
);
it('takes what the server reads', () => {
  expect(summary(statefulSet().replace('name: web', 'name: &name "web"'))).toEqual([]);
});
it('says nothing of fields in such a text', () => {
  const rules = lint(`${statefulSet().replace('replicas', 'replica')}  "`).map((finding) => finding.rule);
  expect(new Set(rules)).toEqual(new Set([id]));
});

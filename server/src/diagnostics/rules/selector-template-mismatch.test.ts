import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet, summary } from '../testing';

const id = 'selector-template-mismatch';
const labels = (text: string) => statefulSet().replace('        app: web\n', text);

it('finds another value, and the label that is missing', () => {
  expect(findingsOf(id, labels('        app: website\n'))).toMatchObject([
    { category: 'rejected', field: 'spec.template.metadata.labels', marked: 'website' },
  ]);
  const [missing] = findingsOf(id, labels('        tier: front\n'));
  expect(missing).toMatchObject({ marked: 'labels' });
  expect(missing?.message).toContain('app: web');
});
it('takes labels beside those that are asked for', () => {
  expect(summary(labels('        app: web\n        tier: front\n'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, labels('        app: "website\n'))).toEqual([]);
});
it('stays while something else is not decoded', () => {
  expect(summary(labels('        app: website\n').replace('replicas', 'replica'))).toEqual([
    'unknown-field spec.replica',
    `${id} spec.template.metadata.labels`,
  ]);
});
it.each(['        app: website\n', '        tier: front\n', '        tier: front # keep\n        app: "website"\n'])(
  'mends %j by the labels or by the selector',
  (text) => {
    const fixes = findingsOf(id, labels(text))[0]?.fixes ?? [];
    expect(fixes[0]).toMatchObject({ preferred: true });
    for (const { result } of fixes) expect(summary(result)).toEqual([]);
  },
);
it('adds several labels at once', () => {
  const text = daemonSet().replace('      app: agent\n', '      app: agent\n      a: "1"\n      b: "2"\n');
  const [fix] = findingsOf(id, text)[0]?.fixes ?? [];
  expect(summary(fix?.result ?? '')).toEqual([]);
});

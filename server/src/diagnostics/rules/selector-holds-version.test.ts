import { expect, it } from 'vitest';
import { workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'selector-holds-version';
const set = (label: string, image = 'registry.example.com/app:1.0.0') =>
  workload('StatefulSet', 'web', { labels: `app: web\n${label}`, image });

it.each([
  'app.kubernetes.io/version: "2"',
  'helm.sh/chart: web-1.2.3',
  'version: v1.2.3',
  'git-sha: 0a1b2c3d',
  'build: "202501011200"',
  'controller-revision-hash: abc',
])('finds %s', (label) => {
  const [finding, ...more] = findingsOf(id, set(label));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk' });
  expect(finding?.field).toMatch(/^spec\.selector\.matchLabels/);
  expect(finding?.fixes[0]?.preferred).toBe(false);
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '')).toEqual([]);
});
it('finds the tag of an image in a name', () => {
  expect(findingsOf(id, set('name: fluentd-v1.16.2', 'fluentd:v1.16.2'))).toHaveLength(1);
});
it('takes labels that stay', () => {
  for (const label of ['version: v1', 'release: web', 'app.kubernetes.io/instance: web', 'tier: "1"', 'name: db-1.2'])
    expect(findingsOf(id, set(label))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('version: v1.2.3')}  "`)).toEqual([]);
});

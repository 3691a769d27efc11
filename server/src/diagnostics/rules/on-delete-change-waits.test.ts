import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'on-delete-change-waits';
const STRATEGY = '  updateStrategy:\n    type: OnDelete\n';
const next = (text: string) => text.replace('nginx-slim:0.27', 'nginx-slim:0.28');

it.each([statefulSet, daemonSet])('finds a change that no pod gets', (manifest) => {
  const old = manifest(STRATEGY);
  expect(findingsOf(id, next(old), { old })).toMatchObject([
    { category: 'risk', field: 'spec.updateStrategy.type', marked: 'OnDelete' },
  ]);
});
it('takes changes outside of the template, rolling updates, and first installs', () => {
  const old = statefulSet(STRATEGY);
  expect(findingsOf(id, old.replace('replicas: 3', 'replicas: 5'), { old })).toEqual([]);
  expect(findingsOf(id, next(statefulSet()), { old: statefulSet() })).toEqual([]);
  expect(findingsOf(id, next(old))).toEqual([]);
});
it('takes labels and resources, which may well wait for the next pod', () => {
  const old = statefulSet(STRATEGY);
  const labelled = old.replace('        app: web\n    spec', '        app: web\n        team: a\n    spec');
  expect(labelled).not.toBe(old);
  expect(findingsOf(id, labelled, { old })).toEqual([]);
  expect(findingsOf(id, `${old}          resources: {requests: {cpu: 1}}\n`, { old })).toEqual([]);
  expect(findingsOf(id, `${old}          args: [--fast]\n`, { old })).toHaveLength(1);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${next(statefulSet(STRATEGY))}  "`, { old: statefulSet(STRATEGY) })).toEqual([]);
});
it('rolls it out', () => {
  const old = statefulSet(STRATEGY);
  const [fix] = findingsOf(id, next(old), { old })[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: false, result: next(old).replace('OnDelete', 'RollingUpdate') });
  expect(findingsOf(id, fix?.result ?? '', { old })).toEqual([]);
});

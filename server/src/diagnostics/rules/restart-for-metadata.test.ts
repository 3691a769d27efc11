import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'restart-for-metadata';
const labelled = (text: string, more: string, app = 'web') =>
  text.replace(`        app: ${app}\n    spec`, `        app: ${app}\n${more}    spec`);
const env = (...names: string[]) =>
  `${statefulSet()}          env:\n${names.map((name) => `            - {name: ${name}, value: x}\n`).join('')}`;

it('finds a change that no container notices', () => {
  expect(findingsOf(id, labelled(statefulSet(), '        team: a\n'), { old: statefulSet() })).toMatchObject([
    { category: 'style', field: 'spec.template.metadata.labels.team' },
  ]);
  expect(findingsOf(id, labelled(daemonSet(), '        team: a\n', 'agent'), { old: daemonSet() })).toHaveLength(1);
});
it('finds another order', () => {
  expect(findingsOf(id, env('B', 'A'), { old: env('A', 'B') })[0]?.message).toContain('order');
});
it('takes annotations that are there for it, and changes of the pod', () => {
  const sum = (value: string) => labelled(statefulSet(), `      annotations: {checksum/config: ${value}}\n`);
  expect(findingsOf(id, sum('b'), { old: sum('a') })).toEqual([]);
  expect(findingsOf(id, env('A', 'C'), { old: env('A', 'B') })).toEqual([]);
  expect(findingsOf(id, statefulSet(), { old: statefulSet() })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${env('B', 'A')}  "`, { old: env('A', 'B') })).toEqual([]);
});

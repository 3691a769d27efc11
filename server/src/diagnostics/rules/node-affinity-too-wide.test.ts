import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'node-affinity-too-wide';
const terms = (...list: string[][]) =>
  daemonSet(
    '',
    `      affinity:\n        nodeAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            nodeSelectorTerms:\n${list
      .map(
        (expressions) => `              - matchExpressions: [${expressions.map((each) => `{${each}}`).join(', ')}]\n`,
      )
      .join('')}`,
  );
const found = (...list: string[][]) =>
  findingsOf(id, terms(...list)).map(({ field }) => field.replace(/^.*nodeSelectorTerms/, ''));
const SSD = 'key: disk, operator: In, values: [ssd]';
const LINUX = 'key: kubernetes.io/os, operator: In, values: [linux]';

it('finds a condition that was meant to narrow', () => {
  expect(found([SSD], [LINUX])).toEqual(['[1]']);
  expect(found([SSD, LINUX], [SSD])).toEqual(['[0]']);
  expect(found([SSD], [SSD, 'key: gpu, operator: Exists'])).toEqual(['[1]']);
  expect(findingsOf(id, terms([SSD], [LINUX]))[0]).toMatchObject({ category: 'risk' });
});
it('finds exclusions that exclude nothing together', () => {
  const not = (value: string) => `key: pool, operator: NotIn, values: [${value}]`;
  expect(found([not('spot')], [not('edge')])).toEqual(['[1]']);
  expect(found(['key: pool, operator: Exists'], ['key: pool, operator: DoesNotExist'])).toEqual(['[1]']);
});
it('takes alternatives', () => {
  expect(found([SSD], ['key: gpu, operator: Exists'])).toEqual([]);
  expect(found([LINUX, SSD], ['key: kubernetes.io/os, operator: In, values: [windows]'])).toEqual([]);
  expect(found([SSD, LINUX])).toEqual([]);
  expect(found(['key: zone, operator: In, values: [a]'], ['key: zone, operator: In, values: [b]'])).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${terms([SSD], [LINUX])} "`)).toEqual([]);
});

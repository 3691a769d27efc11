import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'grace-period-too-short';
const grace = (seconds: number) => `      terminationGracePeriodSeconds: ${seconds}\n`;
const postgres = (text: string) => text.replace('registry.k8s.io/nginx-slim:0.27', 'postgres:16.6');

it('finds no grace for a StatefulSet', () => {
  expect(findingsOf(id, statefulSet('', grace(0)))).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.terminationGracePeriodSeconds', marked: '0' },
  ]);
});
it('finds too little for a database', () => {
  expect(findingsOf(id, postgres(statefulSet('', grace(2))))[0]?.message).toContain('PostgreSQL');
});
it('finds a hook that never runs', () => {
  const hook = '          lifecycle: {preStop: {exec: {command: [/leave]}}}\n';
  expect(findingsOf(id, daemonSet('', grace(0)) + hook)).toHaveLength(1);
});
it('takes enough, other programs, and daemons that are meant to go at once', () => {
  expect(findingsOf(id, postgres(statefulSet('', grace(30))))).toEqual([]);
  expect(findingsOf(id, postgres(statefulSet()))).toEqual([]);
  expect(findingsOf(id, statefulSet('', grace(2)))).toEqual([]);
  expect(findingsOf(id, daemonSet('', grace(0)))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${statefulSet('', grace(0))} "`)).toEqual([]);
});

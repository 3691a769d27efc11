import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'pre-stop-uses-grace';
const hook = (action: string, pod = '') => `${statefulSet('', pod)}          lifecycle: {preStop: ${action}}\n`;
const grace = '      terminationGracePeriodSeconds: 60\n';

it('finds a sleep as long as the grace period', () => {
  expect(findingsOf(id, hook('{sleep: {seconds: 60}}', grace))).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.containers[0].lifecycle.preStop.sleep.seconds', marked: '60' },
  ]);
  expect(findingsOf(id, hook('{sleep: {seconds: 30}}'))).toHaveLength(1);
});
it('finds it in a script', () => {
  expect(findingsOf(id, hook('{exec: {command: [sh, -c, "drain; sleep 1m"]}}', grace))).toMatchObject([
    { field: 'spec.template.spec.containers[0].lifecycle.preStop.exec.command' },
  ]);
  expect(findingsOf(id, hook('{exec: {command: [sleep, "45"]}}'))).toHaveLength(1);
});
it('takes less, and loops that may end early', () => {
  expect(findingsOf(id, hook('{sleep: {seconds: 10}}'))).toEqual([]);
  expect(findingsOf(id, hook('{exec: {command: [sh, -c, "while busy; do sleep 60; done"]}}'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${hook('{sleep: {seconds: 60}}')} "`)).toEqual([]);
});

import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'script-not-executable';
const set = (volume: string, lines = 'command: [/scripts/run.sh]') =>
  `${statefulSet('', `      volumes: [{name: scripts, ${volume}}]\n`)}          volumeMounts: [{name: scripts, mountPath: /scripts}]\n          ${lines}\n`;

it('finds a program with the mode of a plain file', () => {
  expect(findingsOf(id, set('configMap: {name: scripts}'))).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[0].command[0]', marked: '/scripts/run.sh' },
  ]);
  expect(findingsOf(id, set('configMap: {name: scripts}'))[0]?.message).toContain('0644');
  expect(findingsOf(id, set('secret: {secretName: scripts, defaultMode: 0400}'))[0]?.message).toContain('0400');
  expect(findingsOf(id, set('projected: {sources: [{configMap: {name: scripts}}]}'))).toHaveLength(1);
  expect(
    findingsOf(id, set('configMap: {name: a, defaultMode: 0755, items: [{key: a, path: run.sh, mode: 0644}]}')),
  ).toHaveLength(1);
});
it('finds it in probes and hooks', () => {
  const hook = 'lifecycle: {preStop: {exec: {command: [/scripts/stop.sh]}}}';
  expect(findingsOf(id, set('configMap: {name: scripts}', hook))).toMatchObject([
    { field: 'spec.template.spec.containers[0].lifecycle.preStop.exec.command[0]' },
  ]);
});
it('takes what may be executed, what a shell reads, and what the image brings', () => {
  expect(findingsOf(id, set('configMap: {name: scripts, defaultMode: 0755}'))).toEqual([]);
  expect(findingsOf(id, set('configMap: {name: a, items: [{key: a, path: run.sh, mode: 0555}]}'))).toEqual([]);
  expect(findingsOf(id, set('configMap: {name: scripts}', 'command: [sh, /scripts/run.sh]'))).toEqual([]);
  expect(findingsOf(id, set('configMap: {name: scripts}', 'command: [/app/run.sh]'))).toEqual([]);
  expect(findingsOf(id, set('emptyDir: {}'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('configMap: {name: scripts}')} "`)).toEqual([]);
});

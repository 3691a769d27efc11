import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'command-is-a-flag';
const command = (text: string) => `${statefulSet()}          ${text}\n`;

it('finds a flag where a program belongs', () => {
  expect(findingsOf(id, command('command: ["--config=/etc/app.yaml", -v]'))).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[0].command', marked: 'command' },
  ]);
});
it('takes programs, and flags among arguments', () => {
  expect(findingsOf(id, command('command: [/bin/app, --config=/etc/app.yaml]'))).toEqual([]);
  expect(findingsOf(id, command('args: [--config=/etc/app.yaml]'))).toEqual([]);
  expect(findingsOf(id, command('command: []'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, command('command: ["--config'))).toEqual([]);
});
it('gives them as arguments', () => {
  const text = command('command: ["--config=/etc/app.yaml"] # as documented');
  const [fix] = findingsOf(id, text)[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: true, result: text.replace('command:', 'args:') });
  expect(findingsOf(id, fix?.result ?? '')).toEqual([]);
  expect(findingsOf(id, command('command: [--a]\n          args: [--b]'))[0]?.fixes).toEqual([]);
});

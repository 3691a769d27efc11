import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'probe-timeout-too-short';
const probe = (command: string, more = '') =>
  `${statefulSet()}          livenessProbe:\n            failureThreshold: 20\n${more}            exec:\n              command: ${command}\n`;

it.each([
  '[nodetool, info]',
  '[sh, -c, "kafka-topics.sh --list"]',
  '[/opt/kafka/bin/kafka-topics.sh, --list]',
  '[mongosh, --eval, ping]',
])('finds %s with the default of one second', (command) => {
  expect(findingsOf(id, probe(command))).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.containers[0].livenessProbe' },
  ]);
});
it('takes time enough, and quick tools', () => {
  expect(findingsOf(id, probe('[nodetool, info]', '            timeoutSeconds: 5\n'))).toEqual([]);
  expect(findingsOf(id, probe('[redis-cli, ping]'))).toEqual([]);
  expect(findingsOf(id, probe('[cat, /var/lib/javascript]'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${probe('[nodetool, info]')} "`)).toEqual([]);
});
it('gives it time', () => {
  const [fix] = findingsOf(id, probe('[nodetool, info]'))[0]?.fixes ?? [];
  expect(fix?.preferred).toBe(false);
  expect(findingsOf(id, fix?.result ?? '')).toEqual([]);
});

import { expect, it } from 'vitest';
import { workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'kafka-listeners-differ';
const broker = (variables: Readonly<Record<string, string>>, image = 'apache/kafka:3.9.0') =>
  workload('StatefulSet', 'bus', {
    image,
    container: `          env: ${JSON.stringify(Object.entries(variables).map(([name, value]) => ({ name: `KAFKA_${name}`, value })))}\n`,
  });
const LISTENERS = 'PLAINTEXT://:9092,CONTROLLER://:9093';
const MAP = 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT';

it.each([
  [{ LISTENERS, INTER_BROKER_LISTENER_NAME: 'INTERNAL' }, 1, 'names the listener INTERNAL'],
  [{ LISTENERS, ADVERTISED_LISTENERS: 'EXTERNAL://bus-0.bus:9094' }, 1, 'names the listener EXTERNAL'],
  [{ LISTENERS, ADVERTISED_LISTENERS: 'PLAINTEXT://0.0.0.0:9092' }, 1, 'advertise 0.0.0.0'],
  [{ LISTENERS, LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT' }, 1, 'CONTROLLER has no security protocol'],
  [{ LISTENERS: 'INTERNAL://:9092' }, 0, 'INTERNAL has no security protocol'],
  [{ LISTENERS: 'PLAINTEXT://:9092,SSL://:9092' }, 0, 'share port 9092'],
])('finds %j', (variables, index, words) => {
  const [finding, ...more] = findingsOf(id, broker(variables));
  expect(more).toEqual([]);
  expect(finding?.field).toBe(`spec.template.spec.containers[0].env[${index}].value`);
  expect(finding?.message).toContain(words);
});
it('takes what fits, what a script fills in, and other programs', () => {
  const good = { LISTENERS, INTER_BROKER_LISTENER_NAME: 'PLAINTEXT', LISTENER_SECURITY_PROTOCOL_MAP: MAP };
  expect(findingsOf(id, broker({ ...good, ADVERTISED_LISTENERS: 'PLAINTEXT://$(POD).bus:9092' }))).toEqual([]);
  expect(findingsOf(id, broker({ LISTENERS: `\${ALL}`, INTER_BROKER_LISTENER_NAME: 'X' }))).toEqual([]);
  expect(findingsOf(id, broker({ LISTENERS }))).toEqual([]);
  expect(findingsOf(id, broker({ LISTENERS, INTER_BROKER_LISTENER_NAME: 'X' }, 'registry.example.com/app:1'))).toEqual(
    [],
  );
});
it('leaves alone what a script may set', () => {
  const wrong = broker({ LISTENERS, INTER_BROKER_LISTENER_NAME: 'X' });
  const started = (command: string) => findingsOf(id, `${wrong}          command: ${command}\n`);
  expect(started('[sh, -c, "export KAFKA_NODE_ID=1; exec /etc/kafka/docker/run"]')).toHaveLength(1);
  expect(started('[sh, -c, "export KAFKA_LISTENERS=X://:9094; exec /etc/kafka/docker/run"]')).toEqual([]);
  expect(started('[bash, /scripts/start.sh]')).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${broker({ LISTENERS, INTER_BROKER_LISTENER_NAME: 'X' })} "`)).toEqual([]);
});

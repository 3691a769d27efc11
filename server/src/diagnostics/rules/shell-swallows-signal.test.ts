import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'shell-swallows-signal';
const script = (text: string, shell = '[sh, -c]') =>
  `${statefulSet()}          command: ${shell}\n          args:\n            - |\n${text
    .split('\n')
    .map((line) => `              ${line}\n`)
    .join('')}`;

it.each([
  'redis-server --appendonly yes; echo stopped',
  'redis-server --appendonly yes\necho stopped',
  'java -jar app.jar 2>&1 | tee /log/app.log',
  'mongod --bind_ip_all &\nwait',
  '/app/server --port 8080; sleep 5',
  '/app/server 2>&1 | tee /log/app.log',
  'nginx -g "daemon off;" && echo bye',
])('finds %s', (text) => {
  expect(findingsOf(id, script(text))).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.containers[0].args[0]' },
  ]);
});
it.each([
  'exec redis-server; echo never',
  'mkdir -p /data && redis-server',
  'prepare\nredis-server --dir /data',
  'trap "kill $!" TERM\nredis-server & wait',
  'if [ -f /a ]; then\n  redis-server /a\nelse\n  redis-server /b\nfi',
  'redis-server --daemonize yes; sleep 1',
  'echo "a; redis-server; b"',
  '/app/migrate; echo done',
  'mongod --version; run-tests',
])('takes %s', (text) => {
  expect(findingsOf(id, script(text))).toEqual([]);
});
it('takes a container whose first process passes signals on', () => {
  expect(findingsOf(id, script('redis-server; echo stopped', '[dumb-init, sh, -c]'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${script('redis-server; echo stopped')} "`)).toEqual([]);
});

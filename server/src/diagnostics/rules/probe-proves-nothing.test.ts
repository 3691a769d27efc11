import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'probe-proves-nothing';
const probe = (command: string) => `${statefulSet()}          readinessProbe: {exec: {command: ${command}}}\n`;

it.each([
  '["true"]',
  '[echo, ok]',
  '[sh, -c, "redis-cli ping || true"]',
  '[sh, -c, "check; exit 0"]',
  '[sh, -c, "echo ok"]',
  '[curl, -s, "http://localhost:8080/ready"]',
  '[sh, -c, "curl -sS -m 2 -o /dev/null localhost:8080/ready"]',
])('finds %s', (command) => {
  expect(findingsOf(id, probe(command))).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.containers[0].readinessProbe.exec.command' },
  ]);
});
it.each([
  '[redis-cli, ping]',
  '[sh, -c, "redis-cli ping | grep PONG"]',
  '[curl, -sf, "http://localhost:8080/ready"]',
  '[curl, --fail, --silent, "http://localhost:8080/ready"]',
  '[sh, -c, "curl -s localhost:8080/ready | grep ok"]',
  '[sh, -c, "test $(curl -s -w %{http_code} localhost) = 200"]',
  '[sh, -c, "check || exit 1; exit 0"]',
  '[sh, -c, "check && echo ok"]',
  '[sh, -c, "if check; then exit 1; fi; exit 0"]',
  '[sh, -c, "test $(date +%s) -gt 0"]',
])('takes %s', (command) => {
  expect(findingsOf(id, probe(command))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${probe('["true"]')} "`)).toEqual([]);
});

import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'probe-variable-not-expanded';
const env = `          env:
            - name: POD_IP
              valueFrom: {fieldRef: {fieldPath: status.podIP}}
            - name: PORT
              value: "6379"
`;
const pod = (handler: string) => `${statefulSet()}${env}          ${handler}\n`;

it('finds what a probe does not get', () => {
  expect(findingsOf(id, pod('livenessProbe: {exec: {command: [redis-cli, -h, $(POD_IP), ping]}}'))).toMatchObject([
    {
      category: 'broken',
      field: 'spec.template.spec.containers[0].livenessProbe.exec.command[2]',
      marked: '$(POD_IP)',
    },
  ]);
});
it('finds what a hook does not get', () => {
  expect(findingsOf(id, pod('lifecycle: {preStop: {exec: {command: [leave, --port=$(PORT)]}}}'))).toHaveLength(1);
});
it('takes values that stand in env, and variables of a shell', () => {
  expect(findingsOf(id, pod('livenessProbe: {exec: {command: [redis-cli, -p, $(PORT), ping]}}'))).toEqual([]);
  expect(findingsOf(id, pod('livenessProbe: {exec: {command: [sh, -c, "redis-cli -h $POD_IP"]}}'))).toEqual([]);
  expect(findingsOf(id, pod('livenessProbe: {exec: {command: [sh, -c, "redis-cli -h $(hostname)"]}}'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${pod('livenessProbe: {exec: {command: [x, $(POD_IP)]}}')} "`)).toEqual([]);
});

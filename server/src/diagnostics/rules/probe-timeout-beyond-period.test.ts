import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'probe-timeout-beyond-period';
const probe = (numbers: string) => `${daemonSet()}          livenessProbe: {tcpSocket: {port: 80}, ${numbers}}\n`;

it('finds a timeout beyond the period', () => {
  const [finding] = findingsOf(id, probe('periodSeconds: 20, timeoutSeconds: 60'));
  expect(finding).toMatchObject({
    category: 'style',
    field: 'spec.template.spec.containers[0].livenessProbe.timeoutSeconds',
    marked: '60',
  });
  expect(finding?.message).toContain('180');
});
it('compares with the default period', () => {
  expect(findingsOf(id, probe('timeoutSeconds: 11'))).toHaveLength(1);
});
it('takes a timeout of the period', () => {
  expect(findingsOf(id, probe('periodSeconds: 20, timeoutSeconds: 20'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${probe('timeoutSeconds: 60')} "`)).toEqual([]);
});

import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'ds-readiness-missing';
const PORTS = '          ports: [{containerPort: 9100}]\n';

it('finds a daemon that serves and says nothing of its readiness', () => {
  expect(findingsOf(id, daemonSet() + PORTS)).toMatchObject([
    { category: 'style', field: 'spec.template.spec.containers[0]' },
  ]);
});
it('takes probes, a wait, updates by hand, and daemons that serve nothing', () => {
  expect(findingsOf(id, `${daemonSet()}${PORTS}          readinessProbe: {tcpSocket: {port: 9100}}\n`)).toEqual([]);
  expect(findingsOf(id, daemonSet('  minReadySeconds: 30\n') + PORTS)).toEqual([]);
  expect(findingsOf(id, daemonSet('  updateStrategy: {type: OnDelete}\n') + PORTS)).toEqual([]);
  expect(findingsOf(id, daemonSet())).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${daemonSet()}${PORTS} "`)).toEqual([]);
});

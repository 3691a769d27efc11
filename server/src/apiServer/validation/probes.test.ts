import { describe, expect, it } from 'vitest';
import { expected, type Row, refusals } from './testing/table';

const ROWS: readonly Row[] = [
  ['no handler', { '@.livenessProbe': { successThreshold: 1 } }, ['@.livenessProbe Required']],
  [
    'two handlers',
    { '@.readinessProbe': { exec: { command: ['a'] }, tcpSocket: { port: 80 } } },
    ['@.readinessProbe.tcpSocket Forbidden'],
  ],
  [
    'a liveness probe that succeeds twice',
    { '@.livenessProbe': { tcpSocket: { port: 80 }, successThreshold: 2 } },
    ['@.livenessProbe.successThreshold Invalid'],
  ],
  [
    'a readiness probe that succeeds twice',
    { '@.readinessProbe': { tcpSocket: { port: 80 }, successThreshold: 2 } },
    [],
  ],
  [
    'a grace period of a readiness probe',
    { '@.readinessProbe': { tcpSocket: { port: 80 }, terminationGracePeriodSeconds: 5 } },
    ['@.readinessProbe.terminationGracePeriodSeconds Invalid'],
  ],
  [
    'a grace period of 0',
    { '@.startupProbe': { tcpSocket: { port: 80 }, successThreshold: 1, terminationGracePeriodSeconds: 0 } },
    ['@.startupProbe.terminationGracePeriodSeconds Invalid'],
  ],
  [
    'negative counters',
    { '@.readinessProbe': { tcpSocket: { port: 80 }, periodSeconds: -1, failureThreshold: -1 } },
    ['@.readinessProbe.periodSeconds Invalid', '@.readinessProbe.failureThreshold Invalid'],
  ],
  [
    'an HTTP probe',
    {
      '@.readinessProbe': {
        httpGet: { path: '/', port: 'http', scheme: 'HTTP', httpHeaders: [{ name: 'X-A', value: '' }] },
      },
    },
    [],
  ],
  [
    'a broken HTTP probe',
    { '@.readinessProbe': { httpGet: { path: '', port: 0, scheme: 'http', httpHeaders: [{ name: 'X A' }] } } },
    [
      '@.readinessProbe.httpGet.path Required',
      '@.readinessProbe.httpGet.port Invalid',
      '@.readinessProbe.httpGet.scheme NotSupported',
      '@.readinessProbe.httpGet.httpHeaders Invalid',
    ],
  ],
  [
    'a gRPC probe without port',
    { '@.readinessProbe': { grpc: { service: 'a' } } },
    ['@.readinessProbe.grpc.port Invalid'],
  ],
  ['an exec probe without command', { '@.readinessProbe': { exec: {} } }, ['@.readinessProbe.exec.command Required']],
  ['sleep within the grace period', { '@.lifecycle': { preStop: { sleep: { seconds: 30 } } } }, []],
  [
    'sleep beyond it',
    { '@.lifecycle': { preStop: { sleep: { seconds: 31 } } } },
    ['@.lifecycle.preStop.sleep Invalid'],
  ],
  ['no sleep at all', { '@.lifecycle': { preStop: { sleep: { seconds: 0 } } } }, []],
  [
    'no sleep at all in 1.32',
    { '@.lifecycle': { preStop: { sleep: { seconds: 0 } } } },
    ['@.lifecycle.preStop.sleep Invalid'],
    { minor: 32 },
  ],
  ['an empty hook', { '@.lifecycle': { postStart: {} } }, ['@.lifecycle.postStart Required']],
  [
    'a stop signal without operating system',
    { '@.lifecycle': { stopSignal: 'SIGTERM' } },
    ['@.lifecycle.stopSignal Forbidden'],
  ],
  ['a stop signal of Linux', { '~.os': { name: 'linux' }, '@.lifecycle': { stopSignal: 'SIGRTMIN+15' } }, []],
  [
    'an unknown stop signal',
    { '~.os': { name: 'linux' }, '@.lifecycle': { stopSignal: 'TERM' } },
    ['@.lifecycle.stopSignal NotSupported'],
  ],
];

describe('probes and hooks', () => {
  for (const [title, changes, want, conditions] of ROWS) {
    it(title, () => {
      expect(refusals(changes, conditions)).toEqual(expected(...want));
    });
  }
});

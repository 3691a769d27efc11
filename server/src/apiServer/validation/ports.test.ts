import { describe, expect, it } from 'vitest';
import { expected, type Row, refusals } from './testing/table';

const ROWS: readonly Row[] = [
  ['a port', { '@.ports': [{ name: 'http', containerPort: 80, protocol: 'TCP' }] }, []],
  ['no number', { '@.ports': [{ protocol: 'TCP' }] }, ['@.ports[0].containerPort Required']],
  [
    'a number out of range',
    { '@.ports': [{ containerPort: 65536, protocol: 'TCP' }] },
    ['@.ports[0].containerPort Invalid'],
  ],
  [
    'an unknown protocol',
    { '@.ports': [{ containerPort: 80, protocol: 'tcp' }] },
    ['@.ports[0].protocol NotSupported'],
  ],
  [
    'a name of 16 characters',
    { '@.ports': [{ name: 'abcdefghijklmnop', containerPort: 80, protocol: 'TCP' }] },
    ['@.ports[0].name Invalid'],
  ],
  [
    'a name without letters',
    { '@.ports': [{ name: '80', containerPort: 80, protocol: 'TCP' }] },
    ['@.ports[0].name Invalid'],
  ],
  [
    'a name with two hyphens',
    { '@.ports': [{ name: 'a--b', containerPort: 80, protocol: 'TCP' }] },
    ['@.ports[0].name Invalid'],
  ],
  [
    'two of one name',
    {
      '@.ports': [
        { name: 'a', containerPort: 80, protocol: 'TCP' },
        { name: 'a', containerPort: 81, protocol: 'TCP' },
      ],
    },
    ['@.ports[1].name Duplicate'],
  ],
  [
    'one host port twice',
    {
      '@.ports': [
        { containerPort: 80, hostPort: 80, protocol: 'TCP' },
        { containerPort: 81, hostPort: 80, protocol: 'TCP' },
      ],
    },
    ['@.ports[1].hostPort Duplicate'],
  ],
  [
    'one host port in two protocols',
    {
      '@.ports': [
        { containerPort: 80, hostPort: 80, protocol: 'TCP' },
        { containerPort: 80, hostPort: 80, protocol: 'UDP' },
      ],
    },
    [],
  ],
  [
    'another host port in the host network',
    { '~.hostNetwork': true, '@.ports': [{ containerPort: 80, hostPort: 81, protocol: 'TCP' }] },
    ['@.ports[0].hostPort Invalid'],
  ],
  [
    'no host port in the host network',
    { '~.hostNetwork': true, '@.ports': [{ containerPort: 80, protocol: 'TCP' }] },
    [],
  ],
];

describe('ports', () => {
  for (const [title, changes, want, conditions] of ROWS) {
    it(title, () => {
      expect(refusals(changes, conditions)).toEqual(expected(...want));
    });
  }
});

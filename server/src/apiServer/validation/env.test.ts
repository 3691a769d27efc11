import { describe, expect, it } from 'vitest';
import { expected, type Row, refusals } from './testing/table';

const ROWS: readonly Row[] = [
  ['a name with a space, allowed since the rule was relaxed', { '@.env': [{ name: 'a b', value: 'x' }] }, []],
  ['a name with an equals sign', { '@.env': [{ name: 'a=b', value: 'x' }] }, ['@.env[0].name Invalid']],
  ['no name', { '@.env': [{ value: 'x' }] }, ['@.env[0].name Required']],
  [
    'value and source',
    { '@.env': [{ name: 'A', value: 'x', valueFrom: { configMapKeyRef: { name: 'c', key: 'k' } } }] },
    ['@.env[0].valueFrom Invalid'],
  ],
  ['no source', { '@.env': [{ name: 'A', valueFrom: {} }] }, ['@.env[0].valueFrom Invalid']],
  [
    'two sources',
    {
      '@.env': [
        { name: 'A', valueFrom: { configMapKeyRef: { name: 'c', key: 'k' }, secretKeyRef: { name: 'c', key: 'k' } } },
      ],
    },
    ['@.env[0].valueFrom Invalid'],
  ],
  [
    'a key that is none',
    { '@.env': [{ name: 'A', valueFrom: { secretKeyRef: { name: '', key: '..a' } } }] },
    ['@.env[0].valueFrom.secretKeyRef.name Invalid', '@.env[0].valueFrom.secretKeyRef.key Invalid'],
  ],
  [
    'a field of the pod',
    { '@.env': [{ name: 'A', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'spec.host' } } }] },
    [],
  ],
  [
    'a label of the pod',
    { '@.env': [{ name: 'A', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: "metadata.labels['app']" } } }] },
    [],
  ],
  [
    'a label that is none',
    { '@.env': [{ name: 'A', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: "metadata.labels['a b']" } } }] },
    ['@.env[0].valueFrom.fieldRef Invalid'],
  ],
  [
    'a subscript elsewhere',
    { '@.env': [{ name: 'A', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: "spec.nodeSelector['a']" } } }] },
    ['@.env[0].valueFrom.fieldRef.fieldPath Invalid'],
  ],
  [
    'all labels at once',
    { '@.env': [{ name: 'A', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.labels' } } }] },
    ['@.env[0].valueFrom.fieldRef.fieldPath NotSupported'],
  ],
  [
    'a field that does not exist',
    { '@.env': [{ name: 'A', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'spec.containers' } } }] },
    ['@.env[0].valueFrom.fieldRef.fieldPath Invalid'],
  ],
  [
    'a resource of huge pages',
    { '@.env': [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.hugepages-2Mi' } } }] },
    [],
  ],
  [
    'an unknown resource',
    { '@.env': [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.gpu' } } }] },
    ['@.env[0].valueFrom.resourceFieldRef.resource NotSupported'],
  ],
  [
    'a divisor as it is stored',
    { '@.env': [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1m' } } }] },
    [],
  ],
  [
    'a divisor whose sign is stored with it',
    { '@.env': [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '+1' } } }] },
    ['@.env[0].valueFrom.resourceFieldRef.divisor Invalid'],
  ],
  [
    'a divisor that is none',
    { '@.env': [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1024' } } }] },
    ['@.env[0].valueFrom.resourceFieldRef.divisor Invalid'],
  ],
  ['a whole ConfigMap', { '@.envFrom': [{ prefix: 'A_', configMapRef: { name: 'c' } }] }, []],
  [
    'no source and two sources of envFrom',
    { '@.envFrom': [{ prefix: 'A=' }, { configMapRef: { name: 'c' }, secretRef: { name: '' } }] },
    ['@.envFrom[0].prefix Invalid', '@.envFrom Invalid', '@.envFrom[1].secretRef.name Required'],
  ],
  [
    'a file in an emptyDir',
    {
      '~.volumes': [{ name: 'v', emptyDir: {} }],
      '@.env': [{ name: 'A', valueFrom: { fileKeyRef: { volumeName: 'v', path: 'env', key: 'A' } } }],
    },
    [],
  ],
  [
    'a file elsewhere',
    {
      '~.volumes': [{ name: 'v', hostPath: { path: '/v' } }],
      '@.env': [
        { name: 'A', valueFrom: { fileKeyRef: { volumeName: 'v', path: '../env', key: 'A' } } },
        { name: 'B', valueFrom: { fileKeyRef: { volumeName: 'w', path: 'env', key: 'A' } } },
      ],
    },
    [
      '@.env[0].valueFrom.fileKeyRef.path Invalid',
      '@.env[0].valueFrom.fileKeyRef.volumeName Invalid',
      '@.env[1].valueFrom.fileKeyRef.volumeName NotFound',
    ],
  ],
];

describe('environment', () => {
  for (const [title, changes, want, conditions] of ROWS) {
    it(title, () => {
      expect(refusals(changes, conditions)).toEqual(expected(...want));
    });
  }
});

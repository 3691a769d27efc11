import { describe, expect, it } from 'vitest';
import { expected, type Row, refusals } from './testing/table';

const ROWS: readonly Row[] = [
  ['a mount', { '~.volumes': [{ name: 'v', emptyDir: {} }], '@.volumeMounts': [{ name: 'v', mountPath: '/v' }] }, []],
  ['a mount of nothing', { '@.volumeMounts': [{ name: 'v', mountPath: '/v' }] }, ['@.volumeMounts[0].name NotFound']],
  [
    'a mount of a broken volume',
    { '~.volumes': [{ name: 'v', hostPath: { path: '' } }], '@.volumeMounts': [{ name: 'v', mountPath: '/v' }] },
    ['~.volumes[0].hostPath.path Required', '@.volumeMounts[0].name NotFound'],
  ],
  [
    'no name and no path',
    { '@.volumeMounts': [{}] },
    ['@.volumeMounts[0].name Required', '@.volumeMounts[0].mountPath Required'],
  ],
  [
    'one path twice',
    {
      '~.volumes': [{ name: 'v', emptyDir: {} }],
      '@.volumeMounts': [
        { name: 'v', mountPath: '/v' },
        { name: 'v', mountPath: '/v' },
      ],
    },
    ['@.volumeMounts[1].mountPath Invalid'],
  ],
  [
    'a sub path outside',
    {
      '~.volumes': [{ name: 'v', emptyDir: {} }],
      '@.volumeMounts': [{ name: 'v', mountPath: '/v', subPath: 'a/../b' }],
    },
    ['@.volumeMounts.subPath Invalid'],
  ],
  [
    'a sub path with dots',
    { '~.volumes': [{ name: 'v', emptyDir: {} }], '@.volumeMounts': [{ name: 'v', mountPath: '/v', subPath: '..a' }] },
    [],
  ],
  [
    'both sub paths',
    {
      '~.volumes': [{ name: 'v', emptyDir: {} }],
      '@.volumeMounts': [{ name: 'v', mountPath: '/v', subPath: 'a', subPathExpr: '/b' }],
    },
    ['@.volumeMounts[0].subPathExpr Invalid', '@.volumeMounts.subPathExpr Invalid'],
  ],
  [
    'propagation to the host',
    {
      '~.volumes': [{ name: 'v', emptyDir: {} }],
      '@.volumeMounts': [{ name: 'v', mountPath: '/v', mountPropagation: 'Bidirectional' }],
    },
    ['@.volumeMounts.mountPropagation Forbidden'],
  ],
  [
    'propagation from a privileged container',
    {
      '~.volumes': [{ name: 'v', emptyDir: {} }],
      '@.securityContext': { privileged: true },
      '@.volumeMounts': [{ name: 'v', mountPath: '/v', mountPropagation: 'Bidirectional' }],
    },
    [],
  ],
  [
    'recursively read-only, yet not read-only',
    {
      '~.volumes': [{ name: 'v', emptyDir: {} }],
      '@.volumeMounts': [{ name: 'v', mountPath: '/v', recursiveReadOnly: 'Enabled' }],
    },
    ['@.volumeMounts.recursiveReadOnly Forbidden'],
  ],
  [
    'recursively read-only',
    {
      '~.volumes': [{ name: 'v', emptyDir: {} }],
      '@.volumeMounts': [{ name: 'v', mountPath: '/v', readOnly: true, recursiveReadOnly: 'IfPossible' }],
    },
    [],
  ],
  [
    'a device that is no claim',
    { '~.volumes': [{ name: 'v', emptyDir: {} }], '@.volumeDevices': [{ name: 'v', devicePath: '/dev/x' }] },
    ['@.volumeDevices[0].name Invalid'],
  ],
  [
    'a device',
    {
      '~.volumes': [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }],
      '@.volumeDevices': [{ name: 'v', devicePath: '/dev/x' }],
    },
    [],
  ],
  [
    'a device that is mounted too',
    {
      '~.volumes': [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }],
      '@.volumeDevices': [{ name: 'v', devicePath: '/x' }],
      '@.volumeMounts': [{ name: 'v', mountPath: '/x' }],
    },
    [
      '@.volumeMounts[0].name Invalid',
      '@.volumeMounts[0].mountPath Invalid',
      '@.volumeDevices[0].name Invalid',
      '@.volumeDevices[0].devicePath Invalid',
    ],
  ],
  [
    'a device in a user namespace of its own',
    {
      '~.hostUsers': false,
      '~.volumes': [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }],
      '@.volumeDevices': [{ name: 'v', devicePath: '/x' }],
    },
    ['@.volumeDevices Forbidden'],
  ],
];

describe('mounts and devices', () => {
  for (const [title, changes, want, conditions] of ROWS) {
    it(title, () => {
      expect(refusals(changes, conditions)).toEqual(expected(...want));
    });
  }
});

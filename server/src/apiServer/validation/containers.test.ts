import { describe, expect, it } from 'vitest';
import { expected, type Row, refusals } from './testing/table';

const ROWS: readonly Row[] = [
  ['no name and no image', { '@.name': '', '@.image': '' }, ['@.name Required', '@.image Required']],
  ['a name with a dot', { '@.name': 'a.b' }, ['@.name Invalid']],
  ['an image of spaces, which a template may have', { '@.image': ' x ' }, []],
  ['an unknown pull policy', { '@.imagePullPolicy': 'always' }, ['@.imagePullPolicy NotSupported']],
  ['an unknown message policy', { '@.terminationMessagePolicy': 'Log' }, ['@.terminationMessagePolicy NotSupported']],
  [
    'two of one name',
    { '~.containers[1]': { name: 'main', image: 'x', imagePullPolicy: 'Always', terminationMessagePolicy: 'File' } },
    ['~.containers[1].name Duplicate'],
  ],
  [
    'an init container of the same name',
    { '~.initContainers': [{ name: 'main', image: 'x', imagePullPolicy: 'Always', terminationMessagePolicy: 'File' }] },
    ['~.initContainers[0].name Duplicate'],
  ],
  [
    'hooks and probes of an init container',
    {
      '~.initContainers': [
        {
          name: 'i',
          image: 'x',
          imagePullPolicy: 'Always',
          terminationMessagePolicy: 'File',
          lifecycle: {},
          readinessProbe: {},
        },
      ],
    },
    ['~.initContainers[0].lifecycle Forbidden', '~.initContainers[0].readinessProbe Forbidden'],
  ],
  [
    'a probe of a sidecar',
    {
      '~.initContainers': [
        {
          name: 'i',
          image: 'x',
          imagePullPolicy: 'Always',
          terminationMessagePolicy: 'File',
          restartPolicy: 'Always',
          startupProbe: { exec: { command: ['true'] }, successThreshold: 1 },
        },
      ],
    },
    [],
  ],
  ['an unknown restart policy', { '@.restartPolicy': 'always' }, ['@.restartPolicy NotSupported']],
  ['the same in 1.34, where the field is dropped', { '@.restartPolicy': 'always' }, [], { minor: 34 }],
  [
    'a restart policy in 1.33, where only init containers have one',
    { '@.restartPolicy': 'Always' },
    ['@.restartPolicy Forbidden'],
    { minor: 33 },
  ],
  [
    'restart rules without a policy',
    { '@.restartPolicyRules': [{ action: 'Restart', exitCodes: { operator: 'In', values: [1] } }] },
    ['@.restartPolicy Required'],
  ],
  [
    'restart rules',
    {
      '@.restartPolicy': 'Never',
      '@.restartPolicyRules': [{ action: 'Restart', exitCodes: { operator: 'In', values: [1] } }],
    },
    [],
  ],
  [
    'broken restart rules',
    {
      '@.restartPolicy': 'Never',
      '@.restartPolicyRules': [{ action: 'Stop' }, { action: 'Restart', exitCodes: { operator: 'Is' } }],
    },
    [
      '@.restartPolicyRules[0].action NotSupported',
      '@.restartPolicyRules[0].exitCodes Required',
      '@.restartPolicyRules[1].exitCodes.operator NotSupported',
    ],
  ],
  [
    'RestartAllContainers in 1.35',
    {
      '@.restartPolicy': 'Never',
      '@.restartPolicyRules': [{ action: 'RestartAllContainers', exitCodes: { operator: 'In' } }],
    },
    ['@.restartPolicyRules[0].action NotSupported'],
    { minor: 35 },
  ],
  [
    'RestartAllContainers since 1.36',
    {
      '@.restartPolicy': 'Never',
      '@.restartPolicyRules': [{ action: 'RestartAllContainers', exitCodes: { operator: 'In' } }],
    },
    [],
  ],
  [
    'more than 20 rules',
    {
      '@.restartPolicy': 'Never',
      '@.restartPolicyRules': Array(21).fill({ action: 'Restart', exitCodes: { operator: 'In' } }),
    },
    ['@.restartPolicyRules TooMany'],
  ],
  [
    'resize policies',
    {
      '@.resizePolicy': [
        { resourceName: 'cpu', restartPolicy: 'NotRequired' },
        { resourceName: 'memory', restartPolicy: 'RestartContainer' },
      ],
    },
    [],
  ],
  [
    'broken resize policies',
    {
      '@.resizePolicy': [
        { resourceName: 'cpu', restartPolicy: 'NotRequired' },
        { resourceName: 'cpu', restartPolicy: 'Never' },
      ],
    },
    ['@.resizePolicy[1] Duplicate', '@.resizePolicy NotSupported'],
  ],
  [
    'RestartContainer for an init container',
    {
      '~.initContainers': [
        {
          name: 'i',
          image: 'x',
          imagePullPolicy: 'Always',
          terminationMessagePolicy: 'File',
          resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }],
        },
      ],
    },
    ['~.initContainers[0].resizePolicy[0].restartPolicy Invalid'],
  ],
];

describe('containers', () => {
  for (const [title, changes, want, conditions] of ROWS) {
    it(title, () => {
      expect(refusals(changes, conditions)).toEqual(expected(...want));
    });
  }
});

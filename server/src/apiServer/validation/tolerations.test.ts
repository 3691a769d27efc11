import { describe, expect, it } from 'vitest';
import { expected, type Row, refusals } from './testing/table';

const ROWS: readonly Row[] = [
  ['every taint', { '~.tolerations': [{ operator: 'Exists' }] }, []],
  ['no key and no operator', { '~.tolerations': [{}] }, ['~.tolerations[0].operator Invalid']],
  [
    'Exists with a value',
    { '~.tolerations': [{ key: 'a', operator: 'Exists', value: 'b' }] },
    ['~.tolerations[0].operator Invalid'],
  ],
  [
    'a value that is no label value',
    { '~.tolerations': [{ key: 'a', value: 'b c' }] },
    ['~.tolerations[0].operator Invalid'],
  ],
  [
    'an unknown effect',
    { '~.tolerations': [{ key: 'a', operator: 'Exists', effect: 'Evict' }] },
    ['~.tolerations[0].effect NotSupported'],
  ],
  [
    'seconds without NoExecute',
    { '~.tolerations': [{ key: 'a', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 5 }] },
    ['~.tolerations[0].effect Invalid'],
  ],
  [
    'seconds with NoExecute',
    { '~.tolerations': [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: -5 }] },
    [],
  ],
  [
    'Gt, while its gate is off',
    { '~.tolerations': [{ key: 'a', operator: 'Gt', value: '5' }] },
    ['~.tolerations[0].operator NotSupported'],
  ],
  [
    'a spread constraint',
    {
      '~.topologySpreadConstraints': [
        { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', minDomains: 2, labelSelector: {} },
      ],
    },
    [],
  ],
  [
    'a broken spread constraint',
    {
      '~.topologySpreadConstraints': [
        { maxSkew: 0, topologyKey: '', whenUnsatisfiable: 'Never', nodeTaintsPolicy: 'Obey' },
      ],
    },
    [
      '~.topologySpreadConstraints[0].maxSkew Invalid',
      '~.topologySpreadConstraints[0].topologyKey Required',
      '~.topologySpreadConstraints[0].whenUnsatisfiable NotSupported',
      '~.topologySpreadConstraints[0].nodeTaintsPolicy NotSupported',
    ],
  ],
  [
    'minDomains beside ScheduleAnyway',
    {
      '~.topologySpreadConstraints': [
        { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway', minDomains: 1 },
      ],
    },
    ['~.topologySpreadConstraints[0].minDomains Invalid'],
  ],
  [
    'one constraint twice',
    {
      '~.topologySpreadConstraints': [
        { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' },
        { maxSkew: 2, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' },
      ],
    },
    ['~.topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable} Duplicate'],
  ],
  [
    'a label key that the selector names, up to 1.33',
    {
      '~.topologySpreadConstraints': [
        {
          maxSkew: 1,
          topologyKey: 'zone',
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: { matchLabels: { a: 'b' } },
          matchLabelKeys: ['a'],
        },
      ],
    },
    ['~.topologySpreadConstraints[0].matchLabelKeys[0] Invalid'],
    { minor: 33 },
  ],
  [
    'the same since 1.34',
    {
      '~.topologySpreadConstraints': [
        {
          maxSkew: 1,
          topologyKey: 'zone',
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: { matchLabels: { a: 'b' } },
          matchLabelKeys: ['a'],
        },
      ],
    },
    [],
  ],
];

describe('tolerations and spread', () => {
  for (const [title, changes, want, conditions] of ROWS) {
    it(title, () => {
      expect(refusals(changes, conditions)).toEqual(expected(...want));
    });
  }
});

import { describe, expect, it } from 'vitest';
import { expected, type Row, refusals } from './testing/table';

const ROWS: readonly Row[] = [
  [
    'a node expression',
    {
      '~.affinity': {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] }],
          },
        },
      },
    },
    [],
  ],
  [
    'no terms',
    { '~.affinity': { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } } } },
    ['~.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms Required'],
  ],
  [
    'Gt with two values',
    {
      '~.affinity': {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1', '2'] }] }],
          },
        },
      },
    },
    [
      '~.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values Required',
    ],
  ],
  [
    'the same in 1.32, which does not look at it',
    {
      '~.affinity': {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['b c'] }] }],
          },
        },
      },
    },
    [],
    { minor: 32 },
  ],
  [
    'a required value that is no label value',
    {
      '~.affinity': {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['b c'] }] }],
          },
        },
      },
    },
    [
      '~.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values[0] Invalid',
    ],
  ],
  [
    'the same where it is only preferred',
    {
      '~.affinity': {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, preference: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b c'] }] } },
          ],
        },
      },
    },
    [],
  ],
  [
    'fields of nodes',
    {
      '~.affinity': {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [
              {
                matchFields: [
                  { key: 'metadata.name', operator: 'In', values: ['n'] },
                  { key: 'metadata.uid', operator: 'Exists' },
                ],
              },
            ],
          },
        },
      },
    },
    [
      '~.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[1].operator Invalid',
      '~.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[1].key Invalid',
    ],
  ],
  [
    'weights',
    {
      '~.affinity': {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 0, podAffinityTerm: { topologyKey: 'zone' } },
            { weight: 100, podAffinityTerm: { topologyKey: '' } },
          ],
        },
      },
    },
    [
      '~.affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight Invalid',
      '~.affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[1].podAffinityTerm.topologyKey Required',
    ],
  ],
  [
    'a namespace that is none',
    {
      '~.affinity': {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', namespaces: ['A'] }],
        },
      },
    },
    ['~.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].namespace Invalid'],
  ],
  [
    'label keys without selector',
    {
      '~.affinity': {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', matchLabelKeys: ['a'] }],
        },
      },
    },
    ['~.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].matchLabelKeys Forbidden'],
  ],
  [
    'one label key both ways',
    {
      '~.affinity': {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: 'zone', labelSelector: {}, matchLabelKeys: ['a'], mismatchLabelKeys: ['a'] },
          ],
        },
      },
    },
    ['~.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].matchLabelKeys[0] Invalid'],
  ],
  [
    'a label key that the selector names once',
    {
      '~.affinity': {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: 'zone', labelSelector: { matchLabels: { a: 'b' } }, matchLabelKeys: ['a'] },
          ],
        },
      },
    },
    [],
  ],
  [
    'a label key that the selector names twice',
    {
      '~.affinity': {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            {
              topologyKey: 'zone',
              labelSelector: { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'a', operator: 'Exists' }] },
              matchLabelKeys: ['a'],
            },
          ],
        },
      },
    },
    ['~.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0][0] Invalid'],
  ],
];

describe('affinity', () => {
  for (const [title, changes, want, conditions] of ROWS) {
    it(title, () => {
      expect(refusals(changes, conditions)).toEqual(expected(...want));
    });
  }
});

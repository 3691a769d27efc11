import { expect, test } from 'vitest';
import type { Step } from '../scenario';
import { statefulSet } from '../testing';
import { describeStep } from './steps';

test.each<[Step, string, string]>([
  [{ at: 0, apply: statefulSet(1) }, 'The StatefulSet web is applied.', 'StatefulSet web を適用します。'],
  [{ at: 0, deleteBudget: 'b' }, 'The budget b is deleted.', 'PodDisruptionBudget b を削除します。'],
  [{ at: 0, node: { name: 'n', cordon: true } }, 'Node n is cordoned.', 'ノード n を cordon します。'],
  [{ at: 0, node: { name: 'n', cordon: false } }, 'Node n is uncordoned.', 'ノード n を uncordon します。'],
  [
    { at: 0, node: { of: 'web-1', lost: true } },
    'The node of web-1 falls silent.',
    'web-1 のノードが応答しなくなります。',
  ],
  [{ at: 0, node: { add: { name: 'n' } } }, 'Node n joins.', 'ノード n が加わります。'],
  [
    { at: 0, node: { name: 'n', addTaint: { key: 'k', value: 'v', effect: 'NoExecute' } } },
    'Node n gets the taint k=v:NoExecute.',
    'ノード n に taint k=v:NoExecute が付きます。',
  ],
  [
    { at: 0, node: { name: 'n', setLabels: { a: 'b', c: null } } },
    'Node n gets the label a=b. Node n loses the label c.',
    'ノード n にラベル a=b が付きます。ノード n からラベル c が外れます。',
  ],
  [{ at: 0, deletePod: 'web-0' }, '', ''],
])('%j', (step, en, ja) => {
  expect(describeStep(step, 'en').join(' ')).toBe(en);
  expect(describeStep(step, 'ja').join('')).toBe(ja);
});

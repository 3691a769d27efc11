import { expect, it } from 'vitest';
import { findingsOf, statefulSet, summary } from '../testing';

const id = 'not-found';
const claims = (name: string) =>
  `${statefulSet('', '      resourceClaims: [{name: gpu, resourceClaimTemplateName: one}]\n')}          resources: {claims: [{name: ${name}}]}\n`;

it('finds a claim that the pod does not have', () => {
  expect(findingsOf(id, claims('gpus'))).toMatchObject([
    {
      category: 'rejected',
      field: expect.stringContaining('resources.claims[0]'),
      marked: expect.stringContaining('gpus'),
    },
  ]);
});
it('takes one that it has', () => {
  expect(summary(claims('gpu'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, claims('"gpus'))).toEqual([]);
});

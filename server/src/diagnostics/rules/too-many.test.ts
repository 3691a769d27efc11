import { expect, it } from 'vitest';
import { findingsOf, refusals, statefulSet, summary } from '../testing';

const id = 'too-many';
const servers = (count: number) =>
  statefulSet(
    '',
    `      dnsConfig:\n        nameservers: [${Array.from({ length: count }, (_, i) => `10.0.0.${i}`).join(', ')}]\n`,
  );

it('finds more items than the server takes', () => {
  expect(refusals(servers(4))).toEqual(['invalid-value spec.template.spec.dnsConfig.nameservers']);
});
it('takes three nameservers', () => {
  expect(summary(servers(3))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${servers(4)}  "`)).toEqual([]);
});

import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'port-declared-twice';
const two = (port: number) => `${statefulSet()}          ports: [{containerPort: 8080}]
        - name: metrics
          image: example.com/metrics:1
          ports: [{containerPort: ${port}}]
`;

it('finds one port in two containers', () => {
  const [finding, ...more] = findingsOf(id, two(8080));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.template.spec.containers[1].ports[0]' });
  expect(finding?.message).toContain('nginx and metrics');
});
it('words a port that one container declares twice in the server’s way', () => {
  const text = `${statefulSet()}          ports: [{containerPort: 80}, {containerPort: 80}]\n`;
  expect(findingsOf(id, text)[0]?.message).toContain('already defined');
});
it('takes ports of their own', () => {
  expect(findingsOf(id, two(9113))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${two(8080)} "`)).toEqual([]);
});

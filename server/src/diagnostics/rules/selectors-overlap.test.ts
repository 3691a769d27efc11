import { expect, it } from 'vitest';
import { file, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'selectors-overlap';
const other = { image: 'registry.example.com/other:2.0.0' };
const agent = workload('DaemonSet', 'agent', { labels: 'app: agent' });
const gpu = workload('DaemonSet', 'gpu', { labels: 'app: agent\npool: gpu' });

it('finds a selector that covers a sibling', () => {
  const found = findingsOf(id, file(agent, gpu));
  expect(found).toMatchObject([{ category: 'risk', field: 'spec.selector' }]);
  expect(found[0]?.message).toContain('pods of DaemonSet gpu');
});
it('finds two that select the same pods, once, on the set', () => {
  const found = findingsOf(id, file(workload('Deployment', 'zz', { labels: 'app: agent' }), agent));
  expect(found).toHaveLength(1);
  expect(found[0]?.message).toContain('Deployment zz');
});
it('finds a selector that only says what pods do not have', () => {
  const negative = agent.replace(
    '    matchLabels:\n      app: agent\n',
    '    matchExpressions:\n      - key: tier\n        operator: DoesNotExist\n',
  );
  expect(findingsOf(id, file(negative, workload('StatefulSet', 'web')))[0]?.message).toContain('must not have');
});
it('finds a bare Pod under a DaemonSet', () => {
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: debug\n  labels:\n    app: agent\nspec:\n  containers: []\n';
  expect(findingsOf(id, file(agent, pod))[0]?.message).toContain('Pod debug');
  expect(findingsOf(id, file(workload('StatefulSet', 'web', { labels: 'app: agent' }), pod))).toEqual([]);
});
it('takes other labels, other namespaces, other files of one image, and Deployments among themselves', () => {
  expect(findingsOf(id, file(gpu, workload('DaemonSet', 'cpu', { labels: 'app: agent\npool: cpu' })))).toEqual([]);
  const inOther = gpu.replace('  name: gpu\n', '  name: gpu\n  namespace: b\n');
  expect(findingsOf(id, file(agent.replace('  name: agent\n', '  name: agent\n  namespace: a\n'), inOther))).toEqual(
    [],
  );
  expect(findingsOf(id, agent, { others: gpu })).toEqual([]);
  expect(
    findingsOf(id, agent, { others: workload('DaemonSet', 'gpu', { labels: 'app: agent\npool: gpu', ...other }) }),
  ).toHaveLength(1);
  expect(
    findingsOf(
      id,
      file(workload('Deployment', 'a', { labels: 'x: y' }), workload('Deployment', 'b', { labels: 'x: y' })),
    ),
  ).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${agent}  "`, `${gpu}  "`))).toEqual([]);
});

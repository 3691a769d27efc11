import { expect, it } from 'vitest';
import { file, service, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'service-address-wrong';
const agent = (arg: string, namespace?: string) => {
  const text = workload('DaemonSet', 'agent', { container: `          args:\n            - ${arg}\n` });
  return namespace === undefined ? text : text.replace('  name: agent\n', `  name: agent\n  namespace: ${namespace}\n`);
};
const loki = (namespace?: string, head = '') =>
  service('loki', `${head}  selector:\n    app: loki\n  ports:\n    - port: 3100\n`, namespace);

it('finds a port that the Service does not have', () => {
  const [finding, ...more] = findingsOf(id, file(agent('--url=http://loki:3101/push'), loki()));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.template.spec.containers[0].args[0]' });
  expect(finding?.fixes).toMatchObject([{ preferred: true, result: agent('--url=http://loki:3100/push') }]);
  expect(findingsOf(id, file(agent('--url=loki.logging.svc.cluster.local:80'), loki('logging')))).toHaveLength(1);
});
it('finds the other namespace, and one that is missing', () => {
  expect(findingsOf(id, file(agent('--url=http://loki.prod.svc:3100'), loki('logging')))[0]?.message).toContain(
    'in namespace logging',
  );
  const [finding] = findingsOf(id, file(agent('--url=http://loki:3100', 'kube-system'), loki('logging')));
  expect(finding?.fixes).toMatchObject([{ result: agent('--url=http://loki.logging:3100', 'kube-system') }]);
});
it('takes addresses that answer, that are unknown, and what only looks like one', () => {
  for (const arg of [
    '--url=http://loki:3100',
    '--url=loki.logging.svc:3100',
    '--url=http://tempo:1',
    '--url=loki.example.com:443',
    '--image=loki:3101',
    'chown loki:1000 /data',
  ])
    expect(findingsOf(id, file(agent(arg, 'logging'), loki('logging')))).toEqual([]);
});
it('lets pods behind a headless Service answer on their own ports', () => {
  const pods = workload('StatefulSet', 'loki', { container: '          ports:\n            - containerPort: 9095\n' });
  const headless = loki(undefined, '  clusterIP: None\n');
  expect(findingsOf(id, file(agent('--url=loki:9095'), headless, pods))).toEqual([]);
  expect(findingsOf(id, file(agent('--url=loki:9096'), headless, pods))).toHaveLength(1);
  expect(findingsOf(id, file(agent('--url=loki:9096'), headless))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${agent('--url=http://loki:3101')}  "`, loki()))).toEqual([]);
});

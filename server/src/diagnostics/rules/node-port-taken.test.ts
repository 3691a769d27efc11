import { expect, it } from 'vitest';
import { file, service, workload } from '../fixtures';
import { findingsOf, statefulSet } from '../testing';

const id = 'node-port-taken';
const one = (name: string, port: number, more = '') =>
  service(
    name,
    `  type: NodePort\n  selector:\n    app: web\n  ports:\n    - port: 80\n      nodePort: ${port}\n${more}`,
  );

it('finds the second Service of a node port, once', () => {
  const found = findingsOf(id, file(one('a', 30080), one('b', 30080), statefulSet()));
  expect(found).toMatchObject([{ category: 'broken', field: 'spec.ports[0].nodePort', marked: '30080' }]);
  expect(found[0]?.message).toContain('Service a');
});
it('finds a daemon on the port', () => {
  const daemon = workload('DaemonSet', 'agent', {
    container: '          ports:\n            - containerPort: 80\n              hostPort: 30080\n',
  });
  expect(findingsOf(id, file(one('a', 30080), daemon))[0]?.message).toContain('DaemonSet agent');
});
it('takes other ports and protocols, and Services of nothing here', () => {
  expect(findingsOf(id, file(one('a', 30080), one('b', 30081), statefulSet()))).toEqual([]);
  expect(findingsOf(id, file(one('a', 30080), one('b', 30080, '      protocol: UDP\n'), statefulSet()))).toEqual([]);
  expect(findingsOf(id, file(one('a', 30080), one('b', 30080)))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(one('a', 30080), `${one('b', 30080)}  "`, statefulSet()))).toEqual([]);
});

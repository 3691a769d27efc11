import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'read-only-root-without-scratch';
const pod = (image: string, more = '') =>
  `${statefulSet('', '      volumes: [{name: scratch, emptyDir: {}}]\n').replace('registry.k8s.io/nginx-slim:0.27', image)}          securityContext:
            readOnlyRootFilesystem: true
${more}`;
const mount = (...paths: string[]) =>
  `          volumeMounts:\n${paths.map((path) => `            - name: scratch\n              mountPath: ${path}\n`).join('')}`;

it('finds what the program must write', () => {
  expect(findingsOf(id, pod('postgres:16.6'))).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem' },
  ]);
  expect(findingsOf(id, pod('nginx:1.27.3', mount('/var/cache/nginx')))[0]?.message).toContain('/var/run');
});
it('takes volumes there, by either name of /run', () => {
  expect(findingsOf(id, pod('postgres:16.6', mount('/var/run/postgresql')))).toEqual([]);
  expect(findingsOf(id, pod('postgres:16.6', mount('/run')))).toEqual([]);
  expect(findingsOf(id, pod('nginx:1.27.3', mount('/var/cache/nginx', '/run')))).toEqual([]);
});
it('takes other images, and settings that move the files', () => {
  expect(findingsOf(id, pod('example.com/postgres:16.6'))).toEqual([]);
  expect(findingsOf(id, pod('redis:7.4'))).toEqual([]);
  expect(findingsOf(id, pod('postgres:16.6', '          args: [-c, unix_socket_directories=]\n'))).toEqual([]);
  expect(findingsOf(id, pod('zookeeper:3.9.3', '          command: [zkServer.sh, start-foreground]\n'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${pod('postgres:16.6')} "`)).toEqual([]);
});
it('mounts a volume there', () => {
  const [fix] = findingsOf(id, pod('postgres:16.6'))[0]?.fixes ?? [];
  expect(fix?.preferred).toBe(false);
  expect(findingsOf(id, fix?.result ?? '')).toEqual([]);
});

import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'claim-wiped-at-start';
const CLAIM =
  '  volumeClaimTemplates:\n  - metadata:\n      name: data\n    spec:\n      accessModes: [ReadWriteOnce]\n      resources:\n        requests:\n          storage: 1Gi\n';
const set = (script: string, name = 'data') =>
  `${statefulSet(
    CLAIM.replace('name: data', `name: ${name}`),
    `      initContainers:\n      - name: prepare\n        image: busybox:1.37\n        command: [sh, -c, '${script}']\n        volumeMounts:\n        - name: ${name}\n          mountPath: /data\n`,
  )}          volumeMounts:\n          - name: ${name}\n            mountPath: /data\n`;

it('finds an init container that empties the claim', () => {
  const [finding, ...more] = findingsOf(id, set('rm -rf /data/* && chown 1000 /data'));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.template.spec.initContainers[0].command[2]' });
  expect(finding?.message).toContain('everything in /data');
});
it.each([
  'cd /data && rm -fr ./*',
  'find /data -mindepth 1 -delete',
  'set -e; rm --recursive --force /data/; mkdir -p /data',
])('finds it in %s', (script) => {
  expect(findingsOf(id, set(script))).toHaveLength(1);
});
it('finds the data directory of a store below', () => {
  const text = set('rm -rf /data/pgdata')
    .replace('registry.k8s.io/nginx-slim:0.27', 'postgres:17.2')
    .replace('            mountPath: /data', '            mountPath: /var/lib/postgresql/data')
    .concat('          env:\n          - name: PGDATA\n            value: /var/lib/postgresql/data/pgdata\n');
  expect(findingsOf(id, text)).toHaveLength(1);
});
it.each([
  'rm -rf /data/lost+found',
  'if [ -f /data/reset ]; then rm -rf /data/*; fi',
  '[ -f /data/reset ] && rm -rf /data/*',
  'test -d /data/db && exit 0; rm -rf /data/*',
  'rm -rf /data/* && aws s3 sync s3://a /data',
  'rm -f /data/*.pid',
  'rm -rf /data/tmp',
  'find /data -name "*.lock" -delete',
])('takes %s', (script) => {
  expect(findingsOf(id, set(script.replaceAll("'", '"')))).toEqual([]);
});
it('takes caches', () => {
  expect(findingsOf(id, set('rm -rf /data/*', 'cache'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('rm -rf /data/*')}x: "`)).toEqual([]);
});

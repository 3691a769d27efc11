import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'empty-volume-hides-program';
const CLAIM =
  '  volumeClaimTemplates:\n  - metadata:\n      name: data\n    spec:\n      accessModes: [ReadWriteOnce]\n      resources:\n        requests:\n          storage: 1Gi\n';
const set = (image: string, mountPath: string, more = '', pod = '') =>
  `${statefulSet(CLAIM, pod).replace('registry.k8s.io/nginx-slim:0.27', image)}${more}          volumeMounts:\n          - name: data\n            mountPath: ${mountPath}\n`;
const ELASTIC = 'docker.elastic.co/elasticsearch/elasticsearch:8.16.1';

it('finds a claim over the home of a well-known program', () => {
  const [finding, ...more] = findingsOf(id, set(ELASTIC, '/usr/share/elasticsearch'));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    category: 'broken',
    field: 'spec.template.spec.containers[0].volumeMounts[0].mountPath',
    marked: '/usr/share/elasticsearch',
  });
  expect(finding?.message).toContain('/usr/share/elasticsearch/bin');
  expect(findingsOf(id, set('bitnami/redis:7.4', '/opt/bitnami'))).toHaveLength(1);
});
it('finds it over directories of the system, and over what the command names', () => {
  expect(findingsOf(id, set('example.com/shop:1.0', '/usr'))[0]?.message).toContain('/usr,');
  const command = '          command: [/app/server]\n';
  expect(findingsOf(id, set('example.com/shop:1.0', '/app', command))).toHaveLength(1);
  const relative = '          workingDir: /app\n          command: [./server]\n';
  expect(findingsOf(id, set('example.com/shop:1.0', '/app', relative))).toHaveLength(1);
  const script = '          command: [java, -jar, /app/shop.jar]\n';
  expect(findingsOf(id, set('example.com/shop:1.0', '/app', script))).toHaveLength(1);
});
it('finds it in daemons', () => {
  const text = `${daemonSet('', '      volumes:\n      - name: state\n        hostPath:\n          path: /var/lib/filebeat\n          type: DirectoryOrCreate\n').replace('registry.k8s.io/nginx-slim:0.27', 'docker.elastic.co/beats/filebeat:8.16.1')}          volumeMounts:\n          - name: state\n            mountPath: /usr/share/filebeat\n`;
  expect(findingsOf(id, text)).toHaveLength(1);
  expect(findingsOf(id, text.replace('/usr/share/filebeat\n', '/usr/share/filebeat/data\n'))).toEqual([]);
});
it('takes data directories, and volumes that are filled first', () => {
  expect(findingsOf(id, set(ELASTIC, '/usr/share/elasticsearch/data'))).toEqual([]);
  expect(findingsOf(id, set('cockroachdb/cockroach:v24.3.1', '/cockroach/cockroach-data'))).toEqual([]);
  expect(findingsOf(id, set('example.com/shop:1.0', '/app', '          command: [/srv/server]\n'))).toEqual([]);
  const init =
    '      initContainers:\n      - name: copy\n        image: example.com/shop:1.0\n        volumeMounts:\n        - name: data\n          mountPath: /to\n';
  expect(findingsOf(id, set('example.com/shop:1.0', '/app', '          command: [/app/server]\n', init))).toEqual([]);
  const fetched = '          command: [sh, -c, "curl -o /app/a.jar example.com && java -jar /app/a.jar"]\n';
  expect(findingsOf(id, set('example.com/shop:1.0', '/app', fetched))).toEqual([]);
  expect(
    findingsOf(id, set('example.com/game:1.0', '/data', '          command: [java, -jar, /data/a.jar]\n')),
  ).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set(ELASTIC, '/usr/share/elasticsearch')}x: "`)).toEqual([]);
});

import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'jvm-heap-refused';
const run = (options: string, image = 'registry.example.com/app:1.0.0', more = '') =>
  findingsOf(
    id,
    `${statefulSet().replace('registry.k8s.io/nginx-slim:0.27', image)}          env: [{name: JAVA_OPTS, value: "${options}"}${more}]\n`,
  );

it.each(['-Xmx2Gi', '-Xms512Mi -Xmx1g', '-Xmx2GB', '-Xmx1.5g', '-Xms2g -Xmx1g'])('finds %s', (options) => {
  expect(run(options)).toMatchObject([{ category: 'broken', field: 'spec.template.spec.containers[0].env[0].value' }]);
});
it('finds a heap that grows where it may not', () => {
  const image = 'docker.elastic.co/elasticsearch/elasticsearch:8.17.0';
  expect(run('-Xms1g -Xmx2g', image)[0]?.message).toContain('Elasticsearch checks');
  expect(run('-Xms1g -Xmx2g', image, ', {name: discovery.type, value: single-node}')).toEqual([]);
});
it.each(['-Xmx2g', '-Xmx2048m -Xms2g', '-Xms512m -Xmx1g', '-Xmx2G -XX:MaxDirectMemorySize=1g', '-Xmx2147483648'])(
  'takes %s',
  (options) => {
    expect(run(options)).toEqual([]);
  },
);
it('finds it in a word', () => {
  expect(findingsOf(id, `${statefulSet()}          command: [java, -Xmx2Gi, -jar, /app.jar]\n`)).toMatchObject([
    { field: 'spec.template.spec.containers[0].command[1]' },
  ]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${statefulSet()}          command: [java, -Xmx2Gi]\n "`)).toEqual([]);
});

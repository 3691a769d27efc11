import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'cluster-larger-than-replicas';
const set = (image: string, more: string, replicas = 3) =>
  `${statefulSet().replace('replicas: 3', `replicas: ${replicas}`).replace('registry.k8s.io/nginx-slim:0.27', image)}${more}`;
const consul = (expect: number, replicas = 3) =>
  set('hashicorp/consul:1.20.1', `          args: [agent, -server, -bootstrap-expect=${expect}]\n`, replicas);
const kafka = (name: string, value: number, replicas = 3) =>
  set('apache/kafka:3.9.0', `          env:\n            - {name: ${name}, value: "${value}"}\n`, replicas);

it('finds a cluster that never forms', () => {
  expect(findingsOf(id, consul(5))).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[0].args[2]', marked: '-bootstrap-expect=5' },
  ]);
});
it('finds copies without members', () => {
  expect(findingsOf(id, kafka('KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR', 3, 1))).toMatchObject([
    { field: 'spec.template.spec.containers[0].env[0].value' },
  ]);
});
it('takes what there are members for, and clusters of several sets', () => {
  expect(findingsOf(id, consul(3))).toEqual([]);
  expect(findingsOf(id, consul(3, 5))).toEqual([]);
  expect(findingsOf(id, kafka('KAFKA_NUM_PARTITIONS', 12))).toEqual([]);
  const other = consul(5).replace('name: web\n', 'name: web-b\n');
  expect(findingsOf(id, `${consul(5)}---\n${other}`)).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${consul(5)}  "`)).toEqual([]);
});

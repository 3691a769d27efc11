import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'insync-replicas-block-writes';
const kafka = (copies: string, least: string) =>
  `${statefulSet().replace('registry.k8s.io/nginx-slim:0.27', 'apache/kafka:3.9.0')}          env:\n            - {name: KAFKA_DEFAULT_REPLICATION_FACTOR, value: "${copies}"}\n            - {name: KAFKA_MIN_INSYNC_REPLICAS, value: "${least}"}\n`;

it('finds that no broker may be missing', () => {
  expect(findingsOf(id, kafka('3', '3'))).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.containers[0].env[1].value', marked: '"3"' },
  ]);
});
it('takes one that may be missing, single copies, and values from elsewhere', () => {
  expect(findingsOf(id, kafka('3', '2'))).toEqual([]);
  expect(findingsOf(id, kafka('1', '1'))).toEqual([]);
  expect(findingsOf(id, kafka('$(COPIES)', '2'))).toEqual([]);
  expect(findingsOf(id, kafka('3', '3').replace('apache/kafka', 'example.com/app'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${kafka('3', '3')}  "`)).toEqual([]);
});

import { expect, it } from 'vitest';
import { workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'single-instance-replicated';
const set = (image: string, replicas = 2, container = '') =>
  workload('StatefulSet', 'app', { image, spec: `  replicas: ${replicas}\n`, container });

it.each(['jenkins/jenkins:2.479.3', 'sonarqube:25.1-community', 'grafana/grafana:11.4.0', 'gitea/gitea:1.22'])(
  'finds %s',
  (image) => {
    expect(findingsOf(id, set(image))).toMatchObject([{ category: 'risk', field: 'spec.replicas' }]);
    expect(findingsOf(id, set(image, 1))).toEqual([]);
  },
);
it('takes a database, a configuration, another edition, another program, and a text that cannot be read', () => {
  const env = '          env: [{name: GF_DATABASE_TYPE, value: postgres}]\n';
  expect(findingsOf(id, set('grafana/grafana:11.4.0', 2, env))).toEqual([]);
  expect(findingsOf(id, set('grafana/grafana:11.4.0', 2, '          envFrom: [{secretRef: {name: db}}]\n'))).toEqual(
    [],
  );
  expect(findingsOf(id, set('sonarqube:2025.1-datacenter-app'))).toEqual([]);
  expect(findingsOf(id, set('registry.example.com/jenkins/jenkins:1'))).toEqual([]);
  expect(findingsOf(id, `${set('jenkins/jenkins:2.479.3')} "`)).toEqual([]);
});

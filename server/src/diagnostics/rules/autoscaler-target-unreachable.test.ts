import { expect, it } from 'vitest';
import { autoscaler, file, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'autoscaler-target-unreachable';
const set = (resources: string) =>
  workload('StatefulSet', 'web', {
    spec: '  serviceName: web\n',
    container: `          resources: ${resources}\n`,
  });
const scaler = (resource: string, target: string) =>
  autoscaler(
    'StatefulSet/web',
    `  maxReplicas: 9\n  metrics: [{type: Resource, resource: {name: ${resource}, target: ${target}}}]\n`,
  );
const limited = set('{requests: {cpu: 500m, memory: 1Gi}, limits: {cpu: 500m, memory: 2Gi}}');

it('finds a value above the limit', () => {
  const target = scaler('memory', '{type: AverageValue, averageValue: 3Gi}');
  expect(findingsOf(id, file(target, limited))).toMatchObject([
    { category: 'broken', field: 'spec.metrics[0].resource.target.averageValue', marked: '3Gi' },
  ]);
});
it('finds a part of the request above the limit', () => {
  const target = scaler('cpu', '{type: Utilization, averageUtilization: 150}');
  expect(findingsOf(id, file(target, limited))).toMatchObject([
    { field: 'spec.metrics[0].resource.target.averageUtilization' },
  ]);
});
it('takes what a pod can reach', () => {
  const value = scaler('memory', '{type: AverageValue, averageValue: 1500Mi}');
  const part = scaler('memory', '{type: Utilization, averageUtilization: 150}');
  expect(findingsOf(id, file(value, limited))).toEqual([]);
  expect(findingsOf(id, file(part, limited))).toEqual([]);
  expect(findingsOf(id, file(part, set('{requests: {memory: 1Gi}}')))).toEqual([]);
  expect(findingsOf(id, scaler('memory', '{type: AverageValue, averageValue: 3Gi}'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${scaler('cpu', '{averageUtilization: 150}')} "`, limited))).toEqual([]);
});

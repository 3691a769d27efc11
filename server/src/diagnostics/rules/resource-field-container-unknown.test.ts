import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'resource-field-container-unknown';
const env = (name: string) =>
  `${statefulSet()}          env:\n            - name: LIMIT\n              valueFrom:\n                resourceFieldRef:\n                  containerName: ${name}\n                  resource: limits.cpu\n`;
const volume = (source: string) => statefulSet('', `      volumes:\n        - name: info\n          ${source}\n`);
const ITEMS =
  'downwardAPI: {items: [{path: cpu, resourceFieldRef: {containerName: web, resource: limits.cpu, divisor: 1m}}]}';

it('finds a container that the pod does not have', () => {
  const [finding, ...more] = findingsOf(id, env('ngins'));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    category: 'broken',
    field: 'spec.template.spec.containers[0].env[0].valueFrom.resourceFieldRef.containerName',
    marked: 'ngins',
  });
  expect(finding?.fixes[0]).toMatchObject({ preferred: true, result: env('nginx') });
});
it('finds it in volumes', () => {
  expect(findingsOf(id, volume(ITEMS))).toMatchObject([
    { field: 'spec.template.spec.volumes[0].downwardAPI.items[0].resourceFieldRef.containerName' },
  ]);
  expect(findingsOf(id, volume(`projected: {sources: [{${ITEMS}}]}`))).toMatchObject([
    { field: 'spec.template.spec.volumes[0].projected.sources[0].downwardAPI.items[0].resourceFieldRef.containerName' },
  ]);
});
it('takes containers of the pod, and a variable that names none', () => {
  expect(findingsOf(id, env('nginx'))).toEqual([]);
  expect(findingsOf(id, env('nginx').replace(/ +containerName.*\n/, ''))).toEqual([]);
  expect(findingsOf(id, volume(ITEMS.replace('web', 'nginx')))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${env('web')} "`)).toEqual([]);
});

import { expect, it } from 'vitest';
import { file, service } from '../fixtures';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-service-not-headless';
const nginx = (head = '') => service('nginx', `${head}  selector:\n    app: web\n`);
const using = () => statefulSet().replace('0.27\n', '0.27\n          args: [--join=web-0.nginx:7000]\n');

it('finds a governing Service with a cluster IP', () => {
  const [finding, ...more] = findingsOf(id, file(nginx(), statefulSet()));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.serviceName', marked: 'nginx' });
  expect(findingsOf(id, file(nginx(), using()))[0]?.message).toContain('web-0.nginx, which nginx uses');
});
it('finds one that stands for another name', () => {
  const external = service('nginx', '  type: ExternalName\n  externalName: nginx.example.com\n');
  expect(findingsOf(id, file(external, statefulSet()))[0]?.message).toContain('ExternalName');
});
it('takes a headless one, and one that is not here', () => {
  expect(findingsOf(id, file(nginx('  clusterIP: None\n'), statefulSet()))).toEqual([]);
  expect(findingsOf(id, statefulSet())).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(nginx(), `${statefulSet()}  "`))).toEqual([]);
});
it('uses the headless one beside it', () => {
  const peers = service('nginx-peers', '  clusterIP: None\n  selector:\n    app: web\n');
  const [fix] = findingsOf(id, file(nginx(), peers, statefulSet()))[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: true });
  expect(findingsOf(id, file(nginx(), peers, fix?.result ?? ''))).toEqual([]);
});

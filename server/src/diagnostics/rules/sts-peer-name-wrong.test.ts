import { expect, it } from 'vitest';
import { autoscaler, file } from '../fixtures';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-peer-name-wrong';
const set = (arg: string) => statefulSet().replace('0.27\n', `0.27\n          args:\n            - ${arg}\n`);
const inProd = (text: string) => text.replace('  name: web\n', '  name: web\n  namespace: prod\n');

it('finds another Service than serviceName', () => {
  const [finding, ...more] = findingsOf(id, set('--join=web-0.web:7000,web-1.web:7000'));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.template.spec.containers[0].args[0]' });
  expect(finding?.message).toContain('web-0.web');
});
it('finds another namespace, and none', () => {
  expect(findingsOf(id, inProd(set('--join=web-0.nginx.test.svc')))[0]?.message).toContain('namespace prod');
  const [finding] = findingsOf(id, inProd(set('--join=web-0.nginx.svc.cluster.local')));
  expect(finding?.message).toContain('web-0.nginx.prod.svc.cluster.local');
  expect(finding?.fixes).toMatchObject([
    { preferred: true, result: inProd(set('--join=web-0.nginx.prod.svc.cluster.local')) },
  ]);
});
it('finds an ordinal that the set does not have', () => {
  expect(findingsOf(id, set('--join=web-3.nginx:7000'))[0]?.message).toContain('web-0 to web-2');
});
it('finds members that a full list leaves out', () => {
  const list = '--initial-cluster=web-0=http://web-0.nginx:2380,web-1=http://web-1.nginx:2380';
  expect(findingsOf(id, set(list))[0]?.message).toContain('leaves web-2 out');
});
it('finds a range of another size', () => {
  expect(findingsOf(id, set('http://web-{0...3}.nginx/data'))[0]?.message).toContain('stands for 4 pods');
  expect(findingsOf(id, set('http://web-{0...2}.nginx/data'))).toEqual([]);
});
it('takes pools that follow each other, in items of their own', () => {
  const pools = (second: string) =>
    findingsOf(id, set(`http://web-{0...1}.nginx/data\n            - http://web-{${second}}.nginx/data`));
  expect(pools('2...2')).toEqual([]);
  expect(pools('2...3')).toHaveLength(1);
  expect(pools('3...3')).toHaveLength(2);
});
it('takes names that resolve, seeds, public names and files', () => {
  for (const text of [
    '--join=web-0.nginx:7000',
    '--seeds=web-0.nginx,web-1.nginx',
    '--join=web-0.nginx.prod.svc.cluster.local:7000',
    '--public=web-0.web.example.com',
    '/etc/app/web-9.conf',
    '--join=db-7.db:5432',
  ])
    expect(findingsOf(id, inProd(set(text)))).toEqual([]);
});
it('counts the pods that an autoscaler may ask for', () => {
  expect(findingsOf(id, file(set('--join=web-5.nginx:7000'), autoscaler('StatefulSet/web')))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('--join=web-0.web:7000')}  "`)).toEqual([]);
});
it('mends every name of the text', () => {
  const [fix] = findingsOf(id, set('--join=web-0.web:7000'))[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: true, result: set('--join=web-0.nginx:7000') });
});

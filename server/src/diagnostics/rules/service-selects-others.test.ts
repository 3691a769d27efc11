import { expect, it } from 'vitest';
import { file, manifest, service, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'service-selects-others';
const set = workload('StatefulSet', 'db', {
  labels: 'app: db\npart-of: shop',
  spec: '  serviceName: db\n',
  image: 'postgres:17.2',
});
const web = workload('Deployment', 'web', { labels: 'app: web\npart-of: shop' });
const db = (labels: string) => service('db', `  selector:\n    ${labels}\n`);
const job = (ports: string) =>
  manifest(
    'batch/v1',
    'CronJob',
    'backup',
    `  schedule: "0 3 * * *"\n  jobTemplate:\n    spec:\n      template:\n        metadata:\n          labels:\n            app: db\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: dump\n              image: postgres:17.2\n${ports}`,
  );

it('finds the pods of another workload', () => {
  const [finding, ...more] = findingsOf(id, file(db('part-of: shop'), set, web));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.selector' });
  expect(finding?.message).toContain('Deployment web');
});
it('finds pods of a job that serve nothing', () => {
  const [finding] = findingsOf(id, file(db('app: db'), set, job('')));
  expect(finding?.message).toContain('CronJob backup');
});
it('takes siblings of one image, a Service of all, and a narrow selector', () => {
  const replica = workload('StatefulSet', 'db-read', { labels: 'app: dbr\npart-of: shop', image: 'postgres:17.2' });
  expect(findingsOf(id, file(db('part-of: shop'), set, replica))).toEqual([]);
  expect(
    findingsOf(
      id,
      file(
        service('shop', '  selector:\n    part-of: shop\n'),
        set,
        workload('DaemonSet', 'x', { labels: 'part-of: shop' }),
      ),
    ),
  ).toEqual([]);
  expect(findingsOf(id, file(db('app: db'), set, web))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${db('part-of: shop')}  "`, set, web))).toEqual([]);
});
it('adds the label that tells the pods apart', () => {
  const [fix] = findingsOf(id, file(db('part-of: shop'), set, web))[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: true, result: db('part-of: shop\n    app: db') });
  expect(findingsOf(id, file(fix?.result ?? '', set, web))).toEqual([]);
});

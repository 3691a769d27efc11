import { expect, it } from 'vitest';
import { file, service } from '../fixtures';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-service-name-needed';
const peers = service('peers', '  clusterIP: None\n  selector:\n    app: web\n');
const set = (args: string, head = '') =>
  statefulSet()
    .replace('  serviceName: nginx\n', head)
    .replace(
      '0.27\n',
      `0.27\n          env:\n            - name: POD\n              valueFrom:\n                fieldRef:\n                  fieldPath: metadata.name\n          args: ["${args}"]\n`,
    );

it('finds names of pods that nobody publishes', () => {
  const [finding] = findingsOf(id, set('--join=web-0.peers:7000,web-1.peers:7000'));
  expect(finding).toMatchObject({ category: 'broken', field: 'spec' });
  expect(finding?.message).toContain('web-0.peers');
});
it('finds the name of the pod itself', () => {
  expect(findingsOf(id, file(peers, set('--advertise=$(POD).peers:7000')))).toHaveLength(1);
  expect(findingsOf(id, set('--advertise=$(POD).peers.prod.svc:7000'))).toHaveLength(1);
});
it('takes sets with a serviceName, and other names', () => {
  expect(findingsOf(id, set('--join=web-0.peers:7000', '  serviceName: peers\n'))).toEqual([]);
  for (const text of ['--log=web-0.log', '/data/web-0.yaml', '--public=web-0.example.com', '--join=db-0.db:5432'])
    expect(findingsOf(id, set(text))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('--join=web-0.peers:7000')}  "`)).toEqual([]);
});
it('adds the Service that is there', () => {
  const text = set('--join=web-0.peers:7000');
  const [fix] = findingsOf(id, file(peers, text))[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: true });
  expect(findingsOf(id, file(peers, fix?.result ?? ''))).toEqual([]);
});

import { expect, it } from 'vitest';
import { workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'scrape-port-unserved';
const set = (port: string, scrape = 'true', container = '') =>
  workload('StatefulSet', 'web', {
    container: `          ports:\n            - name: metrics\n              containerPort: 9090\n${container}`,
  }).replace(
    '        app: web\n    spec:',
    `        app: web\n      annotations:\n        prometheus.io/scrape: "${scrape}"\n        prometheus.io/port: "${port}"\n    spec:`,
  );

it('finds a port where nothing listens', () => {
  const [finding] = findingsOf(id, set('9091'));
  expect(finding).toMatchObject({ category: 'risk', marked: '"9091"' });
  expect(finding?.fixes).toMatchObject([{ preferred: false, result: set('9090') }]);
});
it('takes the declared port, one that is mentioned, and pods that are not scraped', () => {
  expect(findingsOf(id, set('9090'))).toEqual([]);
  expect(findingsOf(id, set('9091', 'true', '          args: ["--listen=:9091"]\n'))).toEqual([]);
  expect(findingsOf(id, set('9091', 'false'))).toEqual([]);
  expect(findingsOf(id, set('metrics'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('9091')}  "`)).toEqual([]);
});

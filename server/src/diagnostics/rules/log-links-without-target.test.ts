import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'log-links-without-target';
const collector = (...paths: string[]) =>
  `${daemonSet('', `      volumes:\n${paths.map((path, i) => `        - {name: log-${i}, hostPath: {path: ${path}}}\n`).join('')}`)}          volumeMounts:
${paths.map((path, i) => `            - {name: log-${i}, mountPath: ${path}}\n`).join('')}`;

it('finds a collector that mounts the links alone', () => {
  expect(findingsOf(id, collector('/var/log/containers'))).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[0].volumeMounts[0]' },
  ]);
  expect(findingsOf(id, collector('/var/log/containers', '/var/lib/docker/containers'))).toHaveLength(1);
});
it('takes the logs themselves', () => {
  expect(findingsOf(id, collector('/var/log'))).toEqual([]);
  expect(findingsOf(id, collector('/var/log/containers', '/var/log/pods'))).toEqual([]);
  expect(findingsOf(id, collector('/var/log/journal'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${collector('/var/log/containers')} "`)).toEqual([]);
});

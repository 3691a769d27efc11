import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'service-ahead-of-pods';
const service = (selector: string, target: string | number = 'http') =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: nginx\nspec:\n  selector: {${selector}}\n  ports:\n    - port: 80\n      targetPort: ${target}\n`;
const PORT = (name: string, port = 8080) => `          ports:\n            - {name: ${name}, containerPort: ${port}}\n`;
const labelled = (more: string, ports = PORT('http')) =>
  `${statefulSet().replace('        app: web\n    spec', `        app: web\n${more}    spec`)}${ports}`;
const files = (a: string, b: string) => `${a}---\n${b}`;

it('finds a label that only the new template has', () => {
  const old = files(service('app: web'), labelled(''));
  const next = files(service('app: web, release: v2'), labelled('        release: v2\n'));
  expect(findingsOf(id, next, { old })).toMatchObject([
    { category: 'risk', field: 'spec.selector.release', marked: 'v2' },
  ]);
});
it('finds a port that only the new template serves', () => {
  const old = files(service('app: web'), labelled(''));
  expect(findingsOf(id, files(service('app: web', 'web'), labelled('', PORT('web'))), { old })).toMatchObject([
    { field: 'spec.ports[0].targetPort', marked: 'web' },
  ]);
  const numbers = (port: number) => files(service('app: web', port), labelled('', PORT('http', port)));
  expect(findingsOf(id, numbers(9090), { old: numbers(8080) })).toHaveLength(1);
});
it('finds a budget that only the new pods fulfil', () => {
  const budget = (labels: string) =>
    `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web}\nspec: {maxUnavailable: 1, selector: {matchLabels: {${labels}}}}\n`;
  const old = files(budget('app: web'), labelled(''));
  const next = files(budget('app: web, release: v2'), labelled('        release: v2\n'));
  expect(findingsOf(id, next, { old })).toMatchObject([{ field: 'spec.selector.matchLabels.release' }]);
  expect(findingsOf(id, files(budget('app: web'), labelled('        release: v2\n')), { old })).toEqual([]);
});
it('takes labels that the pods already have, ports that they already serve, and a change of the pods alone', () => {
  const old = files(service('app: web'), labelled('        release: v2\n'));
  expect(findingsOf(id, files(service('app: web, release: v2'), labelled('        release: v2\n')), { old })).toEqual(
    [],
  );
  expect(findingsOf(id, files(service('app: web', 8080), labelled('        release: v2\n')), { old })).toEqual([]);
  expect(findingsOf(id, files(service('app: web'), labelled('        release: v3\n')), { old })).toEqual([]);
});
it('is silent where nothing is compared', () => {
  expect(findingsOf(id, files(service('app: web, release: v2'), labelled('        release: v2\n')))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  const old = files(service('app: web'), labelled(''));
  expect(findingsOf(id, files(`${service('app: web, release: v2')}  "`, labelled('')), { old })).toEqual([]);
});

import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'annotation-replaced-by-field';
const annotated = (annotation: string, pod = '') =>
  statefulSet('', pod).replace(
    '      labels:\n        app: web\n',
    `      labels:\n        app: web\n      annotations:\n        ${annotation}: '[]'\n`,
  );
const service = (more = '') =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: nginx\n  annotations:\n    service.alpha.kubernetes.io/tolerate-unready-endpoints: "true"\nspec:\n  clusterIP: None\n  selector: {app: web}\n${more}`;

it('finds annotations that nothing reads', () => {
  expect(findingsOf(id, annotated('pod.beta.kubernetes.io/init-containers'))).toMatchObject([
    { category: 'risk', field: 'spec.template.metadata.annotations[pod.beta.kubernetes.io/init-containers]' },
  ]);
});
it('finds a Service that is to publish pods which are not ready', () => {
  expect(findingsOf(id, `${service()}---\n${statefulSet()}`)).toMatchObject([
    { field: 'metadata.annotations[service.alpha.kubernetes.io/tolerate-unready-endpoints]' },
  ]);
  expect(findingsOf(id, `${service()}---\n${statefulSet()}`, { version: '1.23' })).toEqual([]);
});
it('takes it beside the field, other annotations, and Services of others', () => {
  expect(findingsOf(id, `${service('  publishNotReadyAddresses: true\n')}---\n${statefulSet()}`)).toEqual([]);
  expect(findingsOf(id, annotated('example.com/note'))).toEqual([]);
  expect(
    findingsOf(id, annotated('scheduler.alpha.kubernetes.io/tolerations', '      tolerations: [{operator: Exists}]\n')),
  ).toEqual([]);
  expect(findingsOf(id, service())).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${annotated('pod.beta.kubernetes.io/init-containers')}  "`)).toEqual([]);
});
it('writes the field', () => {
  const [fix] = findingsOf(id, `${service()}---\n${statefulSet()}`)[0]?.fixes ?? [];
  expect(fix?.preferred).toBe(true);
  expect(fix?.result).toContain('publishNotReadyAddresses: true');
});

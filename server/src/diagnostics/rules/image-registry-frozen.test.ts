import { expect, it } from 'vitest';
import { findingsOf, statefulSet, summary } from '../testing';

const id = 'image-registry-frozen';
const image = (name: string) => statefulSet().replace('registry.k8s.io/nginx-slim:0.27', name);

it.each(['k8s.gcr.io/nginx-slim:0.8', '"gcr.io/google_containers/nginx-slim:0.8"'])('finds %s', (name) => {
  expect(findingsOf(id, image(name))).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.containers[0].image', marked: name },
  ]);
});
it('takes registries of a similar name', () => {
  expect(findingsOf(id, image('example.com/k8s.gcr.io/nginx:1'))).toEqual([]);
  expect(findingsOf(id, image('gcr.io/project/nginx:1'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, image("'k8s.gcr.io/nginx-slim:0.8"))).toEqual([]);
});
it('changes the registry alone', () => {
  const [fix] = findingsOf(id, image('"k8s.gcr.io/pause:3.9" # small'))[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: true, result: image('"registry.k8s.io/pause:3.9" # small') });
  expect(summary(fix?.result ?? '')).toEqual([]);
});

import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'image-registry-moved';
const image = (name: string) => statefulSet().replace('registry.k8s.io/nginx-slim:0.27', name);

it.each([
  'bitnami/postgresql:16.4.0',
  'docker.io/bitnami/redis:7.4',
  'gcr.io/k8s-staging-nfd/node-feature-discovery:v1',
  'quay.io/k8scsi/csi-provisioner:v2.0.0',
  'vault:1.13.3',
])('finds %s', (name) => {
  expect(findingsOf(id, image(name))).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.containers[0].image', marked: name },
  ]);
});
it.each(['bitnamilegacy/postgresql:16.4.0', 'hashicorp/vault:1.18.2', 'registry.example.com/bitnami/redis:7.4'])(
  'takes %s',
  (name) => {
    expect(findingsOf(id, image(name))).toEqual([]);
  },
);
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, image('"bitnami/redis:7.4'))).toEqual([]);
});

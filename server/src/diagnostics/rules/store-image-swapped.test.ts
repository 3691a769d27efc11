import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'store-image-swapped';
const CLAIM =
  '  volumeClaimTemplates:\n    - metadata: {name: data}\n      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n';
const image = (name: string, spec = CLAIM) => statefulSet(spec).replace('registry.k8s.io/nginx-slim:0.27', name);
const change = (from: string, to: string) => findingsOf(id, image(to), { old: image(from) });

it('finds another product', () => {
  expect(change('mysql:8.0.40', 'mariadb:11.4.4')).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.containers[0].image', marked: 'mariadb:11.4.4' },
  ]);
});
it('finds another C library', () => {
  expect(change('postgres:16.6', 'postgres:16.6-alpine')[0]?.message).toContain('sorted');
  expect(change('postgres:16.6-alpine3.20', 'postgres:16.8-bookworm')).toHaveLength(1);
});
it('finds another publisher', () => {
  expect(change('docker.io/bitnami/postgresql:16.6.0', 'postgres:16.6')[0]?.message).toContain('different users');
});
it('takes other versions, registries, and stores that do not care', () => {
  expect(change('postgres:16.6-alpine', 'postgres:16.8-alpine')).toEqual([]);
  expect(change('redis:7.4.1', 'redis:7.4.1-alpine')).toEqual([]);
  expect(change('redis:7.2.4', 'valkey/valkey:8.0.1')).toEqual([]);
  expect(change('postgres:16.6', 'mirror.example.com/library/postgres:16.6')).toEqual([]);
  expect(change('bitnami/postgresql:16.6.0', 'bitnamilegacy/postgresql:16.6.0')).toEqual([]);
});
it('takes a set that keeps nothing', () => {
  expect(findingsOf(id, image('mariadb:11', ''), { old: image('mysql:8.0', '') })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${image('mariadb:11')}  "`, { old: image('mysql:8.0') })).toEqual([]);
});

import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'image-tag-coarse';
const image = (name: string) => statefulSet().replace('registry.k8s.io/nginx-slim:0.27', name);

it.each(['postgres:16', 'app:v1', 'eclipse-temurin:21-jre'])('finds %s', (name) => {
  expect(findingsOf(id, image(name))).toMatchObject([
    { category: 'style', field: 'spec.template.spec.containers[0].image' },
  ]);
});
it.each(['postgres:16.6', 'app:latest', 'app:20250101', `app:1@sha256:${'0'.repeat(64)}`])('takes %s', (name) => {
  expect(findingsOf(id, image(name))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, image('"postgres:16'))).toEqual([]);
});

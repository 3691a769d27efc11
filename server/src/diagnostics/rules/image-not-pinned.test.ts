import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'image-not-pinned';
const image = (name: string, policy = '') => statefulSet().replace('registry.k8s.io/nginx-slim:0.27', name) + policy;

it.each(['example.com/app', 'busybox:latest', 'app:main', 'app:v2-latest', 'nginx:alpine', 'app:stable'])(
  'finds %s',
  (name) => {
    expect(findingsOf(id, image(name))).toMatchObject([
      { category: 'risk', field: 'spec.template.spec.containers[0].image', marked: name },
    ]);
  },
);
it('says that a node keeps what it pulled first', () => {
  expect(findingsOf(id, image('app:latest', '          imagePullPolicy: IfNotPresent\n'))[0]?.message).toContain(
    'IfNotPresent',
  );
});
it.each([
  'app:1.2.3',
  'app:v1',
  `app:latest@sha256:${'0'.repeat(64)}`,
  'ubuntu:jammy',
  '{{ image }}',
  'example.com:5000/app:2025-01-01',
])('takes %s', (name) => {
  expect(findingsOf(id, image(`"${name}"`))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, image('"app:latest'))).toEqual([]);
});

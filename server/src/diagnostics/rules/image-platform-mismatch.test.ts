import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'image-platform-mismatch';
const set = (image: string, selector = '') =>
  daemonSet('', selector === '' ? '' : `      nodeSelector: {${selector}}\n`).replace(
    'registry.k8s.io/nginx-slim:0.27',
    image,
  );
const AMD = 'kubernetes.io/arch: amd64';
const node = (name: string, labels: string) =>
  `apiVersion: v1\nkind: Node\nmetadata:\n  name: ${name}\n  labels: {${labels}}\n---\n`;

it.each([
  'example.com/proxy:5.1-arm64',
  'example.com/proxy:5.1-aarch64-slim',
  'arm64v8/redis:7.4',
  'example.com/proxy-arm64:5.1',
  'example.com/proxy:5.1-linux-arm64',
])('finds %s on amd64', (image) => {
  expect(findingsOf(id, set(image, AMD))).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[0].image', marked: image },
  ]);
});
it('finds the other operating system', () => {
  expect(findingsOf(id, set('example.com/agent:2-nanoserver-1809', 'kubernetes.io/os: linux'))).toHaveLength(1);
  expect(findingsOf(id, set('example.com/agent:2-alpine', 'kubernetes.io/os: windows'))).toHaveLength(1);
});
it('finds a node of another architecture where none is selected', () => {
  const others = node('a', AMD) + node('b', 'kubernetes.io/arch: arm64');
  const [finding] = findingsOf(id, set('example.com/proxy:5.1-amd64'), { others });
  expect(finding?.message).toContain('node b');
  expect(findingsOf(id, set('example.com/proxy:5.1'), { others })).toEqual([]);
  expect(findingsOf(id, set('example.com/proxy:5.1-amd64'), { others: node('a', AMD) })).toEqual([]);
});
it('takes what fits, names no platform, or is not bound to one', () => {
  expect(findingsOf(id, set('example.com/proxy:5.1-amd64', AMD))).toEqual([]);
  expect(findingsOf(id, set('example.com/proxy:5.1-x86_64', AMD))).toEqual([]);
  expect(findingsOf(id, set('example.com/armory:5.386.1', AMD))).toEqual([]);
  expect(findingsOf(id, set('example.com/proxy:5.1-arm64'))).toEqual([]);
  expect(findingsOf(id, set('example.com/proxy:5.1-alpine', 'kubernetes.io/os: linux'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('example.com/proxy:5.1-arm64', AMD)} "`)).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'image-reference-invalid';
const IMAGE = 'registry.k8s.io/nginx-slim:0.27';
const image = (text: string) => daemonSet().replace(IMAGE, text);

describe('an image that no kubelet can parse', () => {
  it('is found with a scheme, with capitals and with other signs', () => {
    const found = [
      'https://registry.example.com/web:1.2',
      'registry.example.com/Team/Web:1.2',
      'web:1.2:3',
      '"web 1.2"',
    ];
    for (const text of found) {
      const [finding, ...more] = findingsOf(id, image(text));
      expect(more).toEqual([]);
      expect(finding).toMatchObject({ category: 'broken', field: 'spec.template.spec.containers[0].image' });
    }
    expect(findingsOf(id, image('registry.example.com/Web:1.2'))[0]?.message).toContain('lower case');
  });
  it('is not one with capitals in its tag, a port, a digest, or a place to be filled in', () => {
    const digest = `@sha256:${'a'.repeat(64)}`;
    for (const text of [
      IMAGE,
      'localhost:5000/a/b:V1.2-RC',
      `web${digest}`,
      '$(IMAGE)',
      'CONTROLLER_IMAGE',
      '"<image>"',
    ])
      expect(findingsOf(id, image(text))).toEqual([]);
  });
  it('is found by a digest that is cut short', () => {
    const text = `web@sha256:${'a'.repeat(63)}`;
    expect(findingsOf(id, image(text))[0]?.message).toContain('this one has 63');
    expect(findingsOf(id, image(`web@sha256:${'a'.repeat(64)}`))).toEqual([]);
  });
  it('is not looked for in a text that cannot be read', () => {
    expect(findingsOf(id, image('"https://a'))).toEqual([]);
  });
  it('is written as it is meant', () => {
    const [scheme] = findingsOf(id, image('https://registry.example.com/web:1.2'))[0]?.fixes ?? [];
    expect(scheme).toMatchObject({ preferred: true, result: image('registry.example.com/web:1.2') });
    const [lower] = findingsOf(id, image('registry.example.com/Web:V1'))[0]?.fixes ?? [];
    expect(lower).toMatchObject({ preferred: false, result: image('registry.example.com/web:V1') });
  });
});

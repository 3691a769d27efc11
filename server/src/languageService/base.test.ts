import { describe, expect, it } from 'vitest';
import { createLanguageService } from './createLanguageService';
import type { ServiceSettings, TextFile } from './service';

const settings: ServiceSettings = { kubernetesVersion: '1.37', style: false, rules: {} };

function set(serviceName: string, name = 'web'): string {
  return `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ${name}}
spec:
  serviceName: ${serviceName}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers: [{name: web, image: 'registry.example.com/web:1'}]
`;
}
const file = (uri: string, text: string): TextFile => ({ uri: `file:///${uri}`, version: null, text });

/** Fields of the first file that are refused as a change of what is stored. */
function refused(now: readonly TextFile[], base: readonly TextFile[]): readonly string[] {
  const service = createLanguageService({ language: 'en', workspace: { version: () => 1, files: () => now } });
  const [first] = now;
  if (!first) return [];
  return service
    .diagnose(first, settings, base)
    .filter(({ rule }) => rule === 'immutable-field')
    .map(({ field }) => field);
}
const CHANGED = ['spec.serviceName'];

describe('the stored object', () => {
  it('is the one of that name in the same file', () => {
    expect(refused([file('a.yaml', set('b'))], [file('a.yaml', set('a'))])).toEqual(CHANGED);
    expect(refused([file('a.yaml', set('a'))], [file('a.yaml', set('a'))])).toEqual([]);
    expect(refused([file('a.yaml', set('b', 'db'))], [file('a.yaml', set('a'))])).toEqual([]);
  });
  it('is not one of that name which another file still holds', () => {
    const [dev, prod] = [file('dev/a.yaml', set('a')), file('prod/a.yaml', set('b'))];
    expect(refused([dev, prod], [prod, dev])).toEqual([]);
    expect(refused([dev, prod], [prod])).toEqual([]);
  });
  it('is found in another file when it was moved', () => {
    const [before, after] = [file('a.yaml', set('a')), file('b.yaml', set('b'))];
    expect(refused([after, file('a.yaml', set('x', 'other'))], [before])).toEqual(CHANGED);
    expect(refused([after], [before])).toEqual(CHANGED);
  });
  it('is found among the items of a list', () => {
    const item = set('a').trimEnd().replaceAll('\n', '\n  ');
    const base = file('a.yaml', `apiVersion: v1\nkind: List\nitems:\n- ${item}\n`);
    expect(refused([file('b.yaml', set('b'))], [base])).toEqual(CHANGED);
    expect(refused([file('b.yaml', set('b')), base], [base])).toEqual([]);
  });
  it('is no template and no part of an object', () => {
    const template = set('a').replace('registry.example.com', '{{ .Values.registry }}');
    expect(refused([file('a.yaml', set('b'))], [file('a.yaml', template)])).toEqual([]);
    const patch = 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: web}\nspec: {serviceName: a}\n';
    expect(refused([file('a.yaml', set('b'))], [file('a.yaml', patch)])).toEqual([]);
  });
});

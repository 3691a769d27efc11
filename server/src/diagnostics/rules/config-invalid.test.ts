import { describe, expect, it } from 'vitest';
import { createLanguageService, DEFAULT_SETTINGS, type ServiceSettings } from '../../languageService/index';

const uri = 'file:///repo/.rollout-lens.yaml';
const service = createLanguageService({
  language: 'en',
  readText: (name) => (name === 'file:///repo/infra/nodes.yaml' ? 'kind: Node\nmetadata: {name: a}\n' : null),
});
const findings = (text: string, settings: ServiceSettings = DEFAULT_SETTINGS) =>
  service.diagnose({ uri, version: 1, text }, settings);

describe('config-invalid', () => {
  it('finds what cannot be meant, at its place', () => {
    expect(findings('style: true\nrules:\n  ds-replica: off\n')).toEqual([
      {
        range: { start: { line: 2, character: 2 }, end: { line: 2, character: 12 } },
        rule: 'config-invalid',
        category: 'broken',
        severity: 'error',
        message: 'There is no rule ds-replica: is ds-replicas meant?',
        field: 'rules.ds-replica',
        document: 0,
        fixable: true,
      },
    ]);
  });
  it('is silent on a sound configuration, and on manifests', () => {
    expect(
      findings('kubernetesVersion: "1.36"\nrules: {ds-replicas: off}\nnodes: [{file: infra/nodes.yaml}]\n'),
    ).toEqual([]);
    const text = 'rules: {ds-replica: off}\n';
    expect(service.diagnose({ uri: 'file:///repo/values.yaml', version: 1, text }, DEFAULT_SETTINGS)).toEqual([]);
  });
  it('puts the name that is meant in its place', () => {
    const text = 'stile: true\n';
    const range = { start: { line: 0, character: 1 }, end: { line: 0, character: 1 } };
    const actions = service.codeActions({ uri, version: 1, text }, range, DEFAULT_SETTINGS);
    expect(actions).toMatchObject([
      {
        title: 'Replace it with style',
        preferred: true,
        edits: [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 5 } }, newText: 'style' }],
      },
    ]);
  });
  it('survives a broken text', () => {
    for (const text of ['rules: [', ': : :', '\t', 'rules:\n- a\n b', '"', '\ufeff', '- 1\n- 2', 'null', 'nodes: *x'])
      expect(() => findings(text), text).not.toThrow();
    expect(findings('rules: [').length).toBeGreaterThan(0);
  });
  it('can be switched off', () => {
    expect(findings('stile: 1', { ...DEFAULT_SETTINGS, rules: { 'config-invalid': { enabled: false } } })).toEqual([]);
  });
});

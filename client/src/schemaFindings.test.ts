import { describe, expect, it } from 'vitest';
import { schemaFindingsFor, type YamlExtension } from './schemaFindings';

const file = { path: 'deploy/web.yaml', head: 'apiVersion: apps/v1\n' };
const yaml = (schemas: unknown, other: Partial<YamlExtension> = {}): YamlExtension => ({
  validates: true,
  schemas,
  kubernetesTools: false,
  ...other,
});
const KUBERNETES = 'https://example.com/kubernetes-json-schema/v1.36.0-standalone-strict/all.json';

describe('schema findings', () => {
  it.each(['always', 'never'] as const)('are as the setting says: %s', (setting) => {
    expect(schemaFindingsFor(setting, null, file)).toBe(setting);
    expect(schemaFindingsFor(setting, yaml({ kubernetes: '*.yaml' }), file)).toBe(setting);
  });

  it('are ours where nobody else checks', () => {
    expect(schemaFindingsFor('auto', null, file)).toBe('always');
    expect(schemaFindingsFor('auto', yaml(undefined), file)).toBe('always');
    expect(schemaFindingsFor('auto', yaml({}), file)).toBe('always');
    expect(schemaFindingsFor('auto', yaml({ 'https://example.com/workflow.json': '*.yaml' }), file)).toBe('always');
    expect(schemaFindingsFor('auto', yaml({ kubernetes: '*.yaml' }, { validates: false }), file)).toBe('always');
    expect(schemaFindingsFor('nonsense', yaml([3, null]), file)).toBe('always');
  });

  it.each([
    ['*.yaml', 'never'],
    ['*.yml', 'always'],
    ['deploy/*.yaml', 'never'],
    ['/deploy/*.yaml', 'never'],
    ['/*.yaml', 'always'],
    ['**/deploy/**', 'never'],
    ['/**', 'never'],
    ['w?b.{yaml,yml}', 'never'],
    ['!*.yaml', 'always'],
    ['(', 'always'],
    [['a.yaml', 'web.yaml'], 'never'],
    [[], 'always'],
  ])('are left to the YAML extension where its Kubernetes schema holds for the file: %j %s', (globs, expected) => {
    expect(schemaFindingsFor('auto', yaml({ kubernetes: globs }), file)).toBe(expected);
    expect(schemaFindingsFor(undefined, yaml({ [KUBERNETES]: globs }), file)).toBe(expected);
  });

  it('are left to it where the Kubernetes extension gives it schemas', () => {
    expect(schemaFindingsFor('auto', yaml({}, { kubernetesTools: true }), file)).toBe('never');
  });

  it('follow the schema that the file names', () => {
    const named = (schema: string) => ({ ...file, head: `# yaml-language-server: $schema=${schema}\n` });
    expect(schemaFindingsFor('auto', yaml({}), named(KUBERNETES))).toBe('never');
    expect(schemaFindingsFor('auto', yaml({ kubernetes: '*.yaml' }), named('other.json'))).toBe('always');
  });
});

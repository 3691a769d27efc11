import { describe, expect, it } from 'vitest';
import { daemonSet, statefulSet } from '../diagnostics/testing';
import { createLanguageService } from './createLanguageService';
import { readSettings } from './settings';

const service = createLanguageService({ language: 'en' });
const findings = (text: string, schemaFindings: string) =>
  service
    .diagnose({ uri: 'file:///a.yaml', version: 1, text }, readSettings({ schemaFindings }))
    .map(({ rule, field }) => `${rule} ${field}`);

describe('what a schema says too', () => {
  it.each([
    ['an unknown field', statefulSet('  replica: 3\n'), 'unknown-field spec.replica'],
    ['a value of another type', statefulSet('  minReadySeconds: "3"\n'), 'wrong-type spec.minReadySeconds'],
    ['a list for a text', statefulSet('  podManagementPolicy: [Parallel]\n'), 'wrong-type spec.podManagementPolicy'],
    ['a key that stands twice', statefulSet('  replicas: 2\n'), 'duplicate-key spec.replicas'],
    [
      'a required field',
      statefulSet().replace('        - name: nginx\n          image', '        - image'),
      'required-field spec.template.spec.containers[0].name',
    ],
  ])('%s', (_, text, finding) => {
    expect(findings(text, 'always')).toEqual([finding]);
    expect(findings(text, 'auto')).toEqual([finding]);
    expect(findings(text, 'never')).toEqual([]);
  });

  it.each([
    ['what this product says better', daemonSet('  replicas: 3\n'), 'ds-replicas spec.replicas'],
    ['a value of YAML 1.1', statefulSet('  podManagementPolicy: yes\n'), 'wrong-type spec.podManagementPolicy'],
    [
      'a required field that is there and empty',
      statefulSet().replace('name: nginx\n          image', 'name: ""\n          image'),
      'required-field spec.template.spec.containers[0].name',
    ],
    [
      'a value that no schema knows to be wrong',
      statefulSet('  minReadySeconds: -1\n'),
      'invalid-value spec.minReadySeconds',
    ],
    ['a text that cannot be read', 'apiVersion: apps/v1\nkind: StatefulSet\nspec: [\n', 'parse-error '],
  ])('does not cover %s', (_, text, finding) => {
    expect(findings(text, 'never')).toContain(finding);
  });
});

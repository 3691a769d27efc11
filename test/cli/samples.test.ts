import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createLanguageService, type TextFile } from '../../server/src/languageService/index';
import { simulateChange } from '../../simulator/src/index';

// The two manifests that the standard tutorials still print: what has aged in them is found, explained and mended.

const service = createLanguageService({ language: 'en' });
const settings = { kubernetesVersion: '1.37', style: false, rules: {} };
const sample = (name: string): TextFile => ({
  uri: `file:///${name}`,
  version: null,
  text: readFileSync(join(__dirname, '../../samples', name), 'utf8'),
});

/** The text after every preferred fix. */
function mended(file: TextFile): TextFile {
  const action = service.fixAll(file, settings);
  if (!action) throw new Error('nothing to mend');
  const lines = file.text.split('\n');
  const offset = ({ line, character }: { line: number; character: number }) =>
    lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0) + character;
  const edits = [...action.edits].sort((a, b) => offset(b.range.start) - offset(a.range.start));
  let { text } = file;
  for (const { range, newText } of edits) {
    text = text.slice(0, offset(range.start)) + newText + text.slice(offset(range.end));
  }
  return { ...file, uri: `${file.uri}.mended`, text };
}

function installOf(file: TextFile) {
  const { to } = service.rollout(file, { uri: file.uri, baseText: null }, settings);
  if (!to) throw new Error('no workload');
  return simulateChange({ from: null, to, release: '1.37' });
}

describe('fluentd-elasticsearch, the DaemonSet', () => {
  const file = sample('tutorials/fluentd-elasticsearch.yaml');

  test('the taint that control planes no longer carry is found where it is tolerated', () => {
    expect(service.diagnose(file, settings).map(({ rule, field }) => [rule, field])).toEqual([
      ['toleration-master-taint', 'spec.template.spec.tolerations[0].key'],
    ]);
  });

  test('as it stands control planes get no pod; mended it is clean and they do', () => {
    const before = installOf(file);
    expect(before.verdict.excludedNodes.map(({ node }) => node)).toEqual(['control-plane-1']);
    const after = mended(file);
    expect(service.diagnose(after, settings)).toEqual([]);
    expect(installOf(after).verdict.excludedNodes).toEqual([]);
    expect(installOf(after).verdict.added).toHaveLength(before.verdict.added.length + 1);
  });
});

describe('web, the StatefulSet', () => {
  const file = sample('tutorials/web.yaml');

  test('the registry that was frozen is found in the image, and mended', () => {
    expect(service.diagnose(file, settings).map(({ rule, field }) => [rule, field])).toEqual([
      ['readiness-missing', 'spec.template.spec.containers[0]'],
      ['image-registry-frozen', 'spec.template.spec.containers[0].image'],
    ]);
    const after = mended(file);
    expect(after.text).toBe(file.text.replace('k8s.gcr.io/', 'registry.k8s.io/'));
    expect(service.diagnose(after, settings).map(({ rule }) => rule)).toEqual(['readiness-missing']);
  });

  test('three pods and three claims come in order', () => {
    const { verdict } = installOf(file);
    expect(verdict.added).toEqual(['web-0', 'web-1', 'web-2']);
    expect(verdict.claims.created).toEqual(['www-web-0', 'www-web-1', 'www-web-2']);
    expect(verdict.stuck).toBeNull();
  });
});

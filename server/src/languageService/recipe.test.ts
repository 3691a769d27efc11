import { describe, expect, it } from 'vitest';
import { createLanguageService } from './createLanguageService';
import type { ServiceSettings, TextFile } from './service';

const settings: ServiceSettings = { kubernetesVersion: '1.36', style: false, rules: {} };
const set = (policy: string) => `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  podManagementPolicy: ${policy}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: 'registry.example.com/web:1'}]
`;
const file = (text: string): TextFile => ({ uri: 'file:///shop/the%20web.yaml', version: 1, text });

describe.each(['en', 'ja'] as const)('a refused update (%s)', (language) => {
  const service = createLanguageService({ language });
  const now = file(set('Parallel'));
  const findings = service.diagnose(now, settings, [file(set('OrderedReady'))]);
  const [refused] = findings.filter(({ rule }) => rule === 'immutable-field');

  it('carries its recipe, with the name of its file', () => {
    expect(refused?.recipe).toContain("kubectl apply -f 'the web.yaml'");
    expect(refused?.recipe).toContain('kubectl delete statefulset web --cascade=orphan');
    expect(refused?.related).toHaveLength(1);
    expect(refused?.recipe?.[0]).toMatch(language === 'ja' ? /^# .*[ぁ-ん]/ : /^# [A-Z]/);
  });
  it('offers it as a text to copy, and never as an edit', () => {
    const range = refused?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    const copying = service.codeActions(now, range, settings).filter(({ copies }) => copies !== undefined);
    expect(copying).toMatchObject([{ kind: 'quickfix', preferred: false, edits: [], rule: 'immutable-field' }]);
    expect(copying[0]?.copies).toBe(refused?.recipe?.map((line) => `${line}\n`).join(''));
    expect(service.fixAll(now, settings)).toBeNull();
  });
  it('has none without something stored', () => {
    expect(service.diagnose(now, settings).filter(({ recipe }) => recipe)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { createLanguageService } from '../../server/src/languageService/index';
import { diagnoseShare, diagnoseSpread, type Share } from './spread';

const manifest = (name: string) => `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: ${name}}
spec:
  replicas: 3
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: main, image: 'registry.example.com/agent:1.2.3'}]}
# ${'x'.repeat(100_000)}
`;

const share: Share = {
  language: 'en',
  base: [],
  files: ['a', 'b', 'c', 'd'].map((name) => ({ uri: `file:///${name}.yaml`, version: null, text: manifest(name) })),
  wanted: [0, 1, 2, 3].map((index) => ({ index, settings: { kubernetesVersion: '1.37', style: false, rules: {} } })),
};

describe('files over two threads', () => {
  it('are all looked at where no thread can be had', async () => {
    const found = await diagnoseSpread(share, '/there/is/no/such/program.js', createLanguageService);
    expect(found.map(({ index }) => index).sort()).toEqual([0, 1, 2, 3]);
    for (const { diagnostics, failures } of found) {
      expect(diagnostics.map(({ field }) => field)).toContain('spec.replicas');
      expect(failures).toEqual([]);
    }
  });
  it('tell of a failure at its file alone', () => {
    let calls = 0;
    const found = diagnoseShare(share, (host) => ({
      ...createLanguageService(host),
      diagnose: () => {
        if (calls++ === 1) throw new Error('out of luck');
        return [];
      },
    }));
    expect(found.map(({ failures }) => failures)).toEqual([[], ['out of luck'], [], []]);
  });
});

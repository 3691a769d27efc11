import { describe, expect, it } from 'vitest';
import { createLanguageService, DEFAULT_SETTINGS, type ServiceSettings } from '../../languageService/index';
import { daemonSet, statefulSet } from '../testing';

function findings(text: string, settings: ServiceSettings = DEFAULT_SETTINGS, language: 'en' | 'ja' = 'en') {
  const service = createLanguageService({ language });
  return service.diagnose({ uri: 'file:///a.yaml', version: 1, text }, settings);
}
const shown = (text: string, settings?: ServiceSettings) =>
  findings(text, settings).map(({ rule, message }) => `${rule}: ${message}`);
const REPLICAS = '  replicas: 3\n';

describe('suppression-unused', () => {
  it('tells of a comment whose rule finds nothing, and takes it away', () => {
    const text = daemonSet('  # rollout-lens-disable-next-line ds-replicas\n  minReadySeconds: 3\n');
    expect(findings(text)).toMatchObject([
      {
        rule: 'suppression-unused',
        severity: 'information',
        message: 'This suppresses nothing: ds-replicas has no finding on the next line.',
        fixable: true,
        range: { start: { line: 5, character: 35 }, end: { line: 5, character: 46 } },
      },
    ]);
    const service = createLanguageService({ language: 'en' });
    const action = service.fixAll({ uri: 'file:///a.yaml', version: 1, text }, DEFAULT_SETTINGS);
    expect(action?.edits).toEqual([
      { range: { start: { line: 5, character: 0 }, end: { line: 6, character: 0 } }, newText: '' },
    ]);
  });
  it('tells of a rule that does not exist, with the one that is meant', () => {
    expect(shown(statefulSet('  # rollout-lens-disable-next-line ds-replica\n'))).toEqual([
      'suppression-unused: There is no rule ds-replica, so nothing is suppressed by it: is ds-replicas meant?',
    ]);
    expect(shown(statefulSet('  # rollout-lens-disable-next-line because\n'))).toEqual([
      'suppression-unused: There is no rule because, so nothing is suppressed by it.',
    ]);
  });
  it('is silent where the comment suppresses something', () => {
    expect(shown(daemonSet(`  # rollout-lens-disable-next-line ds-replicas\n${REPLICAS}`))).toEqual([]);
    expect(shown(daemonSet(`  # rollout-lens-disable-next-line\n${REPLICAS}`))).toEqual([]);
  });
  it('is silent where nothing can be known: a rule that is off, a template, a broken text', () => {
    const comment = '  # rollout-lens-disable-next-line ds-replicas\n';
    const off = { ...DEFAULT_SETTINGS, rules: { 'ds-replicas': { enabled: false } } };
    expect(shown(daemonSet(comment), off)).toEqual([]);
    expect(shown(daemonSet(comment).replace('name: agent', 'name: {{ .Values.name }}'))).toEqual([]);
    expect(shown(daemonSet(comment).replace('name: agent', 'name: [')).join()).not.toContain('suppression-unused');
    expect(shown(statefulSet('  # rollout-lens-disable-next-line immutable-field\n'))).toEqual([]);
  });
  it('can be switched off by a setting, and be suppressed itself', () => {
    const text = daemonSet('  # rollout-lens-disable-next-line ds-replicas\n');
    expect(shown(text, { ...DEFAULT_SETTINGS, rules: { 'suppression-unused': { enabled: false } } })).toEqual([]);
    expect(shown(daemonSet('  # rollout-lens-disable-next-line ds-replicas, suppression-unused\n'))).toEqual([]);
  });
  it('speaks Japanese', () => {
    const text = daemonSet('  # rollout-lens-disable-next-line ds-replicas\n');
    expect(findings(text, DEFAULT_SETTINGS, 'ja')[0]?.message).toBe(
      '何も抑制していません。次の行に ds-replicas の指摘はありません。',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { createLanguageService } from '../createLanguageService';
import { DEFAULT_SETTINGS } from '../settings';

const titles = { en: { 'ds-replicas': 'DaemonSet with replicas' }, ja: { 'ds-replicas': 'replicas を持つ DaemonSet' } };
const serviceIn = (language: 'en' | 'ja') =>
  createLanguageService({
    language,
    loadProse: async (name) => (name === 'rules.json' ? JSON.stringify(titles) : null),
    rulePage: (rule) => `https://example.com/${rule}`,
  });
const service = serviceIn('en');
const uri = 'file:///repo/.rollout-lens.yaml';

/** The text with `|` where the cursor is. */
function at(text: string) {
  const offset = text.indexOf('|');
  const lines = text.slice(0, offset).split('\n');
  const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  return { file: { uri, version: 1, text: text.replace('|', '') }, position };
}
async function complete(text: string) {
  const { file, position } = at(text);
  return service.complete(file, position, DEFAULT_SETTINGS);
}
const labels = async (text: string) => (await complete(text)).map(({ label }) => label);
/** What the text becomes when an item is chosen. */
async function chosen(text: string, label: string): Promise<string> {
  const { file } = at(text);
  const item = (await complete(text)).find((each) => each.label === label);
  if (!item) throw new Error(`${label} is not offered`);
  const lines = file.text.split('\n');
  const { range, newText } = item.edit;
  expect(range.start.line).toBe(range.end.line);
  const line = lines[range.start.line] ?? '';
  lines[range.start.line] = line.slice(0, range.start.character) + newText + line.slice(range.end.character);
  return lines.join('\n');
}

describe('completion in .rollout-lens.yaml', () => {
  it('offers keys that are not there yet', async () => {
    expect(await labels('|')).toEqual(['kubernetesVersion', 'style', 'rules', 'nodes', 'exclude']);
    expect(await labels('style: true\nru|')).toEqual(['kubernetesVersion', 'rules', 'nodes', 'exclude']);
    expect(await chosen('sty|', 'style')).toBe('style: ');
    expect(await chosen('ru|', 'rules')).toBe('rules:\n  $0');
    expect(await chosen('no|:', 'nodes')).toBe('nodes:');
  });
  it('offers rules with their titles, then levels', async () => {
    const items = await complete('rules:\n  ds-re|');
    expect(items.find(({ label }) => label === 'ds-replicas')).toMatchObject({
      detail: 'DaemonSet with replicas',
      documentation: 'The API server refuses it.\n\nSeverity without a setting: `error`',
    });
    expect(await labels('rules:\n  ds-replicas: off\n  |')).not.toContain('ds-replicas');
    expect(await chosen('rules:\n  ds-re|', 'ds-replicas')).toBe('rules:\n  ds-replicas: ');
    expect(await labels('rules:\n  ds-replicas: |')).toEqual(['off', 'error', 'warning', 'information', 'hint']);
    expect(await chosen('rules:\n  ds-replicas:|', 'off')).toBe('rules:\n  ds-replicas: off');
    expect(await labels('rules:\n  ds-replicas:\n    |')).toEqual(['enabled', 'severity']);
    expect(await labels('rules:\n  ds-replicas:\n    severity: |')).toEqual([
      'error',
      'warning',
      'information',
      'hint',
    ]);
  });
  it('offers versions in quotes, the newest first', async () => {
    expect((await labels('kubernetesVersion: |')).slice(0, 2)).toEqual(['"1.37"', '"1.36"']);
    expect(await chosen('kubernetesVersion: 1.|', '"1.36"')).toBe('kubernetesVersion: "1.36"');
  });
  it('knows nodes and taints', async () => {
    expect(await labels('nodes:\n  - |')).toContain('count');
    expect(await labels('nodes:\n  - name: a\n    |')).toEqual([
      'count',
      'zone',
      'labels',
      'taints',
      'allocatable',
      'unschedulable',
      'file',
    ]);
    expect(await labels('nodes:\n  - taints:\n      - key: a\n        effect: |')).toEqual([
      'NoSchedule',
      'PreferNoSchedule',
      'NoExecute',
    ]);
  });
  it('is silent in comments and where nothing is known', async () => {
    expect(await labels('# |')).toEqual([]);
    expect(await labels('exclude:\n  - |')).toEqual([]);
    expect(await labels('other:\n  |')).toEqual([]);
  });
});

describe('hover in .rollout-lens.yaml', () => {
  const hover = async (text: string, language: 'en' | 'ja' = 'en') => {
    const { file, position } = at(text);
    return (await serviceIn(language).hover(file, position, DEFAULT_SETTINGS))?.contents ?? null;
  };
  it('says what a key means', async () => {
    expect(await hover('st|yle: true')).toContain('off unless asked for');
    expect(await hover('nodes:\n  - cou|nt: 3')).toBe('How many nodes are like this one.');
    expect(await hover('exclude: [a|]')).toContain('.gitignore');
  });
  it('says what a rule is about, with its page', async () => {
    expect(await hover('rules:\n  ds-repl|icas: off')).toBe(
      '**ds-replicas**: DaemonSet with replicas\n\nThe API server refuses it.\n\nSeverity without a setting: `error`\n\n[More](https://example.com/ds-replicas)',
    );
    expect(await hover('rules:\n  ds-repl|icas: off', 'ja')).toContain('replicas を持つ DaemonSet');
  });
  it('is silent elsewhere', async () => {
    expect(await hover('wh|at: 1')).toBeNull();
    expect(await hover('rules:\n  no-such|-rule: off')).toBeNull();
    expect(await hover('|')).toBeNull();
  });
});

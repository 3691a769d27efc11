import { describe, expect, it } from 'vitest';
import { daemonSet, statefulSet } from '../diagnostics/testing';
import { applyEdits, createLineIndex, parseDocument } from '../manifest/index';
import { createLanguageService } from './createLanguageService';
import type { CodeAction } from './service';
import { DEFAULT_SETTINGS } from './settings';
import { suppressionsIn } from './suppressions';

const service = createLanguageService({ language: 'en' });
const file = (text: string) => ({ uri: 'file:///a.yaml', version: 1, text });
const rules = (text: string) => service.diagnose(file(text), DEFAULT_SETTINGS).map(({ rule }) => rule);
const REPLICAS = '  replicas: 3\n';

describe('reading comments', () => {
  const read = (text: string) =>
    suppressionsIn(parseDocument(text)).map(({ reach, line, rules, alone }) => [
      reach,
      line,
      rules.map(({ id }) => id),
      alone,
    ]);

  it.each([
    [
      '# rollout-lens-disable-next-line a-b, c-d e-f -- why, oh why\nx: 1\n',
      [['next-line', 1, ['a-b', 'c-d', 'e-f'], true]],
    ],
    ['# rollout-lens-disable-next-line\n\n  # another\nx: 1\n', [['next-line', 3, [], true]]],
    ['# rollout-lens-disable-next-line -- all of them\nx: 1\n', [['next-line', 1, [], true]]],
    ['x: 1\n# rollout-lens-disable-next-line a-b', [['next-line', null, ['a-b'], true]]],
    ['x: 1 # rollout-lens-disable-line a-b\n', [['line', 0, ['a-b'], false]]],
    ['x: 1 # rollout-lens-disable a-b\n', [['line', 0, ['a-b'], false]]],
    ['# rollout-lens-disable a-b\nx: 1\n', [['document', null, ['a-b'], true]]],
    ['\ufeff#rollout-lens-disable a-b\r\nx: 1\r\n', [['document', null, ['a-b'], true]]],
    ['a: [1, # rollout-lens-disable-line b-c\n2]\n', [['line', 0, ['b-c'], false]]],
    ['# rollout-lens-disabled a-b\nx: 1\n', []],
    ['# see rollout-lens-disable a-b\nx: 1\n', []],
    ['x: "# rollout-lens-disable a-b"\n', []],
    ['x#rollout-lens-disable: 1\n', []],
    ['x: |\n  # rollout-lens-disable a-b\n  y\nz: 1\n', []],
    ['x: |\n  y\n# rollout-lens-disable a-b\nz: 1\n', [['document', null, ['a-b'], true]]],
    ["x: 'a\n  # rollout-lens-disable a-b\n  b'\n", []],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('suppressing', () => {
  it.each([
    `  # rollout-lens-disable-next-line ds-replicas -- wanted\n${REPLICAS}`,
    `  # rollout-lens-disable-next-line\n${REPLICAS}`,
    `  # rollout-lens-disable-next-line ds-replicas\n  # and why\n\n${REPLICAS}`,
    '  replicas: 3 # rollout-lens-disable-line ds-replicas\n',
    '  replicas: 3 # rollout-lens-disable ds-replicas\n',
  ])('a line: %j', (spec) => {
    expect(rules(daemonSet(spec))).toEqual([]);
  });

  it('a document, and no other', () => {
    const one = daemonSet(REPLICAS);
    expect(rules(`# rollout-lens-disable ds-replicas\n${one}`)).toEqual([]);
    expect(rules(`---\n# rollout-lens-disable ds-replicas\n${one}---\n${one}`)).toEqual(['ds-replicas']);
    // comments before the first marker are its head
    expect(rules(`# rollout-lens-disable ds-replicas\n---\n${one}`)).toEqual([]);
    expect(rules(`# rollout-lens-disable parse-error\n---\n${one}`)).toEqual(['suppression-unused', 'ds-replicas']);
  });

  it('what is shown inside of a field, where the field begins', () => {
    const text = daemonSet('  updateStrategy:\n    type: RollingUpdate\n    rollingUpdat:\n      maxSurge: 1\n');
    expect(rules(text)).toEqual(['unknown-field']);
    const above = (line: string) => {
      const indent = /^ */.exec(line)?.[0] ?? '';
      return text.replace(line, `${indent}# rollout-lens-disable-next-line unknown-field\n${line}`);
    };
    expect(rules(above('    rollingUpdat:'))).toEqual([]);
    expect(rules(above('  updateStrategy:'))).toEqual(['suppression-unused', 'unknown-field']);
  });

  it('a text that cannot be read', () => {
    const broken = statefulSet('  # rollout-lens-disable-next-line parse-error\n  minReadySeconds: "1\n');
    expect(rules(broken).filter((rule) => rule === 'suppression-unused')).toEqual([]);
    expect(rules(`# rollout-lens-disable parse-error\n${statefulSet('  paused: [\n')}`)).toEqual([]);
  });

  it('takes part in nothing else: what is suppressed is not fixed', () => {
    const text = daemonSet(`  # rollout-lens-disable-next-line ds-replicas\n${REPLICAS}`);
    expect(service.fixAll(file(text), DEFAULT_SETTINGS)).toBeNull();
  });

  it('only some of the ids of a comment: the rest is unused, and taken out', () => {
    const text = daemonSet(`  # rollout-lens-disable-next-line parse-error, ds-replicas -- both\n${REPLICAS}`);
    expect(rules(text)).toEqual(['suppression-unused']);
    expect(applied(text, service.fixAll(file(text), DEFAULT_SETTINGS))).toContain(
      '  # rollout-lens-disable-next-line ds-replicas -- both\n',
    );
  });
});

function applied(text: string, action: CodeAction | null | undefined): string {
  const lines = createLineIndex(text);
  return applyEdits(
    text,
    (action?.edits ?? []).map(({ range, newText }) => ({
      span: { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) },
      newText,
    })),
  );
}

describe('the quick fix', () => {
  const suppressing = (text: string, rule = 'ds-replicas') => {
    const finding = service.diagnose(file(text), DEFAULT_SETTINGS).find((each) => each.rule === rule);
    if (!finding) throw new Error(`${rule} finds nothing`);
    const actions = service.codeActions(file(text), finding.range, DEFAULT_SETTINGS);
    const found = actions.filter(({ title }) => title.startsWith(`Suppress ${rule}`));
    expect(actions.slice(actions.length - found.length)).toEqual(found);
    expect(found.every(({ preferred }) => !preferred)).toBe(true);
    return found.map((action) => applied(text, action));
  };

  it('writes the comment above the line, or at the head of the document', () => {
    const text = daemonSet(REPLICAS);
    const results = suppressing(text);
    expect(results).toEqual([
      text.replace(REPLICAS, `  # rollout-lens-disable-next-line ds-replicas\n${REPLICAS}`),
      `# rollout-lens-disable ds-replicas\n${text}`,
    ]);
    for (const result of results) expect(rules(result)).toEqual([]);
  });
  it('stands behind the marker, in the right document, with the line ends of the text', () => {
    const text = `a: 1\n---\n${daemonSet(REPLICAS)}`.replaceAll('\n', '\r\n');
    const [line, whole] = suppressing(text);
    expect(line).toContain('\r\n  # rollout-lens-disable-next-line ds-replicas\r\n  replicas: 3\r\n');
    expect(whole).toContain('a: 1\r\n---\r\n# rollout-lens-disable ds-replicas\r\napiVersion');
  });
  it('adds to a comment that is there', () => {
    const text = `# rollout-lens-disable parse-error -- why\n${daemonSet(`  # rollout-lens-disable-next-line parse-error -- so\n${REPLICAS}`)}`;
    const [line, whole] = suppressing(text);
    expect(line).toContain('  # rollout-lens-disable-next-line parse-error, ds-replicas -- so\n');
    expect(whole).toContain('# rollout-lens-disable parse-error, ds-replicas -- why\n');
  });
  it('is not offered in JSON, nor for a comment that suppresses nothing', () => {
    const json =
      '{"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "a"}, "spec": {"selector": {}, "replicas": 3}}\n';
    expect(suppressing(json)).toEqual([]);
    expect(suppressing(daemonSet('  # rollout-lens-disable-next-line ds-replicas\n'), 'suppression-unused')).toEqual(
      [],
    );
  });
  it('stands in items of lists at their column', () => {
    const text = statefulSet().replace('        - name: nginx\n', '        - name: nginx\n          imag: x\n');
    const [line] = suppressing(text, 'unknown-field');
    expect(line).toContain('          # rollout-lens-disable-next-line unknown-field\n          imag: x\n');
    expect(rules(line ?? '')).toEqual([]);
  });
});

it('takes no longer for thousands of comments', () => {
  const comments = Array.from(
    { length: 1000 },
    (_, i) => `    # rollout-lens-disable-next-line no-rule-${i}\n    k${i}: v\n`,
  );
  const text = daemonSet().replace('  name: agent\n', `  name: agent\n  annotations:\n${comments.join('')}`);
  expect(rules(text)).toHaveLength(1000);
}, 10_000);

describe('completion in a comment', () => {
  const labels = async (line: string) => {
    const text = daemonSet(`  ${line}\n${REPLICAS}`);
    const items = await service.complete(file(text), { line: 5, character: line.length + 2 }, DEFAULT_SETTINGS);
    return [...items].sort((a, b) => (a.sortText < b.sortText ? -1 : 1)).map(({ label }) => label);
  };
  it('offers the comments, then rules, those that have something to say first', async () => {
    expect((await labels('# rollout')).slice(0, 2)).toEqual([
      'rollout-lens-disable-next-line',
      'rollout-lens-disable-line',
    ]);
    expect((await labels('# rollout-lens-disable-line '))[0]).toBe('ds-replicas');
    expect((await labels('# rollout-lens-disable-next-line '))[0]).toBe('ds-replicas');
    expect((await labels('# rollout-lens-disable '))[0]).toBe('ds-replicas');
    expect((await labels('# rollout-lens-disable-next-line ds-replicas, pars')).includes('ds-replicas')).toBe(false);
  });
  it('replaces what is typed', async () => {
    const text = daemonSet('  # rollout-lens-disable pars\n');
    const items = await service.complete(file(text), { line: 5, character: 29 }, DEFAULT_SETTINGS);
    expect(items.find(({ label }) => label === 'parse-error')?.edit).toEqual({
      range: { start: { line: 5, character: 25 }, end: { line: 5, character: 29 } },
      newText: 'parse-error',
    });
  });
  it('offers nothing in a reason, nor in other comments', async () => {
    expect(await labels('# rollout-lens-disable parse-error -- as ')).toEqual([]);
    expect(await labels('# see the rollout ')).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { kindHint } from './kindHint';
import { createLineIndex } from './lineIndex';
import { formatPath, parsePath } from './path';

describe('paths', () => {
  it.each([
    [['spec', 'template', 'spec', 'containers', 0, 'image'], 'spec.template.spec.containers[0].image'],
    [['spec', 'nodeSelector', 'kubernetes.io/arch'], 'spec.nodeSelector[kubernetes.io/arch]'],
    [['items', 2, 'spec'], 'items[2].spec'],
    [['metadata', 'labels', 'a-b_c'], 'metadata.labels.a-b_c'],
    [[0, 'x'], '[0].x'],
    [[], ''],
  ])('%j', (path, text) => {
    expect(formatPath(path)).toBe(text);
    expect(parsePath(text)).toEqual(path);
  });
  it('make the best of broken text', () => {
    expect(parsePath('a[b')).toEqual(['a', 'b']);
    expect(parsePath('.a..b.')).toEqual(['a', 'b']);
  });
});

describe('kindHint', () => {
  it.each<[string, object]>([
    ['apiVersion: apps/v1\nkind: StatefulSet\nspec:\n  kind: no\n', { apiVersion: 'apps/v1', kind: 'StatefulSet' }],
    ['# c\n---\n"kind": "DaemonSet" # x\r\napiVersion: \'apps/v1\'\r\n', { apiVersion: 'apps/v1', kind: 'DaemonSet' }],
    ['  kind: A\n  apiVersion: v1\n  spec:\n    kind: B\n', { apiVersion: 'v1', kind: 'A' }],
    ['{"spec": {"kind": "no", "a": "}"}, "kind": "List", "apiVersion": "v1"}', { apiVersion: 'v1', kind: 'List' }],
    ['---\n{kind: Pod, apiVersion: v1}', { apiVersion: 'v1', kind: 'Pod' }],
    ['data:\n  x: |\n    kind: no\n', {}],
    ['kind:\n', {}],
    ['', {}],
  ])('%j', (text, expected) => {
    expect(kindHint(text)).toEqual(expected);
  });
});

describe('line index', () => {
  it('knows LF, CR LF and lone CR, in UTF-16 units', () => {
    const index = createLineIndex('a😀b\r\nc\rd\n');
    expect(index.lineCount).toBe(4);
    expect(index.positionAt(3)).toEqual({ line: 0, character: 3 });
    expect(index.positionAt(6)).toEqual({ line: 1, character: 0 });
    expect(index.positionAt(8)).toEqual({ line: 2, character: 0 });
    expect(index.positionAt(99)).toEqual({ line: 3, character: 0 });
    expect(index.offsetAt({ line: 0, character: 99 })).toBe(4);
    expect(index.offsetAt({ line: 9, character: 0 })).toBe(10);
    for (let offset = 0; offset < 11; offset++) {
      const there = index.positionAt(offset);
      if (offset !== 5) expect(index.offsetAt(there)).toBe(Math.min(offset, 10));
    }
  });
});

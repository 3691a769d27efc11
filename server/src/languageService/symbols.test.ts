import { describe, expect, test } from 'vitest';
import { parseDocument } from '../manifest/index';
import { modelOf } from './fileModel';
import type { DocumentSymbol } from './service';
import { outlineOf, type SymbolInDocument, symbolsOf } from './symbols';

function names(symbols: readonly { name: string; children: readonly unknown[] }[]): unknown[] {
  return symbols.map((symbol) =>
    symbol.children.length === 0 ? symbol.name : [symbol.name, names(symbol.children as never)],
  );
}

function everySymbol(symbols: readonly DocumentSymbol[], visit: (symbol: DocumentSymbol) => void): void {
  for (const symbol of symbols) {
    visit(symbol);
    everySymbol(symbol.children, visit);
  }
}

const WEB =
  'apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  replicas: 3\n  template:\n    spec:\n      containers:\n      - name: nginx\n        image: nginx:1\n';

const outline = (text: string) => outlineOf(modelOf({ uri: 'file:///x.yaml', version: 1, text }, null));

describe('a document', () => {
  test('is named by kind and name, its fields and items below', () => {
    const [root] = symbolsOf(parseDocument(WEB));
    expect(root?.name).toBe('StatefulSet/web');
    expect(root?.detail).toBe('shop');
    expect(names(root?.children ?? [])).toEqual([
      ['metadata', ['name', 'namespace']],
      ['spec', ['replicas', ['template', [['spec', [['containers', [['nginx', ['name', 'image']]]]]]]]]],
    ]);
  });
  test('shows scalars, shortened', () => {
    const [root] = symbolsOf(parseDocument(`a: 1\nb: ${'x'.repeat(200)}\n`));
    const details = (root as SymbolInDocument).children.map((child) => child.detail);
    expect(details[0]).toBe('1');
    expect(details[1]?.length).toBeLessThan(70);
  });
  test('that is a List shows its objects', () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n- kind: Service\n  metadata: {name: a}\n- kind: DaemonSet\n  metadata: {name: b}\n`;
    const [root] = symbolsOf(parseDocument(list), 1);
    expect(root?.children.map((child) => child.name)).toEqual(['Service/a', 'DaemonSet/b']);
  });
  test('that is empty, a scalar, a template or half-typed makes no trouble', () => {
    expect(symbolsOf(parseDocument(''))).toEqual([]);
    expect(symbolsOf(parseDocument('just text'))).toEqual([]);
    expect(symbolsOf(parseDocument('kind: StatefulSet\nspec:\n  re'))[0]?.name).toBe('StatefulSet');
    expect(symbolsOf(parseDocument('kind: DaemonSet\nmetadata:\n  name: {{ .Name }}\n'))[0]?.name).toMatch(
      /^DaemonSet/,
    );
  });
});

describe('a file', () => {
  test('is outlined document by document, in places of the file', () => {
    const text = `# first\n${WEB}---\nkind: Service\nmetadata:\n  name: web\n`;
    const symbols = outline(text);
    expect(symbols.map((symbol) => symbol.name)).toEqual(['StatefulSet/web', 'Service/web']);
    const lines = text.split('\n');
    everySymbol(symbols, ({ range, selectionRange, name }) => {
      expect(range.start.line).toBeLessThanOrEqual(selectionRange.start.line);
      expect(range.end.line).toBeGreaterThanOrEqual(selectionRange.end.line);
      if (name === 'replicas') expect(lines[selectionRange.start.line]).toContain('replicas');
    });
  });
  test('moves what did not change', () => {
    const first = modelOf({ uri: 'u', version: 1, text: `${WEB}---\n${WEB}` }, null);
    const before = outlineOf(first);
    const second = modelOf({ uri: 'u', version: 2, text: `# one line more\n${WEB}---\n${WEB}` }, first);
    const after = outlineOf(second);
    expect(after.length).toBe(2);
    expect(after[1]?.range.start.line).toBe((before[1]?.range.start.line ?? 0) + 1);
    expect(after[1]?.children[1]?.selectionRange.start.line).toBe(
      (before[1]?.children[1]?.selectionRange.start.line ?? 0) + 1,
    );
  });
  test('of many documents stays within a budget and names all of them', () => {
    const text = Array.from({ length: 500 }, (_, at) => WEB.replace('name: web', `name: web-${at}`)).join('---\n');
    const symbols = outline(text);
    expect(symbols.length).toBe(500);
    expect(symbols[499]?.name).toBe('StatefulSet/web-499');
    let count = 0;
    everySymbol(symbols, () => count++);
    expect(count).toBeLessThanOrEqual(1000);
  });
  test('of many documents of other kinds is named without parsing', () => {
    const text = Array.from(
      { length: 60 },
      (_, at) =>
        `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  labels:\n    name: not-this\n  name: c${at}\ndata: {}\n`,
    ).join('---\n');
    expect(outline(text)[59]?.name).toBe('ConfigMap/c59');
  });
});

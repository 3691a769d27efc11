import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CauseReason } from '../apiServer/index';
import { inspectionRule, verdictRule } from './rule';
import { createRegistry, ruleRegistry } from './ruleRegistry';

const folder = join(import.meta.dirname, 'rules');
const { rules } = ruleRegistry();
const SECTIONS = { '.md': ['Why', 'Example', 'Fix', 'Source'], '.ja.md': ['理由', '例', '直し方', '出典'] };

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it('is called after its file, and has a test beside it', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(existsSync(join(folder, `${id}.ts`))).toBe(true);
    expect(existsSync(join(folder, `${id}.test.ts`))).toBe(true);
  });
  it.each(Object.entries(SECTIONS))('has a page %s: why, example, fix, source', (suffix, sections) => {
    const page = readFileSync(join(folder, `${id}${suffix}`), 'utf8');
    expect(page).toContain(`\`${id}\``);
    expect(page).toContain(rule.category);
    expect(page.match(/^## .+$/gm)?.map((line) => line.slice(3))).toEqual(sections);
  });
  it('speaks both languages, of the same things', () => {
    for (const { en, ja } of Object.values(rule.messages)) {
      const params = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
      expect(params(ja)).toEqual(params(en));
      if (en !== '{detail}') expect(ja).not.toBe(en);
    }
    expect(rule.messages['default']).toBeDefined();
  });
});

it('knows every rule and page of the folder', () => {
  const ids = readdirSync(folder).flatMap((name) => (name === 'index.ts' ? [] : [name.replace(/\..*$/, '')]));
  expect([...new Set(ids)].sort()).toEqual(rules.map((rule) => rule.id).sort());
});

it('words every cause, so every check that the API server may name', () => {
  const reasons: Readonly<Record<CauseReason, true>> = {
    FieldValueNotFound: true,
    FieldValueRequired: true,
    FieldValueDuplicate: true,
    FieldValueInvalid: true,
    FieldValueNotSupported: true,
    FieldValueForbidden: true,
    FieldValueTooLong: true,
    FieldValueTooMany: true,
    FieldValueTypeInvalid: true,
    InternalError: true,
    Decoding: true,
    NotServed: true,
  };
  for (const reason of Object.keys(reasons) as CauseReason[])
    expect(ruleRegistry().forRejection('a-check-that-no-rule-names', reason).category).toBe('rejected');
  expect(ruleRegistry().forWarning('a-check-that-no-rule-names').category).toBe('risk');
});

it('names only checks that the API server or the reader has', () => {
  const sources = ['apiServer', 'manifest', 'languageService'].flatMap((room) =>
    sourcesOf(join(folder, '../..', room)),
  );
  const named = new Set(
    sources.flatMap((text) => [...text.matchAll(/'([a-z]+(?:-[a-z]+)*)'/g)].map((match) => match[1])),
  );
  for (const rule of rules) {
    if (rule.source !== 'apiServer') continue;
    for (const check of rule.checks) expect(named, `${rule.id} words ${check}`).toContain(check.replace(/^yaml-/, ''));
  }
});

function sourcesOf(room: string): string[] {
  return readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(room, name), 'utf8'));
}

it('refuses two rules of one name, and two that word one check', () => {
  const messages = { default: { en: 'a', ja: 'b' } };
  const rule = verdictRule({ id: 'a', category: 'rejected', checks: ['x'], messages });
  const other = inspectionRule({ id: 'a', category: 'risk', kinds: [], messages, check: () => [] });
  expect(() => createRegistry([rule, other])).toThrow('two rules are called a');
  expect(() => createRegistry([rule, { ...rule, id: 'b' }])).toThrow('both word x');
  expect(() => createRegistry([rule]).forRejection('y', 'Decoding')).toThrow('no rule words y');
});

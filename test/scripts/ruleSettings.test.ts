import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../../scripts/lib/paths.mjs';
import { outOfStep, ruleSettings } from '../../scripts/ruleSettings.mjs';
import { ruleRegistry } from '../../server/src/diagnostics/index';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rule-settings-'));
  const rules = join(folder, 'server/src/diagnostics/rules');
  mkdirSync(rules, { recursive: true });
  writeFileSync(join(rules, 'index.ts'), "import { b } from './b-rule';\nimport { a } from './a-rule';\n");
  for (const id of ['a-rule', 'b-rule']) {
    writeFileSync(join(rules, `${id}.md`), `# Title of ${id}\n\nText.\n`);
    writeFileSync(join(rules, `${id}.ja.md`), `# ${id} の題\n`);
  }
  for (const name of ['package.nls.json', 'package.nls.ja.json'])
    writeFileSync(join(folder, name), '{"setting.style": "x", "rule.gone": "y"}');
  cpSync(join(REPOSITORY, 'package.json'), join(folder, 'package.json'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('settings of the rules', () => {
  it('offer every rule with its title in both languages', () => {
    const files = ruleSettings(folder);
    const setting = JSON.parse(files['package.json'] ?? '').contributes.configuration.properties['rolloutLens.rules'];
    expect(setting.propertyNames).toEqual({
      enum: ['a-rule', 'b-rule'],
      enumDescriptions: ['%rule.a-rule%', '%rule.b-rule%'],
    });
    expect(JSON.parse(files['package.nls.ja.json'] ?? '')).toEqual({
      'setting.style': 'x',
      'rule.a-rule': 'a-rule の題',
      'rule.b-rule': 'b-rule の題',
    });
  });
  it('are in step once they are written', () => {
    expect(outOfStep(folder)).toHaveLength(3);
    for (const [name, text] of Object.entries(ruleSettings(folder))) writeFileSync(join(folder, name), text);
    expect(outOfStep(folder)).toEqual([]);
  });
  it('are those of the rules that there are: run `node scripts/ruleSettings.mjs`', () => {
    expect(outOfStep(REPOSITORY).map(([name]) => name)).toEqual([]);
    const { contributes } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8'));
    const ids = contributes.configuration.properties['rolloutLens.rules'].propertyNames.enum;
    expect(ids).toEqual(
      ruleRegistry()
        .rules.map(({ id }) => id)
        .sort(),
    );
  });
});

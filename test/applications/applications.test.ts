import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLanguageService, DEFAULT_SETTINGS } from '../../server/src/languageService/index';

// Whole applications as careful people write them, with choices that are unusual and right: nobody is to be alarmed.

const files = readdirSync(__dirname).filter((name) => name.endsWith('.yaml'));

test('there are applications', () => expect(files.length).toBeGreaterThan(10));

test.each(files)('%s gives no alarm', (name) => {
  const failures: string[] = [];
  const service = createLanguageService({ language: 'en', log: (message) => failures.push(message) });
  const text = readFileSync(join(__dirname, name), 'utf8');
  const findings = service.diagnose({ uri: `file:///${name}`, version: null, text }, DEFAULT_SETTINGS);
  const alarms = findings.filter(({ category }) => category !== 'style');
  expect(alarms.map(({ rule, field, message }) => `${rule} @ ${field}: ${message}`)).toEqual([]);
  expect(failures).toEqual([]);
});

// Keeps the settings of the rules in package.json in step with the rules: `node scripts/ruleSettings.mjs [--check]`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';
import { REPOSITORY as root } from './lib/paths.mjs';
import { rulePages } from './lib/rulePages.mjs';

const LEVELS = ['off', 'error', 'warning', 'information', 'hint'];
const SEVERITY = '%setting.rules.severity%';
const SETTING = 'rolloutLens.rules';
/** Keys of package.nls*.json that are made here begin so. */
const PREFIX = 'rule.';

/**
 * The files as they should be.
 * @param {string} folder the project
 * @returns {Record<string, string>} texts by file name
 */
export function ruleSettings(folder) {
  const pages = rulePages(folder);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const setting = manifest.contributes.configuration.properties[SETTING];
  setting.propertyNames = {
    enum: pages.map(({ id }) => id),
    enumDescriptions: pages.map(({ id }) => `%${PREFIX}${id}%`),
  };
  setting.additionalProperties = {
    anyOf: [
      { type: 'string', enum: LEVELS, description: SEVERITY },
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          enabled: { type: 'boolean', description: '%setting.rules.enabled%' },
          severity: { type: 'string', enum: LEVELS.slice(1), description: SEVERITY },
        },
      },
    ],
  };
  return {
    'package.json': json(manifest),
    'package.nls.json': words('en'),
    'package.nls.ja.json': words('ja'),
  };

  /** @param {'en' | 'ja'} language */
  function words(language) {
    const name = language === 'ja' ? 'package.nls.ja.json' : 'package.nls.json';
    const before = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const others = Object.entries(before).filter(([key]) => !key.startsWith(PREFIX));
    return json(Object.fromEntries([...others, ...pages.map((page) => [`${PREFIX}${page.id}`, page[language]])]));
  }
}

/** @param {unknown} value */
function json(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Which files are not as they should be. @param {string} folder */
export function outOfStep(folder) {
  return Object.entries(ruleSettings(folder)).filter(
    ([name, text]) =>
      JSON.stringify(JSON.parse(text)) !== JSON.stringify(JSON.parse(readFileSync(join(folder, name), 'utf8'))),
  );
}

function main() {
  const stale = outOfStep(root);
  for (const [name, text] of stale) {
    if (!argv.includes('--check')) writeFileSync(join(root, name), text);
    console.log(`${name}: ${argv.includes('--check') ? 'out of step with the rules' : 'written'}`);
  }
  if (argv.includes('--check') && stale.length > 0) process.exitCode = 1;
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) main();

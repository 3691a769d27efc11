// The titles of the rules, from the headings of their pages.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param {string} root of the project
 * @returns {{ id: string, en: string, ja: string }[]} in the order of the ids
 */
export function rulePages(root) {
  const folder = join(root, 'server/src/diagnostics/rules');
  const index = readFileSync(join(folder, 'index.ts'), 'utf8');
  const ids = [...index.matchAll(/from '\.\/([a-z0-9-]+)'/g)].map((match) => match[1] ?? '');
  const title = (/** @type {string} */ name) =>
    /^# (.+)$/m.exec(readFileSync(join(folder, name), 'utf8'))?.[1]?.trim() ?? '';
  return ids.sort().map((id) => ({ id, en: title(`${id}.md`), ja: title(`${id}.ja.md`) }));
}

// Runs the fixtures beside this file: every one holds YAML with the scopes that its tokens must have.
// The host is a small YAML grammar with the scope names of the editor's own, so that no other project's file is needed.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const program = join(folder, '../../node_modules/vscode-tmgrammar-test/dist/unit.js');
const fixtures = readdirSync(folder).filter((name) => name.endsWith('.test.yaml'));
let failed = 0;
for (const fixture of fixtures.sort()) {
  // the program takes a glob pattern, in which a backslash is an escape
  const { status } = spawnSync(process.execPath, [program, '--config', 'grammars.json', fixture], {
    cwd: folder,
    stdio: 'inherit',
    timeout: 50_000,
  });
  if (status !== 0) failed++;
}
console.log(`${fixtures.length - failed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed > 0 || fixtures.length === 0 ? 1 : 0;

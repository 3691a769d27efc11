import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// Every gate between rooms is proved by planted violations: a linter that inspects nothing would pass otherwise.

const ROOT = resolve(__dirname, '../..');
const BIOME = join(ROOT, 'node_modules/.bin/biome');

/** Folder of each room and the rooms it may import. */
const ROOMS: Readonly<Record<string, readonly [folder: string, allowed: readonly string[]]>> = {
  simulator: ['simulator/src', []],
  protocol: ['protocol/src', ['simulator']],
  kubernetes: ['server/src/kubernetes', ['simulator']],
  manifest: ['server/src/manifest', ['kubernetes']],
  apiServer: ['server/src/apiServer', ['simulator', 'kubernetes', 'manifest']],
  diagnostics: ['server/src/diagnostics', ['simulator', 'kubernetes', 'manifest', 'apiServer']],
  languageService: [
    'server/src/languageService',
    ['simulator', 'protocol', 'kubernetes', 'manifest', 'apiServer', 'diagnostics'],
  ],
  lsp: ['server/src/lsp', ['simulator', 'protocol', 'languageService']],
  node: ['server/src/node', ['lsp', 'languageService', 'protocol']],
  browser: ['server/src/browser', ['lsp', 'languageService', 'protocol']],
  client: ['client/src', ['protocol']],
  webview: ['client/webview', ['protocol', 'simulator']],
  cli: ['cli/src', ['simulator', 'protocol', 'languageService']],
};
const PURE = ['simulator', 'protocol', 'kubernetes', 'manifest', 'apiServer', 'diagnostics', 'languageService'];

interface Report {
  readonly diagnostics: readonly {
    readonly category: string;
    readonly location: { readonly path: string; readonly start: { readonly line: number } };
  }[];
}

let folder = '';
let report: Report = { diagnostics: [] };
const planted = new Map<string, readonly string[]>();

/** Lines that a room must not hold, each in one line of a planted file. */
function violations(room: string): string[] {
  const [from, allowed] = ROOMS[room] ?? ['', []];
  const lines: string[] = [];
  for (const [other, [to]] of Object.entries(ROOMS)) {
    if (other === room || allowed.includes(other)) continue;
    // one level down in the room, as most files are
    lines.push(`import '${relative(join(from, 'sub'), to)}/index';`);
    lines.push(`import '${relative(from, to).replace(/^(?!\.)/, './')}/index';`);
  }
  if (room !== 'manifest') lines.push(`import 'yaml';`);
  if (room !== 'client') lines.push(`import 'vscode';`);
  if (PURE.includes(room)) {
    lines.push(`import 'node:fs';`, `import 'vscode-languageserver/node';`);
    lines.push('export const a = Date.now();', 'export const b = Math.random();');
    lines.push('export const c = performance.now();', 'setTimeout(() => undefined, 1);');
  }
  return lines;
}

/** Lines that a room may hold. */
function allowed(room: string): string[] {
  const [from, rooms] = ROOMS[room] ?? ['', []];
  return rooms.map((other) => `import '${relative(from, ROOMS[other]?.[0] ?? '').replace(/^(?!\.)/, './')}/index';`);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rooms-'));
  execFileSync('git', ['init', '-q', folder]);
  cpSync(join(ROOT, 'biome.json'), join(folder, 'biome.json'));
  for (const [room, [path]] of Object.entries(ROOMS)) {
    mkdirSync(join(folder, path), { recursive: true });
    planted.set(`${path}/planted.ts`, violations(room));
    writeFileSync(join(folder, path, 'planted.ts'), violations(room).join('\n'));
    writeFileSync(join(folder, path, 'allowed.ts'), allowed(room).join('\n'));
  }
  const args = ['lint', '--reporter=json', '--max-diagnostics=none', '.'];
  const run = spawnSync(BIOME, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 });
  report = JSON.parse(run.stdout) as Report;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const GATES = /^lint\/(style\/noRestrictedImports|style\/noRestrictedGlobals|nursery\/noJsRestrictedProperties)$/;

describe.each(Object.keys(ROOMS))('room %s', (room) => {
  const path = ROOMS[room]?.[0] ?? '';
  const caught = (file: string) =>
    new Set(
      report.diagnostics
        .filter((d) => GATES.test(d.category) && d.location.path === `${path}/${file}`)
        .map((d) => d.location.start.line),
    );

  test('each forbidden import, clock and chance is caught', () => {
    const lines = planted.get(`${path}/planted.ts`) ?? [];
    const lineNumbers = caught('planted.ts');
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((_, i) => !lineNumbers.has(i + 1))).toEqual([]);
  });

  test('the allowed imports pass', () => {
    expect([...caught('allowed.ts')]).toEqual([]);
  });
});

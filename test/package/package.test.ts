import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readZip, type ZipEntry } from './zip';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'rollout-lens-package-'));
const vsix = join(folder, 'extension.vsix');

let entries: readonly ZipEntry[] = [];
const names = () => entries.map(({ name }) => name);
const text = (name: string) => {
  const entry = entries.find((one) => one.name === `extension/${name}`);
  if (entry === undefined) throw new Error(`${name} is not in the package`);
  return entry.read().toString('utf8');
};

/** `dist/prose/x.json` for each file of a folder of the build. */
function built(path: string): string[] {
  return readdirSync(join(root, path)).map((name) => `${path}/${name}`);
}

beforeAll(() => {
  const noBuild = existsSync(join(root, 'dist', 'client.js')) ? ['--no-build'] : [];
  const args = [join(root, 'scripts', 'package.mjs'), `--out=${vsix}`, ...noBuild];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm run package ended with ${status}:\n${stdout}\n${stderr}`);
  entries = readZip(readFileSync(vsix));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package', () => {
  it('holds what is needed and nothing else', () => {
    const documents = ['readme.md', 'changelog.md', 'LICENSE.txt'];
    const expected = [
      'package.json',
      'package.nls.json',
      'package.nls.ja.json',
      'l10n/bundle.l10n.ja.json',
      'images/icon.png',
      'images/rollout-dark.svg',
      'images/rollout-light.svg',
      'dist/client.js',
      'dist/client.browser.js',
      'dist/server.js',
      'dist/server.browser.js',
      'dist/webview/page.css',
      'dist/webview/page.js',
      ...built('dist/prose'),
      ...built('dist/rules'),
      ...readdirSync(join(root, 'syntaxes'))
        .filter((name) => name.endsWith('.json'))
        .map((name) => `syntaxes/${name}`),
      ...documents,
    ].map((name) => `extension/${name}`);
    expect(names().sort()).toEqual(['[Content_Types].xml', 'extension.vsixmanifest', ...expected].sort());
  });

  it('is smaller than 2 MB', () => {
    expect(statSync(vsix).size).toBeLessThan(2_000_000);
  });

  it('holds no source map and names none', () => {
    expect(names().filter((name) => name.endsWith('.map'))).toEqual([]);
    for (const name of names().filter((one) => /\.(js|css)$/.test(one))) {
      expect(text(name.replace('extension/', '')), name).not.toMatch(/[#@] sourceMappingURL=(?!data:,)/);
    }
  });

  it('holds every file that the manifest names', () => {
    const manifest = JSON.parse(text('package.json'));
    const { commands, grammars = [], walkthroughs = [] } = manifest.contributes;
    const named: string[] = [
      manifest.main,
      manifest.browser,
      manifest.icon,
      `${manifest.l10n}/bundle.l10n.ja.json`,
      ...commands.flatMap(({ icon }: { icon?: unknown }) =>
        typeof icon === 'object' && icon ? Object.values(icon) : [],
      ),
      ...grammars.map(({ path }: { path: string }) => path),
      ...[...JSON.stringify(walkthroughs).matchAll(/"(?:markdown|svg|image)":"([^"]+)"/g)].map(([, path = '']) => path),
    ];
    expect(named.length).toBeGreaterThan(5);
    for (const path of named) expect(names()).toContain(`extension/${path.replace(/^\.\//, '')}`);
  });

  it('can be loaded where there is no module beside it', () => {
    for (const name of ['dist/client.js', 'dist/server.js']) {
      const required = [...text(name).matchAll(/\brequire\("([^"./][^"]*)"\)/g)].map(([, module]) => module ?? '');
      const foreign = required.filter((module) => module !== 'vscode' && !isBuiltin(module));
      expect([...new Set(foreign)], name).toEqual([]);
    }
    for (const name of ['dist/client.browser.js', 'dist/server.browser.js']) {
      const required = [...text(name).matchAll(/\brequire\("([^"./][^"]*)"\)/g)].map(([, module]) => module ?? '');
      expect([...new Set(required.filter((module) => module !== 'vscode'))], name).toEqual([]);
    }
  });

  it('has a page of each rule in both languages', () => {
    const pages = names().filter((name) => name.startsWith('extension/dist/rules/'));
    const english = pages.filter((name) => !name.endsWith('.ja.md'));
    expect(english.length).toBeGreaterThan(0);
    for (const page of english) expect(pages).toContain(page.replace(/\.md$/, '.ja.md'));
  });
});

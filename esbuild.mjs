// Builds everything that ships: `node esbuild.mjs [--watch] [--no-minify]`. Fills dist/ and holds each bundle to its ceiling.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = dirname(fileURLToPath(import.meta.url));
const watch = process.argv.includes('--watch');
const minify = !watch && !process.argv.includes('--no-minify');

/** Ceilings in bytes, minified. Raise one only with a reason in ARCHITECTURE.md. */
const CEILING = {
  'dist/server.js': 1_600_000,
  'dist/server.browser.js': 1_600_000,
  'dist/client.js': 550_000,
  'dist/client.browser.js': 550_000,
  'dist/webview/page.js': 300_000,
};

/** @type {esbuild.BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  minify,
  sourcemap: watch ? 'linked' : false,
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'warning',
  target: 'es2022',
  define: { 'process.env.NODE_ENV': watch ? '"development"' : '"production"' },
};
/** @type {esbuild.BuildOptions} */
const forNode = { ...common, platform: 'node', format: 'cjs', target: 'node20' };
/** @type {esbuild.BuildOptions} */
const forBrowser = { ...common, platform: 'browser', mainFields: ['browser', 'module', 'main'] };

/** @type {esbuild.BuildOptions[]} */
export const BUNDLES = [
  { ...forNode, entryPoints: ['client/src/node/main.ts'], outfile: 'dist/client.js', external: ['vscode'] },
  {
    ...forBrowser,
    format: 'cjs',
    entryPoints: ['client/src/browser/main.ts'],
    outfile: 'dist/client.browser.js',
    external: ['vscode'],
  },
  { ...forNode, entryPoints: ['server/src/node/main.ts'], outfile: 'dist/server.js' },
  { ...forBrowser, format: 'iife', entryPoints: ['server/src/browser/main.ts'], outfile: 'dist/server.browser.js' },
  {
    ...forBrowser,
    format: 'iife',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    entryPoints: ['client/webview/main.tsx', 'client/webview/page.css'],
    entryNames: 'page',
    outdir: 'dist/webview',
    loader: { '.ttf': 'file', '.svg': 'text' },
  },
  {
    ...forNode,
    entryPoints: ['cli/src/main.ts'],
    outfile: 'dist/cliMain.js',
  },
  {
    ...forNode,
    entryPoints: ['cli/src/loader.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
  },
];

/** Copies the pages of the rules to dist/rules, where the editor opens them. */
function copyRulePages() {
  const from = join(root, 'server/src/diagnostics/rules');
  const to = join(root, 'dist/rules');
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) if (name.endsWith('.md')) cpSync(join(from, name), join(to, basename(name)));
}

/** @returns {boolean} true when every bundle is under its ceiling */
function underCeilings() {
  let good = true;
  for (const [file, ceiling] of Object.entries(CEILING)) {
    const size = statSync(join(root, file)).size;
    const line = `${file.padEnd(24)} ${(size / 1000).toFixed(0).padStart(5)} KB of ${ceiling / 1000} KB`;
    if (size > ceiling) {
      good = false;
      console.error(`${line}: over its ceiling`);
    } else console.log(line);
  }
  return good;
}

async function assets() {
  copyRulePages();
  if (existsSync(join(root, 'scripts/prose.mjs'))) {
    const { buildProse } = await import('./scripts/prose.mjs');
    await buildProse(join(root, 'dist/prose'));
  }
}

/** Keeps the compiled code of the command line beside it; without it the command line only starts later. */
function compileCli() {
  const program = join(root, 'scripts/lib/compileCache.mjs');
  // what finds mistakes, and what looks through whole applications and finds none
  const manifests = ['samples', 'test/applications']
    .map((folder) => join(root, folder))
    .filter((path) => existsSync(path));
  const { status } = spawnSync(process.execPath, [program, join(root, 'dist'), ...manifests], { stdio: 'inherit' });
  if (status !== 0) console.warn('the compiled code of the command line could not be kept');
}

async function main() {
  // a program that changes as one types must not meet the compiled code of another
  if (watch) rmSync(join(root, 'dist/cliMain.cache'), { force: true });
  if (!watch) rmSync(join(root, 'dist'), { recursive: true, force: true });
  await assets();
  if (watch) {
    const announce = {
      name: 'announce',
      /** @param {esbuild.PluginBuild} build */
      setup(build) {
        build.onEnd((result) => {
          const what = build.initialOptions.outfile ?? build.initialOptions.outdir;
          console.log(`${result.errors.length > 0 ? 'failed ' : 'rebuilt'} ${what}`);
        });
      },
    };
    for (const options of BUNDLES) {
      const context = await esbuild.context({ ...options, plugins: [announce] });
      await context.watch();
    }
    return;
  }
  await Promise.all(BUNDLES.map((options) => esbuild.build(options)));
  chmodSync(join(root, 'dist/cli.js'), 0o755);
  compileCli();
  if (minify && !underCeilings()) process.exit(1);
}

main().catch((error) => {
  // esbuild has already printed its own errors
  if (!(error instanceof Error) || !('errors' in error)) console.error(error);
  process.exit(1);
});

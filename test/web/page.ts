/** The built page in a real Chromium, under the production's CSP, with a stand-in for the editor. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { FromPanel, PanelState, ToPanel } from '../../protocol/src/index';
import { THEMES, type ThemeName } from './themes';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const BUILT = process.env['ROLLOUT_LENS_PAGE'] ?? join(ROOT, 'dist/webview');
const BROWSERS = [
  process.env['CHROME'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

export const ARTIFACTS = join(ROOT, 'artifacts/web');

/** Starts Chromium; throws a sentence that says what is missing. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = BROWSERS.find((path) => path !== undefined && existsSync(path));
  if (!executablePath) throw new Error('No Chromium or Chrome found: install one, or name it in the variable CHROME.');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--force-color-profile=srgb'],
  });
}

/** The HTML that the client makes, with the editor's API before the page's script. */
function html(language: 'en' | 'ja', theme: ThemeName, kept: PanelState | null): string {
  const nonce = 'test';
  const { bodyClass, kind } = THEMES[theme];
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; script-src 'nonce-${nonce}';">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="theme-${theme}.css">
<link rel="stylesheet" href="page.css">
<title>Rollout</title>
</head>
<body class="${bodyClass}" data-vscode-theme-kind="${kind}">
<div id="root"></div>
<script nonce="${nonce}">
globalThis.posted = [];
globalThis.keptState = ${JSON.stringify(kept)};
globalThis.acquireVsCodeApi = () => ({
  postMessage: (message) => { posted.push(structuredClone(message)); },
  getState: () => keptState ?? undefined,
  setState: (state) => { keptState = structuredClone(state); },
});
globalThis.violations = [];
addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI));
</script>
<script nonce="${nonce}" src="page.js"></script>
</body>
</html>`;
}

export interface OpenOptions {
  readonly language?: 'en' | 'ja';
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly kept?: PanelState | null;
  readonly reducedMotion?: boolean;
}

/** A page that is open, and what a test does with it. */
export interface OpenPage {
  readonly page: Page;
  /** sends a message as the client does, and waits until the page has drawn */
  send(message: ToPanel): Promise<void>;
  posted(): Promise<readonly FromPanel[]>;
  kept(): Promise<PanelState | null>;
  /** throws when the page broke its CSP or wrote an error to the console */
  close(): Promise<void>;
}

/** Serves the built page and opens it as often as a test asks. */
export async function startPages(browser: Browser) {
  let asked: { language: 'en' | 'ja'; theme: ThemeName; kept: PanelState | null } = {
    language: 'en',
    theme: 'dark',
    kept: null,
  };
  const server: Server = createServer((request, response) => {
    const path = (request.url ?? '/').replace(/^\//, '').replace(/\?.*/, '');
    const theme = /^theme-(.*)\.css$/.exec(path)?.[1];
    if (path === '') {
      response.setHeader('content-type', 'text/html');
      response.end(html(asked.language, asked.theme, asked.kept));
    } else if (theme !== undefined) {
      response.setHeader('content-type', 'text/css');
      const { variables } = THEMES[theme as ThemeName];
      const lines = Object.entries(variables).map(([name, value]) => `${name}: ${value};`);
      response.end(`html { ${lines.join(' ')} }`);
    } else if (path === 'page.js' || path === 'page.css') {
      response.setHeader('content-type', path.endsWith('.js') ? 'text/javascript' : 'text/css');
      response.end(readFileSync(join(BUILT, path)));
    } else {
      response.statusCode = 204;
      response.end();
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;

  async function open(options: OpenOptions = {}): Promise<OpenPage> {
    asked = { language: options.language ?? 'en', theme: options.theme ?? 'dark', kept: options.kept ?? null };
    const context = await browser.newContext({
      viewport: { width: options.width ?? 1200, height: options.height ?? 900 },
      reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(`http://127.0.0.1:${port}/`);
    // the client, too, answers only when the page has said that it listens
    await page.waitForFunction(() => (globalThis as unknown as { posted: unknown[] }).posted.length > 0);
    return {
      page,
      async send(message) {
        await page.evaluate(async (data) => {
          window.postMessage(data, '*');
          await new Promise((done) => setTimeout(done, 0));
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        }, message);
      },
      posted: () => page.evaluate(() => (globalThis as unknown as { posted: FromPanel[] }).posted),
      kept: () => page.evaluate(() => (globalThis as unknown as { keptState: PanelState | null }).keptState),
      async close() {
        const violations = await page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations);
        await context.close();
        const problems = [...violations, ...complaints];
        if (problems.length > 0) throw new Error(`The page complained: ${problems.join('; ')}`);
      },
    };
  }
  return {
    open,
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}

/** The editor's page, driven by playwright-core: opened, listened to, and asked for pictures. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { BROWSER_ARGUMENTS } from './browser.mjs';

/**
 * @typedef {object} WorkbenchEvents
 * @property {(line: string) => void} onLine a line that the extension host or its tests logged
 * @property {(code: number) => void} onExit the tests are over, says the editor; not to be believed without their counts
 * @property {(problem: string) => void} onBroken the page is gone
 */

/**
 * Opens the editor in a browser without a window.
 * @param {{ address: string, browser: string, locale: string | null, pictures: string | null, verbose: boolean,
 *   events: WorkbenchEvents }} options `pictures`: the folder for screenshots; `verbose`: the editor's own chatter too
 * @returns {Promise<{ close: () => Promise<void>, screenshot: (name: string) => Promise<void> }>}
 */
export async function openWorkbench({ address, browser, locale, pictures, verbose, events }) {
  const { chromium } = await import('playwright-core');
  const chrome = await chromium.launch({
    executablePath: browser,
    args: BROWSER_ARGUMENTS,
    chromiumSandbox: false,
    // our own handlers end everything; Playwright's would end this program before its server
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const context = await chrome.newContext({
    viewport: { width: 1440, height: 900 },
    locale: locale ?? 'en-US',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const screenshot = async (/** @type {string} */ name) => {
    if (pictures === null) return;
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name.replaceAll(/[^\w.-]/g, '-')}.png`) });
  };
  await page.exposeFunction(
    'codeAutomationLog',
    (/** @type {string} */ _type, /** @type {readonly unknown[]} */ args) => {
      const text = formatLog(args);
      if (!verbose && CHATTER.some((pattern) => pattern.test(text))) return;
      for (const line of text.split('\n')) {
        const wanted = PICTURE.exec(line)?.[1];
        if (wanted === undefined) events.onLine(line);
        else screenshot(wanted).catch((error) => events.onLine(`No picture ${wanted}: ${error}`));
      }
    },
  );
  await page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => events.onExit(code));
  if (locale !== null && !locale.toLowerCase().startsWith('en')) {
    // what vscode.env.language is made of in this workbench
    await page.addInitScript((language) => {
      Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: language });
    }, locale);
  }
  page.on('crash', () => events.onBroken('the page of the editor crashed'));
  chrome.on('disconnected', () => events.onBroken('the browser ended'));
  await page.goto(address, { waitUntil: 'domcontentloaded', timeout: 60_000 });
  return { close: () => chrome.close(), screenshot };
}

/** What the editor says about itself in every run, well or not: native modules that it does without, connections, accounts. */
const CHATTER = [
  /@vscode\/spdlog|native-watchdog|vscode-sqlite3|@vscode\/deviceid/,
  /^(Resolving|Resolved) connection token /,
  /^Creating a socket /,
  /^\[(reconnection-grace-time|Service Worker|AgentHost:remote|AccountPolicyGate)\]/,
  /^Updating additional builtin extensions cache/,
  /open-vsx\.org/,
  /^Creation of workbench contribution /,
  /authentication provider 'github'|^\[(chat-stt|DefaultAccount)\]/,
  /^Canceled: Canceled/,
];

/** A line by which a test asks for a picture of the whole editor. */
const PICTURE = /^\[picture (.+)\]$/;

/**
 * What `console.log` would print: `%s` and its like filled in, `%c` styles left out.
 * @param {readonly unknown[]} args
 * @returns {string}
 */
function formatLog(args) {
  const [first, ...rest] = args;
  if (typeof first !== 'string') return args.map(show).join(' ');
  const text = first.replaceAll(/%([sdifoOc%])/g, (whole, letter) => {
    if (letter === '%') return '%';
    if (rest.length === 0) return whole;
    const value = rest.shift();
    return letter === 'c' ? '' : show(value);
  });
  return [text, ...rest.map(show)].join(' ');
}

/** @param {unknown} value */
function show(value) {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}

/** A Chrome or Chromium: the one that is there, else the distribution's own where we may install it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, run } from './processes.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];

/** @returns {string | null} path of a browser; `CHROME` names one */
function findBrowser() {
  const { CHROME } = process.env;
  if (CHROME) return existsSync(CHROME) ? CHROME : findProgram(CHROME);
  for (const name of NAMES) {
    const path = findProgram(name);
    if (path !== null) return path;
  }
  return usualPlaces().find((path) => existsSync(path)) ?? null;
}

function usualPlaces() {
  if (process.platform === 'darwin') {
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ];
  }
  if (process.platform === 'win32') {
    const { PROGRAMFILES, LOCALAPPDATA } = process.env;
    return [PROGRAMFILES, process.env['PROGRAMFILES(X86)'], LOCALAPPDATA].flatMap((base) =>
      base
        ? [join(base, 'Google/Chrome/Application/chrome.exe'), join(base, 'Microsoft/Edge/Application/msedge.exe')]
        : [],
    );
  }
  return [];
}

/**
 * @param {(message: string) => void} say
 * @returns {Promise<string>} path of a browser
 * @throws {Error} with the command that would install one, where we cannot
 */
export async function findOrInstallBrowser(say) {
  const found = findBrowser();
  if (found !== null) return found;
  const commands = ['apt-get update', 'apt-get install -y chromium'];
  if (process.platform !== 'linux' || findProgram('apt-get') === null || process.getuid?.() !== 0) {
    throw new Error(
      `A Chrome or Chromium is needed. ${
        process.platform === 'linux'
          ? `Install one, for example with: sudo sh -c '${commands.join(' && ')}'`
          : 'Install one from https://www.google.com/chrome/'
      } - or name one in the environment variable CHROME.`,
    );
  }
  for (const command of commands) {
    say(`Installing a browser: ${command} …`);
    const [program = '', ...args] = command.split(' ');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const { code, text } = await run(program, args, { quiet: true, env, timeoutSeconds: 600 });
    if (code !== 0) throw new Error(`${command} ended with ${code}:\n${text.slice(-2000)}`);
  }
  const installed = findBrowser();
  if (installed === null) throw new Error('apt-get installed chromium, and yet no browser is on the PATH.');
  return installed;
}

/** What Chromium is started with: no sandbox (as root there is none), no graphics card, no talking to anybody. */
export const BROWSER_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
];

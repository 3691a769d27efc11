/** Installs the editor that runs in the browser, and the browser that the tests drive, where they are missing. */
import { findOrInstallBrowser } from './lib/browser.mjs';
import { installEditor } from './lib/editor.mjs';

const say = (/** @type {string} */ message) => console.log(message);
try {
  const editor = await installEditor(say);
  say(`Editor: ${editor.folder}`);
  if (process.argv.includes('--browser')) say(`Browser: ${await findOrInstallBrowser(say)}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** The part of VS Code's own command line that the launcher understands. */
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} CodeArguments
 * @property {readonly string[]} extensionDevelopmentPaths
 * @property {string | null} extensionTestsPath
 * @property {string | null} folder
 * @property {string | null} userData
 * @property {string | null} extensions
 * @property {string | null} locale
 * @property {'node' | 'web'} extensionHost `--extension-host=web` (the launcher's own): a web worker, as on vscode.dev
 * @property {number} timeoutSeconds `--timeout=` (the launcher's own)
 */

/**
 * Reads the arguments. What the launcher has no use for (`--no-sandbox`, `--disable-updates` …) it passes over, as VS
 * Code does.
 * @param {readonly string[]} args
 * @param {string} cwd
 * @returns {CodeArguments}
 * @throws {Error} for a path that is not there, or a value that cannot be
 */
export function readCodeArguments(args, cwd) {
  /** @type {string[]} */
  const development = [];
  /** @type {Record<string, string>} */
  const values = {};
  /** @type {string | null} */
  let folder = null;
  const path = (/** @type {string} */ value) =>
    value.startsWith('file:') ? fileURLToPath(value) : resolve(cwd, value);

  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? '';
    if (!argument.startsWith('-')) {
      const found = path(argument);
      if (!existsSync(found)) throw new Error(`There is no ${found} to open.`);
      if (statSync(found).isDirectory()) folder ??= found;
      continue;
    }
    const equals = argument.indexOf('=');
    const name = equals < 0 ? argument : argument.slice(0, equals);
    if (!VALUED.has(name)) continue;
    if (equals < 0) index += 1;
    const value = equals < 0 ? (args[index] ?? '') : argument.slice(equals + 1);
    if (value === '') throw new Error(`${name} needs a value.`);
    if (name === '--extensionDevelopmentPath') development.push(path(value));
    else if (name === '--folder-uri') folder ??= path(value);
    else values[name] = value;
  }

  const host = values['--extension-host'] ?? 'node';
  if (host !== 'node' && host !== 'web') throw new Error(`--extension-host is node or web, not ${host}.`);
  const timeoutSeconds = Number(values['--timeout'] ?? 300);
  if (!(timeoutSeconds > 0)) throw new Error(`--timeout takes seconds, not ${values['--timeout']}.`);
  const optional = (/** @type {string} */ name) => (values[name] === undefined ? null : path(values[name]));
  return {
    extensionDevelopmentPaths: development,
    extensionTestsPath: optional('--extensionTestsPath'),
    folder,
    userData: optional('--user-data-dir'),
    extensions: optional('--extensions-dir'),
    locale: values['--locale'] ?? null,
    extensionHost: host,
    timeoutSeconds,
  };
}

const VALUED = new Set([
  '--extensionDevelopmentPath',
  '--extensionTestsPath',
  '--folder-uri',
  '--user-data-dir',
  '--extensions-dir',
  '--locale',
  '--extension-host',
  '--timeout',
]);

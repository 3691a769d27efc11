/** Starting other programs: each in a process group of its own, ended whole however this program ends. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

const WINDOWS = process.platform === 'win32';

/**
 * Looks for a program on the PATH.
 * @param {string} name
 * @returns {string | null} its path
 */
export function findProgram(name) {
  const endings = WINDOWS ? ['.exe', '.cmd', '.bat', ''] : [''];
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    for (const ending of endings) {
      const path = join(folder, name + ending);
      if (existsSync(path)) return path;
    }
  }
  return null;
}

/**
 * How npm is called from here: the npm that runs this script, else the one beside this Node, else the one on the PATH.
 * @returns {{ command: string, args: string[] }}
 */
export function npmCommand() {
  const beside = join(dirname(process.execPath), WINDOWS ? '' : '../lib', 'node_modules/npm/bin/npm-cli.js');
  for (const script of [process.env['npm_execpath'], beside]) {
    if (script && /npm-cli\.[cm]?js$/.test(script) && existsSync(script)) {
      return { command: process.execPath, args: [script] };
    }
  }
  return { command: 'npm', args: [] };
}

/**
 * The groups that are running, and the signal that ends each: SIGTERM for those that have something to end themselves.
 * @type {Map<number, NodeJS.Signals>}
 */
const groups = new Map();
let hooked = false;

function hookExits() {
  if (hooked) return;
  hooked = true;
  process.on('exit', () => endAll());
  for (const [signal, code] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])) {
    process.on(signal, () => process.exit(code));
  }
  for (const event of /** @type {const} */ (['uncaughtException', 'unhandledRejection'])) {
    process.on(event, (error) => {
      console.error(error);
      process.exit(1);
    });
  }
}

/**
 * Ends the process group that `pid` leads; nothing happens where it is gone.
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
export function endGroup(pid, signal = 'SIGKILL') {
  if (WINDOWS) {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, signal);
      return;
    } catch {
      // no such group, or no such process
    }
  }
}

function endAll() {
  for (const [pid, signal] of groups) endGroup(pid, signal);
  groups.clear();
}

/**
 * Starts a program as the leader of a process group; the group ends when this program does, on every path.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @param {NodeJS.Signals} signal by which it is ended
 * @returns {import('node:child_process').ChildProcess}
 */
export function startGroup(command, args, options = {}, signal = 'SIGKILL') {
  hookExits();
  const child = spawn(command, [...args], {
    windowsHide: true,
    ...options,
    detached: !WINDOWS,
    shell: WINDOWS && !command.endsWith('.exe'),
  });
  const { pid } = child;
  if (pid !== undefined) {
    groups.set(pid, signal);
    child.once('exit', () => {
      // the leader has gone; whatever it left behind goes too
      endGroup(pid);
      groups.delete(pid);
    });
  }
  return child;
}

/** How long a program may take to end what it has started itself. */
const GRACE_MS = 5000;

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutSeconds?: number, quiet?: boolean,
 *   onText?: (text: string) => void }} options `quiet` keeps its output back; `onText` sees it as it comes
 * @returns {Promise<{ code: number | null, text: string, timedOut: boolean, problem: string | null }>} code null: it was
 *   ended by a signal or could not be started (`problem`)
 */
export function run(command, args, { cwd, env, timeoutSeconds, quiet = false, onText } = {}) {
  return new Promise((resolve) => {
    const child = startGroup(
      command,
      args,
      { ...(cwd === undefined ? {} : { cwd }), env: env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] },
      'SIGTERM',
    );
    let text = '';
    let timedOut = false;
    const take = (/** @type {NodeJS.WriteStream} */ stream) => (/** @type {Buffer} */ chunk) => {
      const part = chunk.toString();
      text += part;
      onText?.(part);
      if (!quiet) stream.write(part);
    };
    child.stdout?.on('data', take(process.stdout));
    child.stderr?.on('data', take(process.stderr));
    const timer =
      timeoutSeconds === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            const { pid } = child;
            if (pid === undefined) return;
            endGroup(pid, 'SIGTERM');
            setTimeout(() => endGroup(pid), GRACE_MS).unref();
          }, timeoutSeconds * 1000);
    const finish = (/** @type {number | null} */ code, /** @type {string | null} */ problem) => {
      clearTimeout(timer);
      resolve({ code, text, timedOut, problem });
    };
    child.once('error', (error) => finish(null, error.message));
    child.once('close', (code) => finish(code, null));
  });
}

/**
 * Runs a program and lets only its failure be seen: its output is shown when it ends with another code than 0.
 * @param {string} what in words, for the message
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutSeconds?: number }} options
 * @returns {Promise<string>} its output
 * @throws {Error} when it fails
 */
export async function runQuietly(what, command, args, options = {}) {
  const { code, text, timedOut, problem } = await run(command, args, { ...options, quiet: true });
  if (code === 0) return text;
  const why = problem ?? (timedOut ? `it took more than ${options.timeoutSeconds} s` : `it ended with ${code}`);
  throw new Error(`${what} failed: ${why}\n$ ${command} ${args.join(' ')}\n${text.slice(-4000)}`);
}

/**
 * The command line of a running process.
 * @param {number} pid
 * @returns {string | null} null where there is no such process
 */
export function commandLineOf(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return null;
  }
  if (process.platform === 'linux') {
    try {
      const text = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      // a process that has ended and waits for its parent has no command line
      return text === '' ? null : text;
    } catch {
      return null;
    }
  }
  if (WINDOWS) {
    const query = `(Get-CimInstance Win32_Process -Filter 'ProcessId=${pid}').CommandLine`;
    return spawnSync('powershell', ['-NoProfile', '-Command', query], { encoding: 'utf8' }).stdout?.trim() || null;
  }
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() || null;
}

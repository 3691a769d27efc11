// A language client for measuring: starts a server on standard input and output, and reads what the system says it costs.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';

/**
 * Starts `node SERVER --stdio` and initializes it as an editor that takes pushed diagnostics.
 * @param {string} server path of the built server
 */
export async function startServer(server) {
  const spawned = performance.now();
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  /** @type {Map<string, { resolve: (d: unknown[]) => void, until: (d: unknown[], version?: number) => boolean }>} */
  const waiting = new Map();
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics, version }) => {
    const waiter = waiting.get(uri);
    if (waiter?.until(diagnostics, version)) {
      waiting.delete(uri);
      waiter.resolve(diagnostics);
    }
  });
  connection.onRequest('workspace/configuration', ({ items }) => items.map(() => null));
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      workspace: { configuration: true },
      textDocument: { publishDiagnostics: { versionSupport: true }, synchronization: {} },
    },
  });
  await connection.sendNotification('initialized', {});
  return {
    connection,
    pid: child.pid ?? 0,
    spawned,
    /**
     * Resolves with the diagnostics of `uri` once `until` holds.
     * @param {string} uri
     * @param {(diagnostics: any[], version?: number) => boolean} until
     * @returns {Promise<any[]>}
     */
    diagnostics: (uri, until) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`no such diagnostics of ${uri} in 20 s`)), 20_000);
        waiting.set(uri, {
          until,
          resolve: (d) => {
            clearTimeout(timer);
            resolve(d);
          },
        });
      }),
    async stop() {
      await connection.sendRequest('shutdown').catch(() => undefined);
      await connection.sendNotification('exit').catch(() => undefined);
      child.kill();
    },
  };
}

/**
 * CPU time that all threads of a process have used so far (Linux).
 * @param {number} pid
 * @returns {number} milliseconds
 */
export function cpuMs(pid) {
  let nanoseconds = 0;
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    try {
      nanoseconds += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]);
    } catch {
      // the thread has just ended
    }
  }
  return nanoseconds / 1e6;
}

/**
 * The most memory that a process has held (Linux, VmHWM).
 * @param {number} pid
 * @returns {number} MiB
 */
export function peakMiB(pid) {
  const line = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1]) / 1024;
}

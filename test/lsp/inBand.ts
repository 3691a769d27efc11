/** The real server in-band, with files that it or its client reads. */
import { PassThrough } from 'node:stream';
import { expect } from 'vitest';
import {
  ConfigurationRequest,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { type Runtime, startServer } from '../../server/src/lsp/index';

const open: ProtocolConnection[] = [];
/** Ends what a test began: for `afterEach`. */
export function disposeClients(): void {
  for (const connection of open.splice(0)) connection.dispose();
}

interface Options {
  /** files that are stored, by address; they may change */
  readonly files: Record<string, string>;
  readonly settings?: unknown;
  /** the server reads them itself, or asks the client */
  readonly readBy?: 'server' | 'client';
  readonly rootUri?: string | null;
}

/** A client that talks to a server of its own, and what it is told. */
export async function client({ files, settings = null, readBy = 'server', rootUri = 'file:///work' }: Options) {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const read = async (uri: string) => files[uri] ?? null;
  const runtime: Runtime = {
    after: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
    ...(readBy === 'server' ? { readTextFile: read, listFiles: async () => Object.keys(files) } : {}),
  };
  startServer(createConnection(new StreamMessageReader(up), new StreamMessageWriter(down)), runtime);
  const connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  open.push(connection);
  const watched: string[] = [];
  const latest = new Map<string, readonly Diagnostic[]>();
  const waiting = new Set<() => void>();
  connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => settings));
  connection.onRequest('client/registerCapability', ({ registrations }) => {
    for (const { registerOptions } of registrations)
      for (const { globPattern } of registerOptions.watchers ?? []) watched.push(globPattern);
    return null;
  });
  connection.onRequest('rolloutLens/workspaceFiles', () => Object.keys(files));
  connection.onRequest('rolloutLens/fileText', ({ uri }: { uri: string }) => read(uri));
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
    latest.set(uri, diagnostics);
    for (const wake of waiting) wake();
  });
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: null,
    rootUri,
    capabilities: {
      workspace: { configuration: true, didChangeWatchedFiles: { dynamicRegistration: true } },
      textDocument: {},
    },
    initializationOptions: {
      language: 'en',
      answersFileText: readBy === 'client',
      answersWorkspaceFiles: readBy === 'client',
    },
  });
  await connection.sendNotification('initialized', {});
  return {
    watched,
    open: (uri: string, text: string) =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'yaml', version: 1, text },
      }),
    change: (uri: string, version: number, text: string) =>
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      }),
    changed: (uri: string) =>
      connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] }),
    /** waits until the findings of a file are these, as `code severity` */
    until: async (uri: string, expected: readonly string[]) => {
      const shown = () => latest.get(uri)?.map(({ code, severity }) => `${code} ${severity}`);
      const matches = () => JSON.stringify(shown()) === JSON.stringify(expected);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(done, 3000);
        const look = () => matches() && done();
        function done() {
          clearTimeout(timer);
          waiting.delete(look);
          resolve();
        }
        waiting.add(look);
        look();
      });
      expect(shown()).toEqual(expected);
    },
  };
}

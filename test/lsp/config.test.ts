/** `.rollout-lens.yaml` through the real server, in-band. */
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
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

const DAEMON_SET = `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  replicas: 3
  selector:
    matchLabels:
      app: agent
  template:
    metadata:
      labels:
        app: agent
    spec:
      containers:
        - name: agent
          image: registry.example.com/agent:1
`;
const CONFIG = 'file:///work/.rollout-lens.yaml';

const open: ProtocolConnection[] = [];
afterEach(() => {
  for (const connection of open.splice(0)) connection.dispose();
});

interface Options {
  /** files that are stored, by address; they may change */
  readonly files: Record<string, string>;
  readonly settings?: unknown;
  /** the server reads them itself, or asks the client */
  readonly readBy?: 'server' | 'client';
  readonly rootUri?: string | null;
}

async function client({ files, settings = null, readBy = 'server', rootUri = 'file:///work' }: Options) {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const read = async (uri: string) => files[uri] ?? null;
  const runtime: Runtime = {
    after: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
    ...(readBy === 'server' ? { readTextFile: read } : {}),
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
    initializationOptions: { language: 'en', answersFileText: readBy === 'client' },
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

describe('.rollout-lens.yaml in the editor', () => {
  it.each(['server', 'client'] as const)('holds before the settings, read by the %s', async (readBy) => {
    const scheme = readBy === 'server' ? 'file:///work' : 'vscode-vfs://host/work';
    const editor = await client({
      files: { [`${scheme}/.rollout-lens.yaml`]: 'rules: {ds-replicas: hint}\n' },
      settings: { rules: { 'ds-replicas': { severity: 'warning' } } },
      readBy,
      rootUri: scheme,
    });
    await editor.open(`${scheme}/a/b/c/d/e/one.yaml`, DAEMON_SET);
    await editor.until(`${scheme}/a/b/c/d/e/one.yaml`, ['ds-replicas 4']);
  });

  it('is the nearest one, and none above the repository', async () => {
    const editor = await client({
      files: {
        [CONFIG]: 'rules: {ds-replicas: hint}\n',
        'file:///work/a/.rollout-lens.yml': 'rules: {ds-replicas: information}\n',
        'file:///work/b/.git/HEAD': 'ref: refs/heads/main\n',
      },
    });
    await editor.open('file:///work/a/x/one.yaml', DAEMON_SET);
    await editor.until('file:///work/a/x/one.yaml', ['ds-replicas 3']);
    await editor.open('file:///work/b/x/one.yaml', DAEMON_SET);
    await editor.until('file:///work/b/x/one.yaml', ['ds-replicas 1']);
  });

  it('holds anew when it is stored, typed into, or made', async () => {
    const files: Record<string, string> = {};
    const editor = await client({ files });
    const uri = 'file:///work/one.yaml';
    await editor.open(uri, DAEMON_SET);
    await editor.until(uri, ['ds-replicas 1']);
    expect(editor.watched).toContain('**/.rollout-lens.{yaml,yml}');
    files[CONFIG] = 'rules: {ds-replicas: hint}\n';
    await editor.changed(CONFIG);
    await editor.until(uri, ['ds-replicas 4']);
    await editor.open(CONFIG, files[CONFIG] ?? '');
    await editor.change(CONFIG, 2, 'rules: {ds-replicas: off}\n');
    await editor.until(uri, []);
    await editor.change(CONFIG, 3, 'rules: {ds-replica: off}\n');
    await editor.until(uri, ['ds-replicas 1']);
    await editor.until(CONFIG, ['config-invalid 1']);
  });

  it('leaves out what it excludes', async () => {
    const editor = await client({ files: { [CONFIG]: 'exclude: [gen/]\n' } });
    await editor.open('file:///work/gen/one.yaml', DAEMON_SET);
    await editor.until('file:///work/gen/one.yaml', []);
  });

  it('tells of a file with nodes that is not there, until it is', async () => {
    const text = 'nodes: [{file: infra/nodes.yaml}]\n';
    const files: Record<string, string> = { [CONFIG]: text };
    const editor = await client({ files });
    await editor.open(CONFIG, text);
    await editor.until(CONFIG, ['config-invalid 1']);
    files['file:///work/infra/nodes.yaml'] = 'kind: Node\nmetadata: {name: a}\n';
    await editor.changed('file:///work/infra/nodes.yaml');
    await editor.until(CONFIG, []);
    expect(editor.watched).toContain('**/nodes.yaml');
  });
});

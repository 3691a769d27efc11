/** The built server as a process of its own, as other editors start it. Skipped where nothing has been built. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  createProtocolConnection,
  type Diagnostic,
  type Hover,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

const server = join(import.meta.dirname, '../../dist/server.js');

it.skipIf(!existsSync(server))('node dist/server.js --stdio answers, and ends when it is told to', async () => {
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let complaints = '';
  child.stderr.on('data', (part) => {
    complaints += String(part);
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.listen();
  try {
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: { textDocument: { diagnostic: {} } },
    });
    await connection.sendNotification('initialized', {});
    const uri = 'file:///agent.yaml';
    const text =
      'apiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  name: agent\nspec:\n  replicas: 3\n  selector: {}\n';
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version: 1, text },
    });
    const textDocument = { uri };
    const { items } = await connection.sendRequest<{ items: Diagnostic[] }>('textDocument/diagnostic', {
      textDocument,
    });
    expect(items.map((each) => each.code)).toContain('ds-replicas');
    expect(items[0]?.codeDescription?.href).toMatch(/^file:.*\/dist\/rules\/[a-z-]+\.md$/);
    const hover = await connection.sendRequest<Hover | null>('textDocument/hover', {
      textDocument,
      position: { line: 1, character: 8 },
    });
    expect(JSON.stringify(hover?.contents)).toContain('DaemonSet');
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    expect(await ended).toBe(0);
    expect(complaints).toBe('');
  } finally {
    connection.dispose();
    child.kill();
  }
});

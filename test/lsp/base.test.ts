/** The server asks its client what git HEAD holds, compares, and tells what the API server stores. */
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type CodeAction,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { isStoredAnswer, type StoredAnswer } from '../../protocol/src/index';
import { startServer } from '../../server/src/lsp/index';

const set = (policy: string, name = 'queue') => `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ${name}}
spec:
  podManagementPolicy: ${policy}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers: [{name: main, image: 'registry.example.com/main:1', resources: {requests: {cpu: 0.5}}}]
`;
const A = 'file:///work/a.yaml';

const open: ProtocolConnection[] = [];
afterEach(() => {
  for (const connection of open.splice(0)) connection.dispose();
});

/** @param heads what HEAD holds by address; a promise is an answer that takes its time */
async function client(heads: Record<string, string | Promise<string>>, copiesText = true) {
  const [up, down] = [new PassThrough(), new PassThrough()];
  startServer(createConnection(new StreamMessageReader(up), new StreamMessageWriter(down)), {
    after: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
  });
  const connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  open.push(connection);
  const waiting: (() => void)[] = [];
  let lenses = 0;
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/diagnostic/refresh', () => {
    for (const wake of waiting.splice(0)) wake();
    return null;
  });
  connection.onRequest('workspace/codeLens/refresh', () => {
    lenses++;
    return null;
  });
  connection.onRequest('rolloutLens/baseText', async ({ uri }: { uri: string }) => {
    const text = await heads[uri];
    return text === undefined ? { base: 'saved', text: 'saved: 1' } : { base: 'head', text };
  });
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: null,
    rootUri: 'file:///work',
    capabilities: {
      workspace: { diagnostics: { refreshSupport: true }, codeLens: { refreshSupport: true } },
      textDocument: { diagnostic: {} },
    },
    initializationOptions: { language: 'en', answersBaseText: true, copiesText },
  });
  await connection.sendNotification('initialized', {});
  const diagnostics = async (uri: string) =>
    (await connection.sendRequest<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri } })).items;
  return {
    connection,
    heads,
    lensRefreshes: () => lenses,
    refreshed: () => new Promise<void>((resolve) => waiting.push(resolve)),
    open: (uri: string, text: string) =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'yaml', version: 1, text },
      }),
    refused: async (uri: string) => (await diagnostics(uri)).filter(({ code }) => code === 'immutable-field'),
    baseChanged: () => connection.sendNotification('rolloutLens/baseTextsChanged'),
    stored: (position?: object) =>
      connection.sendRequest<StoredAnswer>('rolloutLens/stored', { uri: A, ...(position ? { position } : {}) }),
  };
}

describe('what git HEAD holds', () => {
  it('is compared with as soon as it is known, and again when HEAD moves', async () => {
    const editor = await client({ [A]: set('OrderedReady') });
    const known = editor.refreshed();
    await editor.open(A, set('Parallel'));
    await known;
    expect(await editor.refused(A)).toHaveLength(1);
    editor.heads[A] = set('Parallel');
    const moved = editor.refreshed();
    await editor.baseChanged();
    await moved;
    expect(await editor.refused(A)).toEqual([]);
    expect(editor.lensRefreshes()).toBe(1);
  });
  it('never holds the findings up', async () => {
    let answer: (text: string) => void = () => {};
    const editor = await client({
      [A]: new Promise((resolve) => {
        answer = resolve;
      }),
    });
    await editor.open(A, set('Parallel'));
    expect(await editor.refused(A)).toEqual([]);
    const known = editor.refreshed();
    answer(set('OrderedReady'));
    await known;
    expect(await editor.refused(A)).toHaveLength(1);
  });
  it('counts alone: a saved text is no stored object', async () => {
    const editor = await client({});
    await editor.open(A, set('Parallel'));
    expect(await editor.refused(A)).toEqual([]);
  });
  it('comes with a recipe to copy, where the client can', async () => {
    for (const copies of [true, false]) {
      const editor = await client({ [A]: set('OrderedReady') }, copies);
      const known = editor.refreshed();
      await editor.open(A, set('Parallel'));
      await known;
      const [refused] = await editor.refused(A);
      const actions = await editor.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri: A },
        range: refused?.range,
        context: { diagnostics: [refused] },
      });
      const copying = actions.filter(({ command }) => command?.command === 'rolloutLens.copyText');
      expect(copying).toHaveLength(copies ? 1 : 0);
      if (copies) {
        expect(copying[0]?.edit).toBeUndefined();
        expect(String(copying[0]?.command?.arguments?.[0])).toContain('kubectl apply -f a.yaml\n');
      }
    }
  });
});

describe('what the API server stores', () => {
  it('is answered for the object at the cursor, with marks on its lines', async () => {
    const editor = await client({});
    await editor.open(A, `${set('Parallel')}---\n${set('OrderedReady', 'cache')}`);
    const first = await editor.stored();
    expect(isStoredAnswer(first)).toBe(true);
    expect(first.title).toBe('StatefulSet queue');
    const lines = first.text.split('\n');
    const at = (kind: string) =>
      first.marks.filter((mark) => mark.kind === kind).map(({ line }) => lines[line]?.trim());
    expect(at('default')).toContain('replicas: 1');
    expect(at('rewritten')).toEqual(['cpu: 500m']);
    const second = await editor.stored({ line: 12, character: 0 });
    expect(second.title).toBe('StatefulSet cache');
  });
  it('is told of a refused object and of a file without one', async () => {
    const editor = await client({});
    await editor.open(A, set('Parallel').replace('spec:', 'specs: 1\nspec:'));
    const answer = await editor.stored();
    expect(answer).toMatchObject({ refused: true, title: 'StatefulSet queue' });
    expect(answer.text).toContain('# specs: 1\n');
    await editor.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: A, version: 2 },
      contentChanges: [{ text: 'a: 1\n' }],
    });
    expect(await editor.stored()).toMatchObject({ title: null, refused: false });
    expect(await editor.connection.sendRequest('rolloutLens/stored', { uri: 'file:///none.yaml' })).toBeNull();
  });
});

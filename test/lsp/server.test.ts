/** The real server in-band: startServer behind streams, spoken to as an editor does. */
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type CodeAction,
  type CodeLens,
  type CompletionList,
  ConfigurationRequest,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type DocumentSymbol,
  type Hover,
  type InitializeResult,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { RolloutAnswer, WorkloadSummary } from '../../protocol/src/index';
import { type Runtime, startServer } from '../../server/src/lsp/index';

const uri = 'file:///work/web.yaml';
const web = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
  replicas: 3
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
        - name: nginx
          image: registry.k8s.io/nginx-slim:0.27
`;

interface Options {
  readonly settings?: unknown;
  readonly language?: 'en' | 'ja';
  readonly pulls?: boolean;
  readonly baseText?: string | null;
  readonly runtime?: Partial<Runtime>;
}

const open: ProtocolConnection[] = [];
afterEach(() => {
  for (const connection of open.splice(0)) connection.dispose();
});

async function client(options: Options = {}) {
  const [up, down] = [new PassThrough(), new PassThrough()];
  startServer(createConnection(new StreamMessageReader(up), new StreamMessageWriter(down)), {
    after: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
    ...options.runtime,
  });
  const connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  open.push(connection);
  let settings: unknown = options.settings ?? null;
  const published: { uri: string; version?: number; diagnostics: Diagnostic[] }[] = [];
  const logged: string[] = [];
  const waiting: (() => void)[] = [];
  connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => settings));
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('rolloutLens/baseText', () => ({ base: 'head', text: options.baseText ?? null }));
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    logged.push(message);
  });
  connection.onNotification('textDocument/publishDiagnostics', (params) => {
    published.push(params);
    for (const wake of waiting.splice(0)) wake();
  });
  connection.listen();
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: null,
    rootUri: 'file:///work',
    capabilities: {
      workspace: { configuration: true, workspaceEdit: { documentChanges: true } },
      textDocument: options.pulls === false ? {} : { diagnostic: {} },
    },
    initializationOptions: { language: options.language ?? 'en', answersBaseText: options.baseText !== undefined },
  });
  await connection.sendNotification('initialized', {});
  const textDocument = { uri };
  return {
    connection,
    initialized,
    published,
    logged,
    configure: (next: unknown) => {
      settings = next;
      return connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    },
    open: (text: string, at = uri) =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: at, languageId: 'yaml', version: 1, text },
      }),
    change: (version: number, ...contentChanges: unknown[]) =>
      connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges }),
    request: <T>(method: string, params: object = {}) => connection.sendRequest<T>(method, { textDocument, ...params }),
    diagnostics: async (at = uri) =>
      (await connection.sendRequest<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri: at } }))
        .items,
    nextPublish: () => new Promise<void>((resolve) => waiting.push(resolve)),
  };
}

const at = (line: number, character: number) => ({ line, character });
const insert = (line: number, character: number, text: string) => ({
  range: { start: at(line, character), end: at(line, character) },
  text,
});

describe('diagnostics', () => {
  it('are answered to a client that pulls them, and follow every key', async () => {
    const editor = await client();
    expect(editor.initialized.capabilities).toMatchObject({ positionEncoding: 'utf-16', diagnosticProvider: {} });
    await editor.open(web);
    expect(await editor.diagnostics()).toEqual([]);
    await editor.change(2, insert(6, 10, 'x'));
    const [finding, ...more] = await editor.diagnostics();
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      code: 'unknown-field',
      source: 'rollout-lens',
      severity: 1,
      range: { start: at(6, 2), end: at(6, 11) },
      data: { category: 'rejected', field: 'spec.replicasx', document: 0 },
    });
    await editor.change(3, { range: { start: at(6, 10), end: at(6, 11) }, text: '' });
    expect(await editor.diagnostics()).toEqual([]);
    expect(editor.published).toEqual([]);
  });
  it('are pushed to a client that does not, with the version, and taken back on close', async () => {
    const editor = await client({ pulls: false });
    expect(editor.initialized.capabilities.diagnosticProvider).toBeUndefined();
    const first = editor.nextPublish();
    await editor.open(web.replace('replicas', 'replica'));
    await first;
    expect(editor.published.at(-1)).toMatchObject({ uri, version: 1, diagnostics: [{ code: 'unknown-field' }] });
    const next = editor.nextPublish();
    await editor.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await next;
    expect(editor.published.at(-1)).toMatchObject({ uri, diagnostics: [] });
  });
  it('follow the settings, and their change', async () => {
    const text = web.replace('  replicas: 3\n', '  ordinals: {start: 1}\n');
    const editor = await client({ settings: { kubernetesVersion: '1.25', style: false, rules: {} } });
    await editor.open(text);
    expect(await editor.diagnostics()).toHaveLength(1);
    await editor.configure({ kubernetesVersion: '1.37' });
    expect(await editor.diagnostics()).toEqual([]);
    await editor.configure({ kubernetesVersion: '1.25', rules: { 'unknown-field': { severity: 'information' } } });
    expect(await editor.diagnostics()).toMatchObject([{ severity: 3 }]);
  });
  it('survive settings of any form', async () => {
    for (const settings of [null, 7, [], { kubernetesVersion: {}, rules: [3], style: 'yes' }, { rules: { a: null } }]) {
      const editor = await client({ settings });
      await editor.open(web.replace('replicas', 'replica'));
      expect(await editor.diagnostics()).toHaveLength(1);
    }
  });
  it('link to the page of the rule', async () => {
    const editor = await client({ runtime: { rulePages: 'file:///dist/rules/{id}{language}.md' }, language: 'ja' });
    await editor.open(web.replace('replicas', 'replica'));
    expect(await editor.diagnostics()).toMatchObject([
      {
        codeDescription: { href: 'file:///dist/rules/unknown-field.ja.md' },
        message: expect.stringMatching(/フィールド/),
      },
    ]);
  });
  it('say of a template that it is one, as a hint', async () => {
    const editor = await client();
    await editor.open(web.replace('replicas: 3', 'replicas: {{ .Values.replicas }}'));
    expect(await editor.diagnostics()).toMatchObject([{ code: 'document-template', severity: 4 }]);
  });
  it('know the patches of a kustomization beside the file', async () => {
    const files: Readonly<Record<string, string>> = {
      'file:///work/kustomization.yaml': 'patches: [{path: web.yaml}]\n',
    };
    const editor = await client({ pulls: false, runtime: { readTextFile: async (name) => files[name] ?? null } });
    await editor.open(web.replace('          image: registry.k8s.io/nginx-slim:0.27\n', ''));
    for (let tries = 0; tries < 50 && editor.published.at(-1)?.diagnostics[0]?.code !== 'document-partial'; tries++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(editor.published.at(-1)?.diagnostics).toMatchObject([{ code: 'document-partial' }]);
  });
});

describe('fixes', () => {
  const wrong = web.replace('replicas', 'replica');

  it('mend the diagnostic at the place, as versioned edits', async () => {
    const editor = await client();
    await editor.open(wrong);
    const diagnostics = await editor.diagnostics();
    const actions = await editor.request<CodeAction[]>('textDocument/codeAction', {
      range: diagnostics[0]?.range,
      context: { diagnostics },
    });
    expect(actions[0]).toMatchObject({
      kind: 'quickfix',
      isPreferred: true,
      diagnostics,
      edit: { documentChanges: [{ textDocument: { uri, version: 1 }, edits: [{ newText: 'replicas' }] }] },
    });
  });
  it('mend the whole file when that is asked for, and only then', async () => {
    const editor = await client();
    await editor.open(wrong);
    const ask = (only?: string[]) =>
      editor.request<CodeAction[]>('textDocument/codeAction', {
        range: { start: at(0, 0), end: at(99, 0) },
        context: { diagnostics: [], ...(only ? { only } : {}) },
      });
    const kinds = async (only?: string[]) => (await ask(only)).map((action) => action.kind);
    expect(await kinds(['source.fixAll'])).toEqual(['source.fixAll.rolloutLens']);
    expect(await kinds(['source.organizeImports'])).toEqual([]);
    expect(new Set(await kinds())).toEqual(new Set(['quickfix']));
  });
});

describe('lenses and rollouts', () => {
  it('resolve to the verdict against what the client compares with', async () => {
    const editor = await client({ baseText: web });
    await editor.open(web.replace('0.27', '0.28'));
    const lenses = await editor.request<CodeLens[]>('textDocument/codeLens');
    expect(lenses).toMatchObject([{ range: { start: at(1, 0) }, data: { select: 'StatefulSet/web' } }]);
    expect(lenses[0]?.command).toBeUndefined();
    const lens = await editor.connection.sendRequest<CodeLens>('codeLens/resolve', lenses[0]);
    expect(lens.command).toMatchObject({ command: 'rolloutLens.previewRollout', arguments: [uri, 'StatefulSet/web'] });
    expect(lens.command?.title).toMatch(/^Preview rollout: .*web-2/);
  });
  it('answer the panel', async () => {
    const editor = await client();
    await editor.open(web.replace('replicas: 3', 'replicas: 5'));
    const workloads = await editor.connection.sendRequest<WorkloadSummary[]>('rolloutLens/workloads', { uri });
    expect(workloads).toMatchObject([{ kind: 'StatefulSet', name: 'web' }]);
    const answer = await editor.connection.sendRequest<RolloutAnswer>('rolloutLens/rollout', { uri, baseText: web });
    expect(answer).toMatchObject({ version: 1, state: { kind: 'ready' }, from: { replicas: 3 }, to: { replicas: 5 } });
    await expect(editor.connection.sendRequest('rolloutLens/rollout', {})).rejects.toThrow('uri is missing');
  });
});

describe('reading', () => {
  it('hovers, completes and outlines', async () => {
    const editor = await client();
    await editor.open(web);
    const hover = await editor.request<Hover>('textDocument/hover', { position: at(6, 4) });
    expect(JSON.stringify(hover.contents)).toContain('replicas');
    await editor.change(2, insert(6, 13, '\n  minR'));
    const list = await editor.request<CompletionList>('textDocument/completion', { position: at(7, 6) });
    expect(list.items.map((item) => item.label)).toContain('minReadySeconds');
    const symbols = await editor.request<DocumentSymbol[]>('textDocument/documentSymbol');
    expect(symbols[0]?.name).toBe('StatefulSet/web');
  });
});

describe('bad input', () => {
  it('does no work for documents that are not open', async () => {
    const editor = await client();
    expect(await editor.diagnostics()).toEqual([]);
    expect(await editor.request('textDocument/hover', { position: at(0, 0) })).toBeNull();
    expect(await editor.request('textDocument/codeLens')).toEqual([]);
    expect(await editor.connection.sendRequest('rolloutLens/rollout', { uri, baseText: null })).toBeNull();
    await editor.change(2, insert(0, 0, 'x'));
    expect(await editor.diagnostics()).toEqual([]);
  });
  it.each(['', 'apiVersion: apps/v1\nkind: Stat', '{{ }}', web.replaceAll('\n', '\r\n'), '\0', `${web}  "`])(
    'survives %j',
    async (text) => {
      const editor = await client();
      await editor.open(text);
      await editor.diagnostics();
      for (const method of ['hover', 'completion'])
        await editor.request(`textDocument/${method}`, { position: at(1, 9999) });
      for (const method of ['codeLens', 'documentSymbol']) await editor.request(`textDocument/${method}`);
      await editor.change(2, { text: web });
      expect(await editor.diagnostics()).toEqual([]);
      expect(editor.logged).toEqual([]);
    },
  );
  it('answers for a text of 50 MB', async () => {
    const editor = await client();
    await editor.open(`${web}# ${'x'.repeat(50_000_000)}\n`);
    expect((await editor.diagnostics()).map((each) => each.code)).toEqual(['parse-error']);
  });
});

/** The language service behind the protocol: capabilities, documents, settings, one guard for each request. */
import {
  type CancellationToken,
  CodeActionKind,
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeResult,
  type Diagnostic as LspDiagnostic,
  ResponseError,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import {
  ASSET_REQUEST,
  BASE_TEXT_REQUEST,
  BASE_TEXTS_CHANGED_NOTIFICATION,
  type BaseTextAnswer,
  FILE_TEXT_REQUEST,
  PREVIEW_COMMAND,
  ROLLOUT_REQUEST,
  type RolloutParams,
  STORED_REQUEST,
  type StoredParams,
  WORKLOADS_REQUEST,
  WORKSPACE_FILES_REQUEST,
  type WorkloadsParams,
} from '../../../protocol/src/index';
import {
  createLanguageService,
  isConfigFile,
  type LanguageService,
  type ServiceSettings,
  type TextFile,
} from '../languageService/index';
import { createBaseTexts } from './baseTexts';
import { type Client, clientOf } from './client';
import { createClientSettings } from './clientSettings';
import {
  FIX_ALL_KIND,
  toCodeAction,
  toCompletionItem,
  toDiagnostic,
  toDocumentSymbol,
  toStatusDiagnostic,
} from './convert';
import { createOpenDocuments } from './documents';
import { createFileSettings } from './fileSettings';
import { createGuard } from './guard';
import type { Runtime } from './runtime';
import { positionOf, storedAnswer } from './storedAnswer';
import { createSurroundingFiles, WATCHED_GLOBS } from './surroundingFiles';
import { lensTitle } from './words';
import { createWorkspaceFiles, MANIFEST_GLOB } from './workspaceFiles';

const SERVER_NAME = 'rollout-lens';
/** Findings are pushed this long after the last change, in milliseconds, to clients that do not pull them. */
const PUSH_DELAY = 25;
/** The files of the workspace are looked for this long after the start, in milliseconds. */
const LOAD_DELAY = 200;
/** A client that does not answer a question of ours in this time is taken to have said nothing, in milliseconds. */
const MOST_WAIT = 3000;

/** Serves one connection until it closes. */
export function startServer(connection: Connection, runtime: Runtime): void {
  const log = (message: string) => connection.console.error(message);
  const guard = createGuard(log);
  const documents = createOpenDocuments();
  let client: Client = clientOf({ processId: null, rootUri: null, capabilities: {}, workspaceFolders: null });
  let service: LanguageService | undefined;
  const pushes = new Map<string, () => void>();

  const refresh = (): void => {
    if (client.pulls) {
      if (client.refreshesDiagnostics) connection.languages.diagnostics.refresh();
    } else for (const file of documents.all()) push(file.uri);
  };
  const clientSettings = createClientSettings(connection, runtime, () => client.answersConfiguration, refresh);
  const surroundings = createSurroundingFiles({
    read: () => (runtime.readTextFile || client.options.answersFileText === true ? fileText : undefined),
    open: (uri) => documents.file(uri),
    roots: () => client.roots,
    changed: () => {
      refresh();
      refreshLenses();
    },
    watch: watchFile,
  });
  const workspace = createWorkspaceFiles({
    list: listWorkspace,
    read: fileText,
    changed: () => {
      refresh();
      refreshLenses();
    },
  });
  const settings = createFileSettings(clientSettings, surroundings, runtime);

  const bases = createBaseTexts(
    runtime,
    (uri) => connection.sendRequest<BaseTextAnswer | null>(BASE_TEXT_REQUEST, { uri }),
    refresh,
  );

  const rulePage = (rule: string): string | undefined =>
    (client.options.rulePages ?? runtime.rulePages)
      ?.replace('{id}', rule)
      .replace('{language}', client.language === 'ja' ? '.ja' : '');

  const theService = (): LanguageService => {
    service ??= createLanguageService({
      language: client.language,
      log,
      loadProse: (name) => asset(`prose/${name}`),
      rulePage,
      workspace: {
        version: () => documents.version() + surroundings.version() * 1e9 + workspace.version() * 1e12,
        files: () => [...documents.all(), ...closed(), ...surroundings.kustomizations()],
      },
      readText: surroundings.text,
    });
    return service;
  };

  /** Runs a request for an open document; for any other the fallback is the answer. */
  const forOpen = <T>(
    name: string,
    uri: string,
    token: CancellationToken | null,
    fallback: T,
    run: (file: TextFile, settings: ServiceSettings) => T | Promise<T>,
  ): Promise<T> =>
    guard(name, token, fallback, async () => {
      if (!documents.file(uri)) return fallback;
      const current = settings.known(uri) ?? (await settings.forFile(uri));
      const file = documents.file(uri);
      return file && !token?.isCancellationRequested ? run(file, current) : fallback;
    });

  async function asset(name: string): Promise<string | null> {
    if (runtime.readAsset) return runtime.readAsset(name);
    if (client.options.answersAsset !== true) return null;
    return answered(connection.sendRequest<string | null>(ASSET_REQUEST, { name }), null);
  }

  /** Files of the workspace that are not open: an open document comes before what is stored. */
  function* closed(): Iterable<TextFile> {
    for (const file of workspace.files()) if (!documents.file(file.uri)) yield file;
  }

  async function listWorkspace(): Promise<readonly string[] | null> {
    if (client.options.answersWorkspaceFiles === true)
      return connection.sendRequest<readonly string[] | null>(WORKSPACE_FILES_REQUEST);
    const { listFiles } = runtime;
    if (!listFiles) return null;
    return (await Promise.all(client.roots.map((root) => listFiles(root)))).flat();
  }

  /** A file of the workspace: what is not on this machine, or not for us to read, the client reads. */
  async function fileText(uri: string): Promise<string | null> {
    if (runtime.readTextFile && (uri.startsWith('file:') || client.options.answersFileText !== true))
      return runtime.readTextFile(uri);
    return answered(connection.sendRequest<string | null>(FILE_TEXT_REQUEST, { uri }), null);
  }

  function watchFile(uri: string): void {
    const name = uri.slice(uri.lastIndexOf('/') + 1);
    if (!client.registersWatchers || !/^[\w.-]+$/.test(name)) return;
    void guard('registration', null, undefined, async () => {
      await connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: `**/${name}` }],
      });
    });
  }

  async function baseText(uri: string): Promise<string | null> {
    if (client.options.answersBaseText !== true) return null;
    const answer = await answered<BaseTextAnswer | null>(connection.sendRequest(BASE_TEXT_REQUEST, { uri }), null);
    return typeof answer?.text === 'string' ? answer.text : null;
  }

  function answered<T>(answer: Promise<T>, fallback: T): Promise<T> {
    const patience = new Promise<T>((resolve) => {
      const cancel = runtime.after(MOST_WAIT, () => resolve(fallback));
      void answer.then(cancel, cancel);
    });
    return Promise.race([answer.catch(() => fallback), patience]);
  }

  const diagnosticsOf = (file: TextFile, current: ServiceSettings): LspDiagnostic[] => [
    ...theService()
      .diagnose(file, current, bases.files())
      .map((each) => toDiagnostic(each, file.uri, rulePage)),
    ...theService().statuses(file, current).map(toStatusDiagnostic),
  ];

  function push(uri: string, delay = PUSH_DELAY): void {
    if (client.pulls) return;
    pushes.get(uri)?.();
    pushes.set(
      uri,
      runtime.after(delay, () => {
        pushes.delete(uri);
        void forOpen('publishDiagnostics', uri, null, undefined, async (file, current) => {
          const diagnostics = diagnosticsOf(file, current);
          await connection.sendDiagnostics({
            uri,
            diagnostics,
            ...(file.version === null ? {} : { version: file.version }),
          });
        });
      }),
    );
  }

  connection.onInitialize((params): InitializeResult => {
    client = clientOf(params);
    return {
      serverInfo: { name: SERVER_NAME },
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        ...(client.pulls
          ? {
              diagnosticProvider: {
                identifier: SERVER_NAME,
                interFileDependencies: true,
                workspaceDiagnostics: false,
              },
            }
          : {}),
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL_KIND] },
        codeLensProvider: { resolveProvider: true },
        hoverProvider: true,
        completionProvider: { resolveProvider: true, triggerCharacters: [':', ' ', '-', '"', '{'] },
        documentSymbolProvider: true,
      },
    };
  });

  connection.onInitialized(() => {
    void guard('registration', null, undefined, async () => {
      if (client.registersConfiguration)
        await connection.client.register(DidChangeConfigurationNotification.type, { section: 'rolloutLens' });
      if (client.registersWatchers && (runtime.readTextFile || client.options.answersFileText === true))
        await connection.client.register(DidChangeWatchedFilesNotification.type, {
          watchers: [...WATCHED_GLOBS, MANIFEST_GLOB].map((globPattern) => ({ globPattern })),
        });
    });
    // what is open comes first
    if (client.roots.length > 0)
      runtime.after(LOAD_DELAY, () => void guard('workspace', null, undefined, workspace.load));
  });

  function refreshLenses(): void {
    if (client.refreshesLenses) void answered(connection.sendRequest(CodeLensRefreshRequest.type), undefined);
  }
  connection.onDidChangeConfiguration(({ settings: sent }) => {
    clientSettings.changed(sent);
    refresh();
    refreshLenses();
  });
  connection.onNotification(BASE_TEXTS_CHANGED_NOTIFICATION, () => {
    bases.askAgain();
    refreshLenses();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) {
      surroundings.refresh(uri);
      workspace.refresh(uri);
    }
  });

  connection.onDidOpenTextDocument(({ textDocument: { uri, version, text } }) => {
    documents.put(theService().track({ uri, version, text }));
    if (settings.known(uri) === null) void settings.forFile(uri);
    void surroundings.around(uri);
    if (client.options.answersBaseText === true) bases.ask(uri);
    push(uri, 0);
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    const file = documents.file(uri);
    if (!file) return;
    const config = isConfigFile(uri) ? settings.configFor(uri) : null;
    documents.put(theService().edit(file, version, contentChanges));
    push(uri);
    // what is being written holds at once, for everything below
    if (isConfigFile(uri) && settings.configFor(uri) !== config) {
      refresh();
      refreshLenses();
    }
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    documents.close(uri);
    bases.forget(uri);
    clientSettings.forget(uri);
    service?.close(uri);
    pushes.get(uri)?.();
    pushes.delete(uri);
    if (!client.pulls) void connection.sendDiagnostics({ uri, diagnostics: [] });
  });

  connection.languages.diagnostics.on(async ({ textDocument: { uri } }, token) => ({
    kind: 'full' as const,
    items: await forOpen<LspDiagnostic[]>('diagnostic', uri, token, [], diagnosticsOf),
  }));

  connection.onCodeAction(({ textDocument: { uri }, range, context }, token) =>
    forOpen('codeAction', uri, token, [], (file, current) => {
      const wanted = (kind: string) =>
        context.only?.some((only) => only === '' || kind === only || kind.startsWith(`${only}.`));
      const reported = context.diagnostics;
      const actions =
        context.only === undefined || wanted(CodeActionKind.QuickFix)
          ? theService().codeActions(file, range, current)
          : [];
      const all = wanted(FIX_ALL_KIND) ? theService().fixAll(file, current) : null;
      const offered =
        client.options.copiesText === true ? actions : actions.filter((each) => each.copies === undefined);
      return [...offered, ...(all ? [all] : [])].map((action) =>
        toCodeAction(action, file, reported, client.versionedEdits),
      );
    }),
  );

  connection.onCodeLens(({ textDocument: { uri } }, token) =>
    forOpen('codeLens', uri, token, [], (file) =>
      theService()
        .codeLenses(file)
        .map(({ range, select }) => ({ range, data: { uri, select } })),
    ),
  );
  connection.onCodeLensResolve((lens, token) => {
    const { uri, select } = (lens.data ?? {}) as { readonly uri?: string; readonly select?: string };
    const command = (verdict: string) => ({
      title: lensTitle(verdict, client.language),
      command: PREVIEW_COMMAND,
      arguments: [uri, select],
    });
    const plain = { range: lens.range, command: command('') };
    if (uri === undefined || select === undefined) return plain;
    return forOpen('codeLens/resolve', uri, token, plain, async (_file, current) => {
      const base = await baseText(uri);
      const file = documents.file(uri);
      if (!file) return plain;
      return { range: lens.range, command: command(theService().resolveLens(file, select, base, current)) };
    });
  });

  connection.onHover(({ textDocument: { uri }, position }, token) =>
    forOpen('hover', uri, token, null, async (file, current) => {
      const hover = await theService().hover(file, position, current);
      return hover && { range: hover.range, contents: { kind: 'markdown' as const, value: hover.contents } };
    }),
  );

  connection.onCompletion(({ textDocument: { uri }, position }, token) =>
    forOpen('completion', uri, token, null, async (file, current) => {
      const items = await theService().complete(file, position, current);
      return { isIncomplete: false, items: items.map(toCompletionItem) };
    }),
  );
  connection.onCompletionResolve((item, token) =>
    guard('completion/resolve', token, item, async () => {
      if (item.data === undefined) return item;
      const first = [...documents.all()][0];
      const current = first ? await settings.forFile(first.uri) : await settings.forFile('');
      const value = await theService().completionDocumentation(item.data, current);
      return value === undefined ? item : { ...item, documentation: { kind: 'markdown' as const, value } };
    }),
  );

  connection.onDocumentSymbol(({ textDocument: { uri } }, token) =>
    forOpen('documentSymbol', uri, token, [], (file) => theService().symbols(file).map(toDocumentSymbol)),
  );

  connection.onRequest(WORKLOADS_REQUEST, (params: WorkloadsParams, token) =>
    forOpen('workloads', uriOf(params), token, [], (file) => [...theService().workloads(file)]),
  );
  connection.onRequest(ROLLOUT_REQUEST, (params: RolloutParams, token) =>
    forOpen('rollout', uriOf(params), token, null, (file, current) => theService().rollout(file, params, current)),
  );
  connection.onRequest(STORED_REQUEST, (params: StoredParams, token) =>
    forOpen('stored', uriOf(params), token, null, (file, current) => {
      const position = positionOf(params);
      return storedAnswer(file, theService().storedAt(file, position, current), position, client.language);
    }),
  );

  connection.listen();
}

function uriOf(params: { readonly uri?: unknown } | null | undefined): string {
  if (typeof params?.uri !== 'string') throw new ResponseError(-32602, 'uri is missing');
  return params.uri;
}

/** *Show as the API server stores it*: a read-only text beside the manifest that follows what is typed and the cursor. */
import {
  commands,
  Disposable,
  EventEmitter,
  type LogOutputChannel,
  l10n,
  type TextDocument,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { isStoredAnswer, STORED_REQUEST, type StoredAnswer, type StoredParams } from '../../../protocol/src/index';
import type { BaseTexts } from '../baseTexts';
import { debounce, oneAtATime } from '../timing';
import { isManifest } from '../workloadContext';
import { createDecorations } from './decorations';

const STORED_SCHEME = 'rollout-lens-stored';
const SHOW_COMMAND = 'rolloutLens.showStored';
/** A text is brought up to date once the typing has been silent for so long. */
const DELAY_MS = 150;

/** What is shown of one manifest. */
interface View {
  /** the manifest */
  readonly source: Uri;
  position: StoredParams['position'];
  answer: StoredAnswer | null;
  readonly refresh: () => void;
}

/** The address of the text of a manifest: its name stands on the tab. */
function storedUri(source: Uri): Uri {
  const name = source.path.slice(source.path.lastIndexOf('/') + 1).replace(/\.(ya?ml|json)$/i, '') || 'manifest';
  return Uri.from({ scheme: STORED_SCHEME, path: `/${name} (stored).yaml`, query: source.toString() });
}

export function registerStoredView(
  client: BaseLanguageClient,
  baseTexts: BaseTexts,
  log: LogOutputChannel,
): Disposable {
  const changed = new EventEmitter<Uri>();
  /** by the address of the text that is shown */
  const views = new Map<string, View>();
  const decorations = createDecorations();

  const ask = async (source: Uri, position: StoredParams['position']): Promise<StoredAnswer | null> => {
    await client.start();
    // the server knows open documents alone
    await workspace.openTextDocument(source);
    const params: StoredParams = { uri: source.toString(), ...(position === undefined ? {} : { position }) };
    const answer: unknown = await client.sendRequest(STORED_REQUEST, params);
    if (isStoredAnswer(answer)) return answer;
    log.error(`${STORED_REQUEST}: not an answer`);
    return null;
  };

  const viewOf = (source: Uri): View => {
    const uri = storedUri(source);
    const known = views.get(uri.toString());
    if (known !== undefined) return known;
    const view: View = {
      source,
      position: cursorIn(source),
      answer: null,
      refresh: oneAtATime(
        async () => {
          const answer = await ask(source, view.position);
          if (answer === null || !views.has(uri.toString())) return;
          const same = answer.text === view.answer?.text;
          view.answer = answer;
          if (same) decorate(uri);
          else changed.fire(uri);
        },
        (error) => log.error(error instanceof Error ? error : String(error)),
      ),
    };
    views.set(uri.toString(), view);
    return view;
  };

  const decorate = (uri: Uri): void => {
    const answer = views.get(uri.toString())?.answer ?? null;
    for (const editor of window.visibleTextEditors) {
      // an answer whose text has not come into the editor yet decorates nothing
      if (editor.document.uri.toString() === uri.toString() && answer?.text === editor.document.getText())
        decorations.show(editor, answer.marks);
    }
  };

  const later = debounce(() => {
    for (const view of views.values()) view.refresh();
  }, DELAY_MS);

  const moveTo = (document: TextDocument): void => {
    const view = views.get(storedUri(document.uri).toString());
    const position = cursorIn(document.uri);
    if (view === undefined || position === undefined || position.line === view.position?.line) return;
    view.position = position;
    later();
  };

  const show = async (target?: unknown): Promise<void> => {
    const source = target instanceof Uri ? target : window.activeTextEditor?.document.uri;
    if (source === undefined || source.scheme === STORED_SCHEME) {
      if (source === undefined)
        await window.showInformationMessage(
          l10n.t('Open a DaemonSet or StatefulSet manifest first; what the API server stores of it can then be shown.'),
        );
      return;
    }
    const view = viewOf(source);
    view.position = cursorIn(source) ?? view.position;
    try {
      view.answer = await ask(source, view.position);
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
    }
    const uri = storedUri(source);
    changed.fire(uri);
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preview: true, preserveFocus: true });
    decorate(uri);
  };

  return Disposable.from(
    changed,
    decorations,
    { dispose: later.cancel },
    commands.registerCommand(SHOW_COMMAND, show),
    workspace.registerTextDocumentContentProvider(STORED_SCHEME, {
      onDidChange: changed.event,
      // a window that was reloaded asks for texts that nobody has shown yet
      provideTextDocumentContent: async (uri) => {
        const view = viewOf(Uri.parse(uri.query, true));
        if (view.answer === null) {
          try {
            view.answer = await ask(view.source, view.position);
          } catch {
            // the manifest is gone
            return `# ${l10n.t('The manifest cannot be opened any more.')}\n`;
          }
        }
        return view.answer?.text ?? '';
      },
    }),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.scheme === STORED_SCHEME) decorate(document.uri);
      else if (views.has(storedUri(document.uri).toString())) later();
    }),
    workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === STORED_SCHEME) views.delete(uri.toString());
    }),
    window.onDidChangeVisibleTextEditors((editors) => {
      for (const { document } of editors) if (document.uri.scheme === STORED_SCHEME) decorate(document.uri);
    }),
    window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (isManifest(textEditor.document)) moveTo(textEditor.document);
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('rolloutLens')) later();
    }),
    baseTexts.onDidChange(later),
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) later();
    }),
  );
}

/** Where the cursor stands in a manifest that can be seen. */
function cursorIn(source: Uri): StoredParams['position'] {
  const editor = window.visibleTextEditors.find(({ document }) => document.uri.toString() === source.toString());
  const active = editor?.selection.active;
  return active && { line: active.line, character: active.character };
}

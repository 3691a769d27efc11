/** The rollout panel's lifetime: there is one; it opens beside the editor, and comes back after a reload. */
import {
  type Disposable,
  type Event,
  EventEmitter,
  type ExtensionContext,
  type LogOutputChannel,
  l10n,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { isPanelState, type Rendered } from '../../../protocol/src/index';
import type { BaseTexts } from '../baseTexts';
import { language } from '../language';
import { createNonce, panelHtml } from './html';
import { type RolloutSession, type Subject, startSession } from './session';

const VIEW_TYPE = 'rolloutLens.rollout';

export interface RolloutPanels extends Disposable {
  /**
   * Opens the panel, or turns the open one to another manifest.
   * @param select `StatefulSet/web`; null: the workload at the cursor, else the first one
   */
  show(uri: Uri, select: string | null): Promise<void>;
  readonly onDidRender: Event<Rendered>;
  readonly lastRendered: () => Rendered | null;
  /** @see ExtensionApi.rolloutPanel.receive */
  readonly receive: (message: unknown) => Promise<void>;
}

export interface PanelSurroundings {
  readonly context: ExtensionContext;
  readonly client: BaseLanguageClient;
  readonly baseTexts: BaseTexts;
  readonly log: LogOutputChannel;
}

export function createRolloutPanels(surroundings: PanelSurroundings): RolloutPanels {
  const { context } = surroundings;
  const rendered = new EventEmitter<Rendered>();
  let last: Rendered | null = null;
  let open: { readonly panel: WebviewPanel; readonly session: RolloutSession } | null = null;
  const root = Uri.joinPath(context.extensionUri, 'dist', 'webview');
  const options = { enableScripts: true, localResourceRoots: [root], enableForms: false };

  const adopt = (panel: WebviewPanel, subject: Subject) => {
    last = null;
    panel.webview.options = options;
    panel.iconPath = {
      light: Uri.joinPath(context.extensionUri, 'images', 'rollout-light.svg'),
      dark: Uri.joinPath(context.extensionUri, 'images', 'rollout-dark.svg'),
    };
    const session = startSession({
      ...surroundings,
      panel,
      subject,
      onRendered: (message) => {
        last = message;
        rendered.fire(message);
      },
    });
    open = { panel, session };
    panel.onDidDispose(() => {
      session.dispose();
      if (open?.panel === panel) open = null;
    });
    panel.webview.html = panelHtml({
      cspSource: panel.webview.cspSource,
      script: panel.webview.asWebviewUri(Uri.joinPath(root, 'page.js')).toString(),
      style: panel.webview.asWebviewUri(Uri.joinPath(root, 'page.css')).toString(),
      nonce: createNonce(),
      language: language(),
      title: l10n.t('Rollout'),
    });
  };

  const serializer = window.registerWebviewPanelSerializer(VIEW_TYPE, {
    async deserializeWebviewPanel(panel: WebviewPanel, state: unknown) {
      if (!isPanelState(state) || open !== null) {
        panel.dispose();
        return;
      }
      adopt(panel, { uri: Uri.parse(state.uri), select: state.select, base: state.base });
    },
  });

  return {
    async show(uri, select) {
      if (open !== null) {
        open.session.turnTo({ uri, select, base: null });
        open.panel.reveal(undefined, true);
        return;
      }
      const place = { viewColumn: ViewColumn.Beside, preserveFocus: true };
      adopt(window.createWebviewPanel(VIEW_TYPE, l10n.t('Rollout'), place, options), { uri, select, base: null });
    },
    onDidRender: rendered.event,
    lastRendered: () => last,
    async receive(message) {
      if (open === null) throw new Error('There is no panel.');
      await open.session.receive(message);
    },
    dispose() {
      serializer.dispose();
      open?.panel.dispose();
      rendered.dispose();
    },
  };
}

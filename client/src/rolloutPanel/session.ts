/** What an open panel does: it follows a manifest as it is typed, and carries messages between page and editor. */
import {
  Disposable,
  l10n,
  type TextDocument,
  type TextEditor,
  TextEditorSelectionChangeKind,
  type Uri,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import { State } from 'vscode-languageclient';
import {
  type Base,
  type FromPanel,
  isFromPanel,
  isRolloutAnswer,
  type Rendered,
  ROLLOUT_REQUEST,
  type RolloutAnswer,
  type RolloutParams,
  type ToPanel,
} from '../../../protocol/src/index';
import type { BaseText } from '../baseTexts';
import { kubernetesVersion, setKubernetesVersion } from '../kubernetesVersion';
import { oneAtATime } from '../timing';
import { isManifest } from '../workloadContext';
import { applyFix, copy, currentRange, reveal, save } from './actions';
import { fieldAt, rangeOf, selectOf, workloadAt } from './fields';
import type { PanelSurroundings } from './panels';

/** What the panel shows. */
export interface Subject {
  readonly uri: Uri;
  /** `StatefulSet/web`; null: the workload at the cursor, else the first one */
  readonly select: string | null;
  /** what a person chose to compare with; null: the first that there is */
  readonly base: Base | null;
}

export interface RolloutSession extends Disposable {
  turnTo(subject: Subject): void;
  /**
   * Does what the page asks for.
   * @throws {Error} for what is not a message, and for what the editor would not do
   */
  receive(message: unknown): Promise<void>;
}

export interface SessionSurroundings extends PanelSurroundings {
  readonly panel: WebviewPanel;
  readonly subject: Subject;
  readonly onRendered: (message: Rendered) => void;
}

export function startSession({
  client,
  baseTexts,
  log,
  panel,
  onRendered,
  ...start
}: SessionSurroundings): RolloutSession {
  let subject = start.subject;
  let answer: RolloutAnswer | null = null;
  let cursorField: string | null = null;
  /** the page has asked for what there is; it does so anew whenever it has been hidden */
  let pageReady = false;

  const post = (message: ToPanel) => {
    if (pageReady) void panel.webview.postMessage(message);
  };

  const editor = (): TextEditor | undefined =>
    window.visibleTextEditors.find(({ document }) => isSubject(document)) ?? undefined;
  const isSubject = (document: TextDocument) => document.uri.toString() === subject.uri.toString();

  const ask = async (asked: Subject, base: BaseText): Promise<RolloutAnswer | null> => {
    const cursor = editor()?.selection.active;
    const params: RolloutParams = {
      uri: asked.uri.toString(),
      baseText: base.text,
      ...(asked.select === null ? {} : { select: asked.select }),
      ...(cursor === undefined ? {} : { position: { line: cursor.line, character: cursor.character } }),
    };
    const result: unknown = await client.sendRequest(ROLLOUT_REQUEST, params);
    if (isRolloutAnswer(result)) return result;
    log.error(`${ROLLOUT_REQUEST}: not an answer`);
    return null;
  };

  const refresh = oneAtATime(
    async () => {
      const asked = subject;
      await client.start();
      try {
        // the server knows open documents alone
        await workspace.openTextDocument(asked.uri);
      } catch {
        // the file is gone
        panel.title = l10n.t('Rollout');
        post({ type: 'rollout', answer: nothingAt(asked.uri), base: 'nothing', baseLabel: '' });
        return;
      }
      const base = await baseTexts.of(asked.uri, asked.base);
      let found = await ask(asked, base);
      if (found?.state.kind === 'no-workload' && asked.select !== null) {
        // it was renamed, or is gone: the one at the cursor, else the first
        found = await ask({ ...asked, select: null }, base);
      }
      if (found === null || asked !== subject) return;
      answer = found;
      panel.title = found.selected === null ? l10n.t('Rollout') : l10n.t('Rollout: {0}', nameOf(found.selected));
      post({ type: 'rollout', answer: found, base: base.base, baseLabel: baseLabel(base) });
    },
    (error) => log.error(error instanceof Error ? error : String(error)),
  );

  const turnTo = (next: Subject) => {
    const same = next.uri.toString() === subject.uri.toString();
    subject = same && next.base === null ? { ...next, base: subject.base } : next;
    refresh();
  };

  const followCursor = (followed: TextEditor) => {
    if (answer === null || answer.uri !== followed.document.uri.toString()) return;
    const position = followed.selection.active;
    const workload = workloadAt(answer.workloads, position);
    if (workload !== null && selectOf(workload) !== answer.selected) {
      turnTo({ ...subject, select: selectOf(workload) });
      return;
    }
    const field = fieldAt(answer.fields, position);
    if (field === cursorField) return;
    cursorField = field;
    post({ type: 'cursor', field });
  };

  const take = async (message: FromPanel): Promise<void> => {
    switch (message.type) {
      case 'ready':
        pageReady = true;
        refresh();
        return;
      case 'reveal': {
        const range = answer === null ? null : rangeOf(answer.fields, message.field);
        if (range !== null) await reveal(subject.uri, range);
        return;
      }
      case 'select':
        turnTo({ ...subject, select: message.select });
        return;
      case 'base':
        turnTo({ ...subject, base: message.base });
        return;
      case 'version':
        await setKubernetesVersion(message.kubernetesVersion);
        return;
      case 'fix': {
        const finding = answer?.findings.find(({ rule, field }) => rule === message.rule && field === message.field);
        if (finding === undefined) return;
        const range = currentRange(subject.uri, finding.rule, finding.range);
        if (!(await applyFix(client, subject.uri, finding.rule, range))) {
          window.setStatusBarMessage(l10n.t('There is nothing left to fix here.'), 3000);
        }
        return;
      }
      case 'copy':
        await copy(message.text);
        return;
      case 'save':
        await save(subject.uri, message.name, message.text);
        return;
      case 'rendered':
        onRendered(message);
        return;
    }
  };

  const receive = async (message: unknown): Promise<void> => {
    if (!isFromPanel(message)) throw new Error('The page of the panel sent something that is not a message.');
    await take(message);
  };

  const subscriptions = Disposable.from(
    panel.webview.onDidReceiveMessage((message: unknown) => {
      receive(message).catch((error) => log.error(error instanceof Error ? error : String(error)));
    }),
    panel.onDidChangeViewState(() => {
      // a hidden page is thrown away; it says `ready` when it is made again
      if (!panel.visible) pageReady = false;
    }),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (isSubject(document)) refresh();
    }),
    window.onDidChangeActiveTextEditor((active) => {
      if (active === undefined || isSubject(active.document) || !isManifest(active.document)) return;
      turnTo({ uri: active.document.uri, select: null, base: null });
    }),
    window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
      // typing moves the cursor too; the new answer brings its own ranges
      if (kind !== undefined && kind !== TextEditorSelectionChangeKind.Command) followCursor(textEditor);
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('rolloutLens')) refresh();
    }),
    baseTexts.onDidChange(refresh),
    client.onDidChangeState(({ newState }) => {
      // it has been restarted
      if (newState === State.Running) refresh();
    }),
  );
  return { turnTo, receive, dispose: () => subscriptions.dispose() };
}

/** What there is to say about a file that cannot be opened. */
function nothingAt(uri: Uri): RolloutAnswer {
  return {
    uri: uri.toString(),
    version: null,
    kubernetesVersion: kubernetesVersion(),
    state: { kind: 'no-workload' },
    workloads: [],
    selected: null,
    from: null,
    to: null,
    findings: [],
    fields: {},
  };
}

/** `StatefulSet/web` → `web` */
function nameOf(select: string): string {
  return select.slice(select.indexOf('/') + 1);
}

function baseLabel({ base, commit }: BaseText): string {
  switch (base) {
    case 'head':
      return commit === undefined ? 'HEAD' : `HEAD (${commit})`;
    case 'saved':
      return l10n.t('saved text');
    case 'nothing':
      return l10n.t('nothing (first install)');
  }
}

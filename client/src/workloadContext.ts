/** Keeps the context key by which the preview's icon and menu entries show themselves. */
import { commands, Disposable, type TextDocument, window, workspace } from 'vscode';
import { debounce } from './timing';
import { mentionsWorkload } from './workloadText';

/** True while the active editor shows a manifest of one of the two kinds. */
const CONTEXT_KEY = 'rolloutLens.manifestOpen';
const DELAY_MS = 300;

export function watchWorkloads(): Disposable {
  let shown: boolean | null = null;
  const update = () => {
    const document = window.activeTextEditor?.document;
    const now = document !== undefined && isManifest(document);
    if (now === shown) return;
    shown = now;
    void commands.executeCommand('setContext', CONTEXT_KEY, now);
  };
  const later = debounce(update, DELAY_MS);
  update();
  return Disposable.from(
    { dispose: later.cancel },
    // with focus on the panel no text editor is active: what was shown stays
    window.onDidChangeActiveTextEditor((editor) => editor && update()),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === window.activeTextEditor?.document) later();
    }),
  );
}

export function isManifest(document: TextDocument): boolean {
  return document.languageId === 'yaml' && mentionsWorkload(document.getText());
}

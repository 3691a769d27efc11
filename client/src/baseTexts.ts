/** What an edited manifest is compared with: what git HEAD holds, else what was last saved, else nothing. */
import {
  type Disposable,
  type Event,
  EventEmitter,
  type TextDocument,
  TextDocumentSaveReason,
  type Uri,
  workspace,
} from 'vscode';
import type { Base } from '../../protocol/src/index';
import { type GitRepository, gitApi } from './gitExtension';

export interface BaseText {
  readonly base: Base;
  /** null: a first install */
  readonly text: string | null;
  /** short name of the commit, with base `head` */
  readonly commit?: string;
}

export interface BaseTexts extends Disposable {
  /**
   * @param wanted what a person chose; null: the first of HEAD, saved text, nothing that there is
   * @returns what there is; a wanted base that the file does not have falls back in the same order
   */
  of(uri: Uri, wanted: Base | null): Promise<BaseText>;
  /** HEAD has moved, or a file was saved: what was answered may be out of date */
  readonly onDidChange: Event<void>;
}

/** Texts at HEAD that are kept, so that a keystroke starts no process. */
const KEPT_TEXTS = 50;

export function createBaseTexts(): BaseTexts {
  const changed = new EventEmitter<void>();
  const saved = watchSavedTexts(() => changed.fire());
  const watched = new Map<GitRepository, Disposable>();
  let opening: Disposable | undefined;
  /** by address and commit; null: the commit does not hold the file */
  const atHead = new Map<string, Promise<string | null>>();

  const watch = (repository: GitRepository) => {
    if (watched.has(repository)) return;
    let commit = repository.state.HEAD?.commit;
    watched.set(
      repository,
      repository.state.onDidChange(() => {
        if (repository.state.HEAD?.commit === commit) return;
        commit = repository.state.HEAD?.commit;
        changed.fire();
      }),
    );
  };

  const head = async (uri: Uri): Promise<BaseText | null> => {
    const git = await gitApi();
    // a repository may be found later, and its first commit made later still
    opening ??= git?.onDidOpenRepository(() => changed.fire());
    const repository = git?.getRepository(uri) ?? null;
    if (repository === null) return null;
    watch(repository);
    const commit = repository.state.HEAD?.commit;
    if (commit === undefined) return null;
    const key = `${commit} ${uri.toString()}`;
    let text = atHead.get(key);
    if (text === undefined) {
      text = repository.show('HEAD', uri.fsPath).catch(() => null);
      atHead.set(key, text);
      const oldest = atHead.keys().next();
      if (atHead.size > KEPT_TEXTS && oldest.done !== true) atHead.delete(oldest.value);
    }
    const found = await text;
    return found === null ? null : { base: 'head', text: found, commit: commit.slice(0, 7) };
  };

  return {
    async of(uri, wanted) {
      if (wanted !== 'saved' && wanted !== 'nothing') {
        const found = await head(uri);
        if (found !== null) return found;
      }
      if (wanted !== 'nothing') {
        const text = await saved.of(uri);
        if (text !== null) return { base: 'saved', text };
      }
      return { base: 'nothing', text: null };
    },
    onDidChange: changed.event,
    dispose() {
      saved.dispose();
      opening?.dispose();
      for (const watching of watched.values()) watching.dispose();
      changed.dispose();
    },
  };
}

/**
 * The text that a person last saved. A save by the editor itself (after a delay, on a change of window) does not count:
 * with automatic saving on, a change would else be compared with itself.
 */
function watchSavedTexts(onChange: () => void) {
  const texts = new Map<string, Promise<string | null>>();
  const byHand = new Set<string>();
  const forget = (document: TextDocument) => {
    texts.delete(document.uri.toString());
    byHand.delete(document.uri.toString());
  };
  const of = (uri: Uri): Promise<string | null> => {
    const key = uri.toString();
    let text = texts.get(key);
    if (text === undefined) {
      text = readFile(uri);
      texts.set(key, text);
    }
    return text;
  };
  const subscriptions = [
    // an open file's text as it stands on disk, before the first automatic save can change it
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document.languageId === 'yaml' && !document.isUntitled) void of(document.uri);
    }),
    workspace.onWillSaveTextDocument(({ document, reason }) => {
      if (reason === TextDocumentSaveReason.Manual) byHand.add(document.uri.toString());
    }),
    workspace.onDidSaveTextDocument((document) => {
      const key = document.uri.toString();
      if (!byHand.delete(key) || !texts.has(key)) return;
      texts.set(key, Promise.resolve(document.getText()));
      onChange();
    }),
    workspace.onDidCloseTextDocument(forget),
  ];
  return {
    of,
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

async function readFile(uri: Uri): Promise<string | null> {
  if (uri.scheme === 'untitled') return null;
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}

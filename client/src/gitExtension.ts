/** The part of the built-in git extension's API (version 1) that we use. It is absent in a browser. */
import { type Event, extensions, type Uri } from 'vscode';
import { withinTime } from './timing';

export interface GitRepository {
  readonly state: {
    readonly HEAD: { readonly commit?: string } | undefined;
    readonly onDidChange: Event<void>;
  };
  /** the text of a file at a commit; rejects where the commit does not hold it */
  show(ref: string, path: string): Promise<string>;
}

interface GitApi {
  /** `initialized`: the repositories of the open folders have been looked for */
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: Event<GitApi['state']>;
  getRepository(uri: Uri): GitRepository | null;
  readonly onDidOpenRepository: Event<GitRepository>;
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/** Milliseconds that a first answer waits for git to have looked around: after a reload it needs a second or two. */
const PATIENCE = 5000;

/** Null where git is switched off, broken or not there. Waits until it knows the repositories of the open folders. */
export async function gitApi(): Promise<GitApi | null> {
  const extension = extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) return null;
  try {
    const git = await extension.activate();
    if (!git.enabled) return null;
    const api = git.getAPI(1);
    ready ??= withinTime(initialized(api), PATIENCE);
    await ready;
    return api;
  } catch {
    return null;
  }
}

/** once, so that a git that never gets ready is waited for once */
let ready: Promise<void> | undefined;

function initialized(api: GitApi): Promise<void> {
  if (api.state === 'initialized') return Promise.resolve();
  return new Promise((resolve) => {
    const listening = api.onDidChangeState((state) => {
      if (state !== 'initialized') return;
      listening.dispose();
      resolve();
    });
  });
}

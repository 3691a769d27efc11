/** The part of the built-in git extension's API (version 1) that we use. It is absent in a browser. */
import { type Event, extensions, type Uri } from 'vscode';

export interface GitRepository {
  readonly state: {
    readonly HEAD: { readonly commit?: string } | undefined;
    readonly onDidChange: Event<void>;
  };
  /** the text of a file at a commit; rejects where the commit does not hold it */
  show(ref: string, path: string): Promise<string>;
}

interface GitApi {
  getRepository(uri: Uri): GitRepository | null;
  readonly onDidOpenRepository: Event<GitRepository>;
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/** Null where git is switched off, broken or not there. */
export async function gitApi(): Promise<GitApi | null> {
  const extension = extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) return null;
  try {
    const git = await extension.activate();
    return git.enabled ? git.getAPI(1) : null;
  } catch {
    return null;
  }
}

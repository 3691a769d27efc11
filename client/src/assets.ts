/** Answers the server's requests for files that ship with the extension, where it cannot read them itself. */
import { type Disposable, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { ASSET_REQUEST, isAssetParams } from '../../protocol/src/index';

/** The text of a file under `dist/`; null where there is none. */
export function answerAssets(client: BaseLanguageClient, extensionUri: Uri): Disposable {
  return client.onRequest(ASSET_REQUEST, async (params: unknown): Promise<string | null> => {
    if (!isAssetParams(params)) return null;
    try {
      const bytes = await workspace.fs.readFile(Uri.joinPath(extensionUri, 'dist', ...params.name.split('/')));
      return new TextDecoder().decode(bytes);
    } catch {
      return null;
    }
  });
}

/** Answers the server's requests for files of the workspace that it cannot read itself: in a browser, or behind another scheme. */
import { type Disposable, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { FILE_TEXT_REQUEST, isFileTextParams } from '../../protocol/src/index';

/** Longer files (bytes) are none that the server has a use for. */
const MOST_BYTES = 32_000_000;

/** The text of a file; null where there is none. */
export function answerFileTexts(client: BaseLanguageClient): Disposable {
  return client.onRequest(FILE_TEXT_REQUEST, async (params: unknown): Promise<string | null> => {
    if (!isFileTextParams(params)) return null;
    try {
      const bytes = await workspace.fs.readFile(Uri.parse(params.uri, true));
      return bytes.byteLength > MOST_BYTES ? null : new TextDecoder().decode(bytes);
    } catch {
      return null;
    }
  });
}

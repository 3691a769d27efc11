/** The extension's entry point on the desktop and on remote machines: the server is a process of its own. */
import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activateExtension } from '../activate';
import type { ExtensionApi } from '../api';

/** @returns what the extension offers to its tests */
export function activate(context: ExtensionContext): Promise<ExtensionApi> {
  return activateExtension(context, (id, name, options) => {
    const server = {
      module: Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath,
      transport: TransportKind.ipc,
    };
    const debug = { ...server, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
    return Promise.resolve(new LanguageClient(id, name, { run: server, debug }, options));
  });
}

/** The extension's entry point in a browser (vscode.dev): the server is a web worker. */
import { type ExtensionContext, Uri, workspace } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { activateExtension } from '../activate';
import type { ExtensionApi } from '../api';

/** What the worker extension host has of the web's own API. */
interface WorkerHost {
  readonly Worker: new (
    address: string,
    options: { readonly name: string },
  ) => ConstructorParameters<typeof LanguageClient>[2] & object;
  readonly URL: { createObjectURL(blob: Blob): string; revokeObjectURL(address: string): void };
}

/** @returns what the extension offers to its tests */
export function activate(context: ExtensionContext): Promise<ExtensionApi> {
  return activateExtension(
    context,
    async (id, name, options) => new LanguageClient(id, name, () => startWorker(context.extensionUri), options),
  );
}

/**
 * Starts the server. A worker cannot be made from an address of another scheme or origin, which a remote extension's is,
 * so its text is read through the editor and handed over as a blob.
 */
async function startWorker(extensionUri: Uri) {
  const bytes = await workspace.fs.readFile(Uri.joinPath(extensionUri, 'dist', 'server.browser.js'));
  const host = globalThis as unknown as WorkerHost;
  const address = host.URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'text/javascript' }));
  try {
    return new host.Worker(address, { name: 'Rollout Lens' });
  } finally {
    // the worker has begun to fetch it; blobs outlive their address for as long as a fetch holds them
    setTimeout(() => host.URL.revokeObjectURL(address), 10_000);
  }
}

/** The extension's entry point in a browser (vscode.dev): the server is a web worker. */
import { type ExtensionContext, Uri, workspace } from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { activateExtension } from '../activate';
import type { ExtensionApi } from '../api';

type ServerWorker = ConstructorParameters<typeof BrowserMessageReader>[0];

/** What the worker extension host has of the web's own API. */
interface WorkerHost {
  readonly Worker: new (address: string, options: { readonly name: string }) => ServerWorker;
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
 * so its text is read through the editor and handed over as a blob. The transports are made here, because the host's
 * workers are no instances of what it calls `Worker`, by which the client would know one.
 */
async function startWorker(extensionUri: Uri): Promise<MessageTransports> {
  const bytes = await workspace.fs.readFile(Uri.joinPath(extensionUri, 'dist', 'server.browser.js'));
  const host = globalThis as unknown as WorkerHost;
  const address = host.URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'text/javascript' }));
  const worker = new host.Worker(address, { name: 'Rollout Lens' });
  // it has begun to fetch its text, which outlives the address for as long as the fetch holds it
  setTimeout(() => host.URL.revokeObjectURL(address), 10_000);
  return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
}

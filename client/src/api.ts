/** What `activate` returns: enough for a test to see what a person sees. Not an interface for other extensions. */
import type { Event } from 'vscode';
import type { Rendered } from '../../protocol/src/index';

export interface ExtensionApi {
  /** resolves when the server answers; rejects when it could not be started */
  readonly serverReady: Promise<void>;
  readonly rolloutPanel: {
    /** after each new picture on the panel's page */
    readonly onDidRender: Event<Rendered>;
    readonly lastRendered: () => Rendered | null;
    /** hands the open panel a message as if its page had sent it; rejects with what went wrong, or without a panel */
    readonly receive: (message: unknown) => Promise<void>;
  };
}

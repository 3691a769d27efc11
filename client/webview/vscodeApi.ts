/** The only door between the page and the editor: what comes in is looked at before it is believed. */
import { type FromPanel, isPanelState, isToPanel, type PanelState, type ToPanel } from '../../protocol/src/index';

interface VsCodeApi {
  postMessage(message: FromPanel): void;
  getState(): unknown;
  setState(state: PanelState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

let api: VsCodeApi | null = null;

/** The editor's API object. It can be acquired once only, so it is kept. */
export function vscodeApi(): VsCodeApi {
  api ??= acquireVsCodeApi();
  return api;
}

/** Posts a message to the client. */
export function post(message: FromPanel): void {
  vscodeApi().postMessage(message);
}

/**
 * Listens to the client's messages; others are dropped.
 * @returns stops listening
 */
export function onMessage(listen: (message: ToPanel) => void): () => void {
  const handle = (event: MessageEvent<unknown>) => {
    if (isToPanel(event.data)) listen(event.data);
  };
  window.addEventListener('message', handle);
  return () => window.removeEventListener('message', handle);
}

/** What was kept over a reload; null when there is nothing, or something that is not ours. */
export function keptState(): PanelState | null {
  const state = vscodeApi().getState();
  return isPanelState(state) ? state : null;
}

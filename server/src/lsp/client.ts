/** Who is at the other end. */
import type { InitializeParams } from 'vscode-languageserver';
import type { InitializationOptions } from '../../../protocol/src/index';
import type { Language } from '../languageService/index';

/** What the client can do and who it is, from `initialize`. */
export interface Client {
  readonly language: Language;
  readonly options: InitializationOptions;
  readonly pulls: boolean;
  readonly answersConfiguration: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesLenses: boolean;
  readonly versionedEdits: boolean;
  readonly roots: readonly string[];
}

/** What an editor tells of itself; one that says nothing can do nothing of what is optional. */
export function clientOf(params: InitializeParams): Client {
  const { capabilities, initializationOptions, locale, workspaceFolders, rootUri } = params;
  const options = (
    initializationOptions !== null && typeof initializationOptions === 'object' ? initializationOptions : {}
  ) as InitializationOptions;
  const { workspace, textDocument } = capabilities;
  const language = options.language ?? (/^ja\b/i.test(locale ?? '') ? 'ja' : 'en');
  return {
    language: language === 'ja' ? 'ja' : 'en',
    options,
    pulls: textDocument?.diagnostic !== undefined,
    answersConfiguration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    roots: workspaceFolders?.map((folder) => folder.uri) ?? (rootUri ? [rootUri] : []),
  };
}

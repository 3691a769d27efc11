/** Brings the extension to life, the same way on the desktop and in a browser. */
import { type Disposable, type ExtensionContext, l10n, window, workspace } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { type InitializationOptions, PREVIEW_COMMAND } from '../../protocol/src/index';
import type { ExtensionApi } from './api';
import { answerAssets } from './assets';
import { answerBaseTexts, tellOfBaseTexts } from './baseTextRequest';
import { createBaseTexts } from './baseTexts';
import { registerCopyText } from './commands/copyText';
import { registerPreviewRollout } from './commands/previewRollout';
import { registerRestartServer } from './commands/restartServer';
import { registerSelectKubernetesVersion } from './commands/selectKubernetesVersion';
import { registerShowOutput } from './commands/showOutput';
import { registerShowRule, SHOW_RULE_COMMAND } from './commands/showRule';
import { answerFileTexts } from './fileTexts';
import { language } from './language';
import { createRolloutPanels } from './rolloutPanel/panels';
import { registerStoredView } from './storedView/storedView';
import { watchWorkloads } from './workloadContext';
import { answerWorkspaceFiles } from './workspaceFiles';
import { settingsMiddleware, watchYamlExtension } from './yamlExtension';

/** Makes the client for the server at hand; the options are the same everywhere. */
export type CreateClient = (id: string, name: string, options: LanguageClientOptions) => Promise<BaseLanguageClient>;

/** The client's id: the section of the settings, and of `rolloutLens.trace.server`. */
const ID = 'rolloutLens';

/**
 * Starts the server and registers commands and panel. A server that cannot be started is told once, with a way to its
 * log; the rest of the extension lives on.
 */
export async function activateExtension(context: ExtensionContext, createClient: CreateClient): Promise<ExtensionApi> {
  const output = window.createOutputChannel('Rollout Lens', { log: true });
  const client = await createClient(ID, 'Rollout Lens', {
    documentSelector: documentSelector(),
    outputChannel: output,
    initializationOptions: initializationOptions(),
    markdown: { isTrusted: { enabledCommands: [PREVIEW_COMMAND, SHOW_RULE_COMMAND] } },
    textSynchronization: { delayOpenNotifications: true },
    middleware: { workspace: settingsMiddleware },
  });
  const baseTexts = createBaseTexts();
  const panels = createRolloutPanels({ context, client, baseTexts, log: output });
  const disposables: readonly Disposable[] = [
    output,
    baseTexts,
    panels,
    watchWorkloads(),
    answerAssets(client, context.extensionUri),
    answerBaseTexts(client, baseTexts),
    answerFileTexts(client),
    answerWorkspaceFiles(client),
    watchYamlExtension(client),
    tellOfBaseTexts(client, baseTexts),
    registerCopyText(),
    registerPreviewRollout(panels),
    registerRestartServer(client),
    registerSelectKubernetesVersion(),
    registerShowOutput(output),
    registerShowRule(context.extensionUri),
    registerStoredView(client, baseTexts, output),
  ];
  context.subscriptions.push(...disposables);

  const serverReady = client.start().then(() => {
    context.subscriptions.push(client);
  });
  serverReady.catch(async (error: unknown) => {
    output.error(error instanceof Error ? error : String(error));
    const show = l10n.t('Show Log');
    const message = l10n.t('The Rollout Lens language server could not be started.');
    if ((await window.showErrorMessage(message, show)) === show) output.show();
  });
  const { onDidRender, lastRendered, receive } = panels;
  return { serverReady, rolloutPanel: { onDidRender, lastRendered, receive } };
}

/**
 * YAML files wherever a person edits them. Schemes are named one by one, because copies that other extensions show (the
 * old side of a comparison, `git:`) are not manifests to be mended.
 */
function documentSelector(): NonNullable<LanguageClientOptions['documentSelector']> {
  const folders = (workspace.workspaceFolders ?? []).map((folder) => folder.uri.scheme);
  const schemes = new Set(['file', 'untitled', 'vscode-remote', 'vscode-vfs', ...folders]);
  return [...schemes].map((scheme) => ({ scheme, language: 'yaml' }));
}

function initializationOptions(): InitializationOptions {
  return {
    language: language(),
    answersAsset: true,
    answersBaseText: true,
    answersFileText: true,
    answersWorkspaceFiles: true,
    copiesText: true,
    rulePages: `command:${SHOW_RULE_COMMAND}?${encodeURIComponent('["')}{id}${encodeURIComponent('"]')}`,
  };
}

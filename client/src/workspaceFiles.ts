/** Tells the server which YAML and JSON files the workspace has: what the editor excludes from its search is left out. */
import { type Disposable, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { WORKSPACE_FILES_REQUEST } from '../../protocol/src/index';

/** The server looks at no more. */
const MOST_FILES = 10_000;

export function answerWorkspaceFiles(client: BaseLanguageClient): Disposable {
  return client.onRequest(WORKSPACE_FILES_REQUEST, async (): Promise<string[]> => {
    const found = await workspace.findFiles('**/*.{yaml,yml,json}', '**/{node_modules,.git}/**', MOST_FILES);
    return found.map((uri) => uri.toString());
  });
}

/** What the tests do in the editor, and what they see there. */
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../../client/src/api';
import type { Rendered } from '../../../protocol/src/index';
import { given, until } from './runner';

export const JAPANESE = vscode.env.language.startsWith('ja');

export function extension(): vscode.Extension<ExtensionApi> {
  return given(vscode.extensions.getExtension<ExtensionApi>('rollout-lens.rollout-lens'), 'the extension');
}

/** A file of the test workspace. */
export function file(name: string): vscode.Uri {
  return vscode.Uri.joinPath(given(vscode.workspace.workspaceFolders?.[0], 'the workspace').uri, name);
}

/** Opens a file in the first column, alone, as it stands on disk. */
export async function open(name: string): Promise<vscode.TextEditor> {
  await cleanUp();
  return show(name);
}

/** Opens a file in the first column, beside what is open. */
export function show(name: string): Promise<vscode.TextEditor> {
  return Promise.resolve(
    vscode.window.showTextDocument(file(name), { viewColumn: vscode.ViewColumn.One, preview: false }),
  );
}

/** Takes back every change that was not saved, and closes everything. */
export async function cleanUp(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** The range of the n-th occurrence (from 0) of a text. */
export function find(document: vscode.TextDocument, text: string, n = 0): vscode.Range {
  let index = -1;
  for (let count = 0; count <= n; count += 1) index = document.getText().indexOf(text, index + 1);
  if (index < 0) throw new Error(`${JSON.stringify(text)} does not stand in ${document.fileName}`);
  return new vscode.Range(document.positionAt(index), document.positionAt(index + text.length));
}

/** Replaces the first occurrence of a text, as a person who types would. */
export async function replace(editor: vscode.TextEditor, text: string, by: string): Promise<void> {
  const range = find(editor.document, text);
  const done = await editor.edit((edit) => edit.replace(range, by));
  if (!done) throw new Error(`the editor refused to replace ${JSON.stringify(text)}`);
}

/** Rule ids of the findings of a file, in the order of its lines. */
export function rules(uri: vscode.Uri): string[] {
  return [...vscode.languages.getDiagnostics(uri)].sort((a, b) => a.range.start.compareTo(b.range.start)).map(codeOf);
}

function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Waits until a rule has a finding in a file. */
export function finding(uri: vscode.Uri, rule: string): Promise<vscode.Diagnostic> {
  return until(
    `a finding of ${rule}`,
    () => vscode.languages.getDiagnostics(uri).find((diagnostic) => codeOf(diagnostic) === rule),
    { describe: () => describeFindings(uri) },
  );
}

/** Waits until a rule has no finding in a file. */
export async function noFinding(uri: vscode.Uri, rule: string): Promise<void> {
  await until(`the end of the findings of ${rule}`, () => (rules(uri).includes(rule) ? undefined : true), {
    describe: () => describeFindings(uri),
  });
}

function describeFindings(uri: vscode.Uri): string {
  const findings = vscode.languages.getDiagnostics(uri);
  return findings
    .map((finding) => `${finding.range.start.line + 1}: ${codeOf(finding)}: ${finding.message}`)
    .join('\n');
}

/** The text of the hovers at a place. */
export async function hover(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

/** Waits until the panel's page shows what is asked for. */
export async function rendered(what: string, accept: (message: Rendered) => boolean): Promise<Rendered> {
  const { rolloutPanel } = await extension().activate();
  return until(
    what,
    () => {
      const last = rolloutPanel.lastRendered();
      return last !== null && accept(last) ? last : undefined;
    },
    { describe: () => `the panel shows ${JSON.stringify(rolloutPanel.lastRendered())}` },
  );
}

/** Asks for a picture of the whole editor; only the project's own launcher can make one. */
export async function picture(name: string): Promise<void> {
  console.log(`[picture ${name}]`);
  await new Promise((resolve) => setTimeout(resolve, 700));
}

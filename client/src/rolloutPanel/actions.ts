/** What the page asks the editor to do. */
import {
  commands,
  type Diagnostic,
  Range as EditorRange,
  env,
  l10n,
  languages,
  Selection,
  TextEditorRevealType,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import { type BaseLanguageClient, type CodeAction, CodeActionKind, CodeActionRequest } from 'vscode-languageclient';
import type { Range } from '../../../protocol/src/index';

function toEditorRange(range: Range): EditorRange {
  return new EditorRange(range.start.line, range.start.character, range.end.line, range.end.character);
}

/** Shows a place of a manifest, in the column where the manifest is open already. */
export async function reveal(uri: Uri, range: Range): Promise<void> {
  const open = window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
  const editor = await window.showTextDocument(uri, { viewColumn: open?.viewColumn ?? ViewColumn.One });
  const place = toEditorRange(range);
  editor.selection = new Selection(place.start, place.start);
  editor.revealRange(place, TextEditorRevealType.InCenterIfOutsideViewport);
}

/**
 * Applies the fix of a finding: the preferred one, else the first. The server is asked itself, because the editor's own
 * command does not say which finding an action mends.
 * @returns false where there is none any more
 */
export async function applyFix(client: BaseLanguageClient, uri: Uri, rule: string, range: Range): Promise<boolean> {
  const answer = await client.sendRequest(CodeActionRequest.type, {
    textDocument: { uri: uri.toString() },
    range,
    context: { diagnostics: [{ range, code: rule, message: '' }], only: [CodeActionKind.QuickFix] },
  });
  const fixes = (answer ?? []).filter(
    (action): action is CodeAction =>
      'edit' in action && action.diagnostics?.some(({ code }) => code === rule) === true,
  );
  const fix = fixes.find(({ isPreferred }) => isPreferred === true) ?? fixes[0];
  if (fix?.edit === undefined) return false;
  return workspace.applyEdit(await client.protocol2CodeConverter.asWorkspaceEdit(fix.edit));
}

/** The rule that a diagnostic comes from. */
function codeOf({ code }: Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** The range of a finding as it stands now; the one in an answer may have moved since. */
export function currentRange(uri: Uri, rule: string, known: Range): Range {
  const place = toEditorRange(known);
  const candidates = languages.getDiagnostics(uri).filter((diagnostic) => codeOf(diagnostic) === rule);
  const distance = (diagnostic: Diagnostic) => Math.abs(diagnostic.range.start.line - place.start.line);
  const [nearest] = candidates.sort((a, b) => distance(a) - distance(b));
  if (nearest === undefined) return known;
  const { start, end } = nearest.range;
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}

export async function copy(text: string): Promise<void> {
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(l10n.t('Copied to the clipboard.'), 3000);
}

/**
 * Asks where to, writes the text there, and offers to open it.
 * @param beside the manifest, whose folder is offered
 * @param name a plain file name; anything else in it is left out
 */
export async function save(beside: Uri, name: string, text: string): Promise<void> {
  const plain = name.split(/[\\/]/).at(-1) || 'rollout.txt';
  const folder = beside.scheme === 'untitled' ? workspace.workspaceFolders?.[0]?.uri : Uri.joinPath(beside, '..');
  const target = await window.showSaveDialog(folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, plain) });
  if (target === undefined) return;
  await workspace.fs.writeFile(target, new TextEncoder().encode(text));
  const open = l10n.t('Open');
  if ((await window.showInformationMessage(l10n.t('Saved as {0}.', workspace.asRelativePath(target)), open)) === open) {
    await commands.executeCommand('vscode.open', target);
  }
}

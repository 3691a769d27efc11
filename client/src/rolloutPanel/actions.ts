/** What the page asks the editor to do. */
import {
  type CodeAction,
  CodeActionKind,
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
import type { Range } from '../../../protocol/src/index';

export function toEditorRange(range: Range): EditorRange {
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
 * Applies the fix of a finding: the preferred one, else the first.
 * @returns false where there is none any more
 */
export async function applyFix(uri: Uri, rule: string, range: Range): Promise<boolean> {
  const place = toEditorRange(range);
  const actions = await commands.executeCommand<readonly CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    place,
    CodeActionKind.QuickFix.value,
    RESOLVED_ACTIONS,
  );
  const ours = actions.filter((action) => action.diagnostics?.some((diagnostic) => codeOf(diagnostic) === rule));
  const action = ours.find(({ isPreferred }) => isPreferred === true) ?? ours[0];
  if (action?.edit === undefined) return false;
  const applied = await workspace.applyEdit(action.edit);
  if (applied && action.command !== undefined) {
    await commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
  }
  return applied;
}

/** How many actions the editor completes with their edits when asked. */
const RESOLVED_ACTIONS = 50;

/** The rule that a diagnostic comes from. */
export function codeOf({ code }: Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** The range of a finding as it stands now; the one in an answer may have moved since. */
export function currentRange(uri: Uri, rule: string, known: Range): Range {
  const place = toEditorRange(known);
  const candidates = languages.getDiagnostics(uri).filter((diagnostic) => codeOf(diagnostic) === rule);
  const distance = (diagnostic: Diagnostic) => Math.abs(diagnostic.range.start.line - place.start.line);
  const [nearest] = candidates.sort((a, b) => distance(a) - distance(b));
  return nearest?.range ?? known;
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

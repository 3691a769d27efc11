/** `.rollout-lens.yaml` and the comments that suppress a finding. */
import * as vscode from 'vscode';
import { cleanUp, file, finding, JAPANESE, noFinding, open, replace } from './editor';
import { equal, given, matches, test } from './runner';

const CONFIG = '.rollout-lens.yaml';

/** Stores a configuration for the workspace, and takes it away in the end. */
async function withConfig(text: string, run: (uri: vscode.Uri) => Promise<void>): Promise<void> {
  const uri = file(CONFIG);
  try {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    await run(uri);
  } finally {
    await cleanUp();
    await vscode.workspace.fs.delete(uri);
  }
}

test('a configuration in the workspace holds at once, and no more once it is gone', async () => {
  const { document } = await open('mismatch.yaml');
  await finding(document.uri, 'selector-template-mismatch');
  await withConfig('rules: {selector-template-mismatch: off}\n', async () => {
    await noFinding(document.uri, 'selector-template-mismatch');
  });
  await open('mismatch.yaml');
  await finding(file('mismatch.yaml'), 'selector-template-mismatch');
});

test('a mistake in a configuration is marked and mended, and what is typed is completed', async () => {
  await withConfig('rules:\n  selector-template-mismach: off\n', async (uri) => {
    await vscode.window.showTextDocument(uri);
    const mark = await finding(uri, 'config-invalid');
    matches(mark.message, /selector-template-mismatch/, 'message');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      mark.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const edit = given(actions[0]?.edit, 'the repair');
    await vscode.workspace.applyEdit(edit);
    await noFinding(uri, 'config-invalid');
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      new vscode.Position(1, 4),
    );
    const item = given(
      list.items.find(({ label }) => label === 'ds-replicas'),
      'the rule ds-replicas',
    );
    matches(item.detail ?? '', JAPANESE ? /DaemonSet/ : /^DaemonSet with replicas$/, 'title');
  });
});

test('a quick fix suppresses a finding by a comment', async () => {
  const editor = await open('web.yaml');
  await replace(editor, 'replicas: 3', 'replica: 3');
  const { uri } = editor.document;
  const mark = await finding(uri, 'unknown-field');
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    mark.range,
    vscode.CodeActionKind.QuickFix.value,
  );
  const titled = actions.find(({ title }) => (JAPANESE ? /この行の/ : /for this line/).test(title));
  await vscode.workspace.applyEdit(given(titled?.edit, 'the action that suppresses'));
  await noFinding(uri, 'unknown-field');
  const line = editor.document.lineAt(mark.range.start.line).text;
  equal(line.trim(), '# rollout-lens-disable-next-line unknown-field', 'the comment');
  await cleanUp();
});

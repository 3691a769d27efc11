/** Findings appear, follow the text, and can be mended. */
import * as vscode from 'vscode';
import { cleanUp, extension, find, finding, JAPANESE, noFinding, open, replace, rules } from './editor';
import { equal, given, matches, test, until } from './runner';

test('opening a manifest starts the extension and its server', async () => {
  await open('web.yaml');
  const found = extension();
  await until('the extension to be active', () => found.isActive || undefined);
  await found.exports.serverReady;
});

test('a manifest that the API server would refuse is marked, in the language of the editor', async () => {
  const { document } = await open('mismatch.yaml');
  const mark = await finding(document.uri, 'selector-template-mismatch');
  equal(mark.severity, vscode.DiagnosticSeverity.Error, 'severity');
  matches(mark.message, JAPANESE ? /[ぁ-んァ-ヶ一-龠]/ : /^[ -~]+$/, 'message');
  const source = document.getText(mark.range);
  matches(source, /collector|colector|matchLabels|labels/, 'the text that is marked');
});

test('a sound manifest is left in peace', async () => {
  const { document } = await open('web.yaml');
  await until('the server to have looked', async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    return lenses.length > 0 || undefined;
  });
  equal(rules(document.uri), [], 'findings');
});

test('other kinds are none of its business', async () => {
  const other = await open('deployment.yaml');
  const mismatch = await vscode.window.showTextDocument(vscode.Uri.joinPath(other.document.uri, '../mismatch.yaml'));
  await finding(mismatch.document.uri, 'selector-template-mismatch');
  equal(rules(other.document.uri), [], 'findings');
});

test('a keystroke brings a finding, and another takes it away', async () => {
  const editor = await open('agent.yaml');
  await replace(editor, 'image:', 'imag:');
  const mark = await finding(editor.document.uri, 'unknown-field');
  equal(editor.document.getText(mark.range), 'imag', 'the text that is marked');
  await replace(editor, 'imag:', 'image:');
  await noFinding(editor.document.uri, 'unknown-field');
  await cleanUp();
});

test('a quick fix mends the text, and nothing else in it', async () => {
  const editor = await open('web.yaml');
  const sound = editor.document.getText();
  await replace(editor, 'replicas: 3', 'replica: 3');
  const mark = await finding(editor.document.uri, 'unknown-field');
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    editor.document.uri,
    mark.range,
    vscode.CodeActionKind.QuickFix.value,
    10,
  );
  const preferred = actions.filter(({ isPreferred }) => isPreferred === true);
  equal(preferred.length, 1, 'preferred fixes');
  const fix = given(preferred[0], 'the fix');
  matches(fix.title, JAPANESE ? /[ぁ-んァ-ヶ一-龠]/ : /^[ -~]+$/, 'title');
  await vscode.workspace.applyEdit(given(fix.edit, 'the edit of the fix'));
  equal(editor.document.getText(), sound, 'the text');
  await noFinding(editor.document.uri, 'unknown-field');
  await cleanUp();
});

test('a half-typed manifest is borne', async () => {
  const editor = await open('agent.yaml');
  const end = find(editor.document, 'image: registry.k8s.io/pause:3.10').end;
  await editor.edit((edit) => edit.insert(end, '\n          res'));
  await until('any finding', () => (rules(editor.document.uri).length > 0 ? true : undefined));
  await cleanUp();
  await open('mismatch.yaml');
  await finding(vscode.Uri.joinPath(editor.document.uri, '../mismatch.yaml'), 'selector-template-mismatch');
});

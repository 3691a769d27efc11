/** Commands, settings and what the editor knows about the extension. */
import * as vscode from 'vscode';
import { cleanUp, extension, finding, JAPANESE, noFinding, open, rendered } from './editor';
import { equal, given, matches, test, until } from './runner';

test('every command of the manifest is registered', async () => {
  await open('web.yaml');
  await extension().activate();
  const registered = new Set(await vscode.commands.getCommands(true));
  const declared: { command: string }[] = extension().packageJSON.contributes.commands;
  equal(
    declared.map(({ command }) => command).filter((command) => !registered.has(command)),
    [],
    'missing commands',
  );
});

test('the manifest speaks the language of the editor', async () => {
  const [command] = extension().packageJSON.contributes.commands;
  // a translated title stands beside its original
  const title: string = typeof command.title === 'string' ? command.title : command.title.value;
  matches(title, JAPANESE ? /ロールアウト/ : /Preview Rollout/, 'title of a command');
});

test('the page of a rule opens from its finding', async () => {
  const { document } = await open('mismatch.yaml');
  const { code } = await finding(document.uri, 'selector-template-mismatch');
  const target = given(typeof code === 'object' ? code.target : undefined, 'the link of the finding');
  equal(target.scheme, 'command', 'scheme of the link');
  const [id] = JSON.parse(target.query);
  equal(id, 'selector-template-mismatch', 'rule');
  await vscode.commands.executeCommand(target.path, id);
  await until('the page of the rule', () =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .find(
        ({ input, label }) => input instanceof vscode.TabInputWebview && label.includes('selector-template-mismatch'),
      ),
  );
  await cleanUp();
});

test('a rule can be switched off in the settings', async () => {
  const { document } = await open('mismatch.yaml');
  await finding(document.uri, 'selector-template-mismatch');
  const settings = vscode.workspace.getConfiguration('rolloutLens');
  const workspace = vscode.ConfigurationTarget.Workspace;
  try {
    await settings.update('rules', { 'selector-template-mismatch': { enabled: false } }, workspace);
    await noFinding(document.uri, 'selector-template-mismatch');
  } finally {
    await settings.update('rules', undefined, workspace);
  }
  await finding(document.uri, 'selector-template-mismatch');
});

test('the server can be started anew', async () => {
  const { document } = await open('mismatch.yaml');
  await finding(document.uri, 'selector-template-mismatch');
  await vscode.commands.executeCommand('rolloutLens.restartServer');
  await finding(document.uri, 'selector-template-mismatch');
  const editor = await open('agent.yaml');
  await vscode.commands.executeCommand('rolloutLens.previewRollout');
  await rendered('a picture of agent', ({ select }) => select === 'DaemonSet/agent');
  equal(editor.document.isDirty, false, 'the manifest is changed');
  await cleanUp();
});

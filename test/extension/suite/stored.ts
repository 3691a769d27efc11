/** What the API server stores beside the manifest, and what it refuses as a change of what git HEAD holds. */
import * as vscode from 'vscode';
import { cleanUp, file, find, finding, JAPANESE, noFinding, open, picture, replace } from './editor';
import { equal, given, matches, test, until } from './runner';

/** The commit is there only where git is: not in a web worker. */
const GIT = typeof process !== 'undefined';

function storedEditor(): vscode.TextEditor | undefined {
  return vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === 'rollout-lens-stored');
}

/** Waits until the text of what is stored is as asked for. */
function stored(what: string, accept: (text: string) => boolean): Promise<string> {
  return until(
    what,
    () => {
      const text = storedEditor()?.document.getText();
      return text !== undefined && accept(text) ? text : undefined;
    },
    { describe: () => `what is stored: ${storedEditor()?.document.getText() ?? 'no editor'}` },
  );
}

test('what the API server stores stands beside the manifest and follows what is typed', async () => {
  const editor = await open('queue.yaml');
  const place = find(editor.document, 'replicas').start;
  editor.selection = new vscode.Selection(place, place);
  await vscode.commands.executeCommand('rolloutLens.showStored');
  const text = await stored('the stored set', (shown) => shown.includes('kind: StatefulSet'));
  matches(text, JAPANESE ? /^# StatefulSet queue .*保存/ : /^# StatefulSet queue, as Kubernetes 1\.37/, 'first line');
  matches(text, /^ {2}podManagementPolicy: OrderedReady$/m, 'a default');
  matches(text, /cpu: 500m/, 'a value in another form');
  const beside = given(storedEditor(), 'the editor of what is stored');
  equal(beside.viewColumn, vscode.ViewColumn.Two, 'column');
  equal(beside.document.languageId, 'yaml', 'language');
  await picture('stored');
  await replace(editor, 'replicas: 2', 'replicas: 5');
  await stored('the new number', (shown) => /^ {2}replicas: 5$/m.test(shown));
  await replace(editor, 'replicas: 5', 'replica: 5');
  await stored('what was dropped', (shown) => /^ {2}# replica: 5$/m.test(shown));
  const service = find(editor.document, 'clusterIP').start;
  editor.selection = new vscode.Selection(service, service);
  await stored(
    'that a Service is another kind',
    (shown) => !shown.includes('kind:') && shown.includes('Service queue'),
  );
  await cleanUp();
});

test('what git HEAD holds cannot become every other thing, and the recipe says how it can', async () => {
  if (!GIT) return;
  const editor = await open('queue.yaml');
  await replace(editor, 'replicas: 2', 'podManagementPolicy: Parallel\n  replicas: 2');
  const mark = await finding(editor.document.uri, 'immutable-field');
  equal(editor.document.getText(mark.range), 'Parallel', 'the text that is marked');
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    editor.document.uri,
    mark.range,
    vscode.CodeActionKind.QuickFix.value,
  );
  const copying = given(
    actions.find(({ command }) => command?.command === 'rolloutLens.copyText'),
    'the recipe',
  );
  matches(copying.title, JAPANESE ? /手順/ : /recipe/, 'title');
  const { command, arguments: args = [] } = given(copying.command, 'the command');
  await vscode.commands.executeCommand(command, ...args);
  matches(await vscode.env.clipboard.readText(), /kubectl delete statefulset queue --cascade=orphan/, 'clipboard');
  await replace(editor, 'podManagementPolicy: Parallel\n  ', '');
  await noFinding(editor.document.uri, 'immutable-field');
  await cleanUp();
});

interface Repository {
  setConfig(key: string, value: string): Promise<string>;
  add(paths: string[]): Promise<void>;
  commit(message: string): Promise<void>;
}

test('a commit takes back what was refused, and lenses follow', async () => {
  if (!GIT) return;
  const editor = await open('queue.yaml');
  await replace(editor, 'replicas: 2', 'podManagementPolicy: Parallel\n  replicas: 2');
  await finding(editor.document.uri, 'immutable-field');
  await editor.document.save();
  const git = await given(vscode.extensions.getExtension('vscode.git'), 'git').activate();
  const repository: Repository = given(git.getAPI(1).getRepository(file('queue.yaml')) ?? undefined, 'the repository');
  await repository.setConfig('user.name', 'Test');
  await repository.setConfig('user.email', 'test@example.com');
  await repository.setConfig('commit.gpgsign', 'false');
  await repository.add([file('queue.yaml').fsPath]);
  await repository.commit('Start in parallel');
  await noFinding(editor.document.uri, 'immutable-field');
  await cleanUp();
});

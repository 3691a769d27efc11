/** Hover, lens, completion and outline. */
import * as vscode from 'vscode';
import { cleanUp, find, hover, JAPANESE, open, replace } from './editor';
import { equal, given, matches, test, until } from './runner';

test('hovering a field explains it', async () => {
  const { document } = await open('web.yaml');
  const text = await hover(document, find(document, 'serviceName').start);
  matches(text, /serviceName/, 'hover');
  matches(text, JAPANESE ? /[ぁ-んァ-ヶ]/ : /string/i, 'hover');
});

test('hovering a value says what it means here', async () => {
  const editor = await open('web.yaml');
  await replace(editor, 'partition: 0', 'partition: 2');
  const value = find(editor.document, 'partition: 2').end.translate(0, -1);
  const text = await until('a hover', async () => {
    const found = await hover(editor.document, value);
    return found.includes('web-2') ? found : undefined;
  });
  for (const pod of ['web-0', 'web-1', 'web-2']) matches(text, new RegExp(pod), 'hover');
  await cleanUp();
});

test('hovering the kind says what it is for', async () => {
  const { document } = await open('web.yaml');
  const text = await hover(document, find(document, 'StatefulSet').start);
  for (const relative of ['StatefulSet', 'DaemonSet', 'Deployment']) matches(text, new RegExp(relative), 'hover');
});

test('a lens stands over each workload and tells the verdict', async () => {
  const editor = await open('web.yaml');
  await replace(editor, 'nginx-slim:0.24', 'nginx-slim:0.25');
  let lenses: readonly vscode.CodeLens[] = [];
  const found = async () => {
    lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      editor.document.uri,
      10,
    );
    return lenses.find(({ command }) => command?.command === 'rolloutLens.previewRollout' && /3/.test(command.title));
  };
  const lens = await until('a lens with a verdict', found, {
    describe: () => lenses.map(({ command }) => `${command?.command}: ${command?.title}`).join('\n'),
  });
  equal(lens.range.start.line, find(editor.document, 'kind: StatefulSet').start.line, 'line of the lens');
  const { title, arguments: args } = given(lens.command, 'command');
  matches(title, JAPANESE ? /[ぁ-んァ-ヶ]/ : /rollout|restart/i, 'title');
  equal(args, [editor.document.uri.toString(), 'StatefulSet/web'], 'arguments');
  await cleanUp();
});

test('fields are completed where they belong', async () => {
  const editor = await open('web.yaml');
  const place = find(editor.document, '  replicas: 3').end;
  await editor.edit((edit) => edit.insert(place, '\n  min'));
  const position = place.with(place.line + 1, 5);
  const labels = await until('completions', async () => {
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      editor.document.uri,
      position,
    );
    const found = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    return found.includes('minReadySeconds') ? found : undefined;
  });
  equal(labels.includes('replicas'), false, 'a field that is there already is offered');
  await cleanUp();
});

test('the outline names the documents', async () => {
  const { document } = await open('web.yaml');
  const symbols = await until('an outline', async () => {
    const found = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    return found !== undefined && found.length > 0 ? found : undefined;
  });
  const names = symbols.map(({ name, detail }) => `${name} ${detail}`).join('\n');
  matches(names, /web/, 'outline');
});

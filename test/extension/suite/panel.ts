/** The rollout panel: its page shows what the controllers will do, and follows the text. */
import * as vscode from 'vscode';
import { cleanUp, extension, file, find, open, picture, rendered, replace, show } from './editor';
import { equal, matches, test, until } from './runner';

/** The commit is there only where git is: not in a web worker. */
const GIT = typeof process !== 'undefined';

function panelTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('rolloutLens'));
}

async function preview(): Promise<void> {
  await vscode.commands.executeCommand('rolloutLens.previewRollout');
}

test(
  'the panel opens beside the manifest and shows pods and verdict',
  async () => {
    const editor = await open('web.yaml');
    await replace(editor, 'nginx-slim:0.24', 'nginx-slim:0.25');
    await preview();
    const page = await rendered(
      'a picture of web',
      ({ state, select }) => state === 'ready' && select === 'StatefulSet/web',
    );
    equal(page.rows, ['web-0', 'web-1', 'web-2'], 'rows');
    matches(page.verdict, /3/, 'verdict');
    matches(page.verdict, /web-2/, 'verdict');
    equal(page.events > 0 && page.seconds > 0, true, 'there are events, and they take time');
    const [tab] = panelTabs();
    equal(panelTabs().length, 1, 'panels');
    equal(tab?.group.viewColumn, vscode.ViewColumn.Two, 'column of the panel');
    await picture('panel-statefulset');
  },
  { timeoutSeconds: 60 },
);

test('the panel follows the text as it is typed', async () => {
  const editor = await show('web.yaml');
  await replace(editor, 'partition: 0', 'partition: 2');
  const held = await rendered(
    'a picture of one pod that restarts',
    ({ verdict }) => /web-0|2/.test(verdict) && !/web-2 → web-0/.test(verdict),
  );
  equal(held.rows.includes('web-2'), true, 'web-2 has a row');
  await replace(editor, 'replicas: 3', 'replicas: 5');
  await rendered('a picture of five pods', ({ rows }) => rows.join() === 'web-0,web-1,web-2,web-3,web-4');
});

test('a text that does not parse keeps the last picture', async () => {
  const editor = await show('web.yaml');
  await replace(editor, 'replicas: 5', 'replicas: [5');
  await rendered('the word that it is broken', ({ state }) => state === 'broken');
  await replace(editor, 'replicas: [5', 'replicas: 5');
  await rendered('the picture', ({ state, rows }) => state === 'ready' && rows.length === 5);
});

test('the panel turns to the manifest that is being edited', async () => {
  const editor = await show('agent.yaml');
  await replace(editor, 'pause:3.10', 'pause:3.11');
  const page = await rendered(
    'a picture of agent',
    ({ state, select }) => state === 'ready' && select === 'DaemonSet/agent',
  );
  equal(page.rows.length > 0, true, 'there are rows');
  matches(page.rows.join(), /worker/, 'rows are nodes');
  equal(panelTabs().length, 1, 'panels');
  await picture('panel-daemonset');
});

test('the page comes back as it was after it has been hidden', async () => {
  const { rolloutPanel } = await extension().activate();
  const before = rolloutPanel.lastRendered();
  let again = 0;
  const listening = rolloutPanel.onDidRender(() => {
    again += 1;
  });
  try {
    // another tab over the panel throws its page away
    await vscode.window.showTextDocument(file('deployment.yaml'), {
      viewColumn: vscode.ViewColumn.Two,
      preview: false,
    });
    await until('the panel to be hidden', () => panelTabs()[0]?.isActive === false || undefined);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await until('the page to be drawn again', () => again > 0 || undefined);
  } finally {
    listening.dispose();
  }
  const page = await rendered('the same picture', ({ select }) => select === before?.select);
  equal(page.rows, before?.rows, 'rows');
  equal(page.verdict, before?.verdict, 'verdict');
});

test('without a change nothing restarts; what git HEAD holds is what counts', async () => {
  await cleanUp();
  const editor = await open('web.yaml');
  await preview();
  await rendered('that nothing changes', ({ state, select }) => state === 'unchanged' && select === 'StatefulSet/web');
  await replace(editor, 'nginx-slim:0.24', 'nginx-slim:0.26');
  await editor.document.save();
  const saved = GIT ? 'ready' : 'unchanged';
  await rendered('the change against HEAD, though it is saved', ({ state }) => state === saved);
  await replace(editor, 'nginx-slim:0.26', 'nginx-slim:0.24');
  await editor.document.save();
  await rendered('that nothing changes any more', ({ state }) => state === 'unchanged');
});

test('a fix that the page asks for is found where the finding stands', async () => {
  const editor = await open('web.yaml');
  const value = find(editor.document, 'partition: 0');
  equal(editor.document.getText(value), 'partition: 0', 'text');
  await cleanUp();
});

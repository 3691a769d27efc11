/** The rollout panel: its page shows what the controllers will do, and follows the text. */
import * as vscode from 'vscode';
import { cleanUp, extension, file, find, finding, noFinding, open, picture, rendered, replace, show } from './editor';
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

/** The page of the open panel, as far as its messages go. */
async function pageSends(message: unknown): Promise<void> {
  const { rolloutPanel } = await extension().activate();
  await rolloutPanel.receive(message);
}

test('a field that the page names is shown in the manifest', async () => {
  const { document } = await open('web.yaml');
  await preview();
  await rendered('a picture of web', ({ select }) => select === 'StatefulSet/web');
  for (const [field, written] of [
    ['spec.updateStrategy.rollingUpdate.partition', 'partition: 0'],
    // the server has filled it in: the nearest parent that is written
    ['spec.updateStrategy.rollingUpdate.maxUnavailable', 'rollingUpdate:'],
  ] as const) {
    await pageSends({ type: 'reveal', field });
    const { line } = find(document, written).start;
    await until(
      `the cursor at ${field}`,
      () => vscode.window.activeTextEditor?.selection.active.line === line || undefined,
    );
    equal(vscode.window.activeTextEditor?.document.uri.toString(), document.uri.toString(), 'active editor');
  }
});

test('a fix that the page asks for is made, and the picture follows', async () => {
  const editor = await open('web.yaml');
  await replace(editor, 'nginx-slim:0.24', 'nginx-slim:0.25');
  await replace(editor, 'partition: 0', 'partition: 2');
  await finding(editor.document.uri, 'sts-partition-holds-back');
  await preview();
  const held = await rendered(
    'that two pods are held back',
    ({ state, verdict }) => state === 'ready' && /web-0/.test(verdict),
  );
  const field = 'spec.updateStrategy.rollingUpdate.partition';
  await pageSends({ type: 'fix', rule: 'sts-partition-holds-back', field });
  await rendered('another picture', ({ verdict }) => verdict !== held.verdict);
  await noFinding(editor.document.uri, 'sts-partition-holds-back');
  equal(editor.document.getText().includes('partition: 2'), false, 'the partition stands');
});

test('a person can choose what the manifest is compared with', async () => {
  await open('web.yaml');
  await preview();
  await rendered('that nothing changes', ({ state }) => state === 'unchanged');
  await pageSends({ type: 'base', base: 'nothing' });
  await rendered('a first install', ({ state, rows }) => state === 'ready' && rows.length === 3);
  await pageSends({ type: 'base', base: 'saved' });
  await rendered('that nothing changes', ({ state }) => state === 'unchanged');
});

test('what is not a message is refused', async () => {
  for (const message of [null, 'ready', { type: 'run', command: 'x' }, { type: 'reveal' }]) {
    const refused = await pageSends(message).then(
      () => false,
      () => true,
    );
    equal(refused, true, `${JSON.stringify(message)} is refused`);
  }
  await cleanUp();
});

/** `.rollout-lens.yaml` through the real server, in-band. */
import { afterEach, describe, expect, it } from 'vitest';
import { client, disposeClients } from './inBand';

const DAEMON_SET = `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  replicas: 3
  selector:
    matchLabels:
      app: agent
  template:
    metadata:
      labels:
        app: agent
    spec:
      containers:
        - name: agent
          image: registry.example.com/agent:1
`;
const CONFIG = 'file:///work/.rollout-lens.yaml';

afterEach(disposeClients);

describe('.rollout-lens.yaml in the editor', () => {
  it.each(['server', 'client'] as const)('holds before the settings, read by the %s', async (readBy) => {
    const scheme = readBy === 'server' ? 'file:///work' : 'vscode-vfs://host/work';
    const editor = await client({
      files: { [`${scheme}/.rollout-lens.yaml`]: 'rules: {ds-replicas: hint}\n' },
      settings: { rules: { 'ds-replicas': { severity: 'warning' } } },
      readBy,
      rootUri: scheme,
    });
    await editor.open(`${scheme}/a/b/c/d/e/one.yaml`, DAEMON_SET);
    await editor.until(`${scheme}/a/b/c/d/e/one.yaml`, ['ds-replicas 4']);
  });

  it('is the nearest one, and none above the repository', async () => {
    const editor = await client({
      files: {
        [CONFIG]: 'rules: {ds-replicas: hint}\n',
        'file:///work/a/.rollout-lens.yml': 'rules: {ds-replicas: information}\n',
        'file:///work/b/.git/HEAD': 'ref: refs/heads/main\n',
      },
    });
    await editor.open('file:///work/a/x/one.yaml', DAEMON_SET);
    await editor.until('file:///work/a/x/one.yaml', ['ds-replicas 3']);
    await editor.open('file:///work/b/x/one.yaml', DAEMON_SET);
    await editor.until('file:///work/b/x/one.yaml', ['ds-replicas 1']);
  });

  it('holds anew when it is stored, typed into, or made', async () => {
    const files: Record<string, string> = {};
    const editor = await client({ files });
    const uri = 'file:///work/one.yaml';
    await editor.open(uri, DAEMON_SET);
    await editor.until(uri, ['ds-replicas 1']);
    expect(editor.watched).toContain('**/.rollout-lens.{yaml,yml}');
    files[CONFIG] = 'rules: {ds-replicas: hint}\n';
    await editor.changed(CONFIG);
    await editor.until(uri, ['ds-replicas 4']);
    await editor.open(CONFIG, files[CONFIG] ?? '');
    await editor.change(CONFIG, 2, 'rules: {ds-replicas: off}\n');
    await editor.until(uri, []);
    await editor.change(CONFIG, 3, 'rules: {ds-replica: off}\n');
    await editor.until(uri, ['ds-replicas 1']);
    await editor.until(CONFIG, ['config-invalid 1']);
  });

  it('leaves out what it excludes', async () => {
    const editor = await client({ files: { [CONFIG]: 'exclude: [gen/]\n' } });
    await editor.open('file:///work/gen/one.yaml', DAEMON_SET);
    await editor.until('file:///work/gen/one.yaml', []);
  });

  it('tells of a file with nodes that is not there, until it is', async () => {
    const text = 'nodes: [{file: infra/nodes.yaml}]\n';
    const files: Record<string, string> = { [CONFIG]: text };
    const editor = await client({ files });
    await editor.open(CONFIG, text);
    await editor.until(CONFIG, ['config-invalid 1']);
    files['file:///work/infra/nodes.yaml'] = 'kind: Node\nmetadata: {name: a}\n';
    await editor.changed('file:///work/infra/nodes.yaml');
    await editor.until(CONFIG, []);
    expect(editor.watched).toContain('**/nodes.yaml');
  });
});

import { expect, it } from 'vitest';
import { createWorkspaceFiles } from './workspaceFiles';

const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\n';

function workspace(texts: Record<string, string | null>) {
  let changes = 0;
  const files = createWorkspaceFiles({
    list: () => Promise.resolve(Object.keys(texts)),
    read: (uri) => Promise.resolve(texts[uri] ?? null),
    changed: () => {
      changes++;
    },
  });
  return { files, changes: () => changes, uris: () => [...files.files()].map(({ uri }) => uri) };
}

it('knows the files that may hold manifests, and tells once when it does', async () => {
  const { files, changes, uris } = workspace({
    'file:///a/service.yaml': service,
    'file:///a/values.yaml': 'replicas: 3\n',
    'file:///a/kustomization.yaml': 'kind: Kustomization\napiVersion: kustomize.config.k8s.io/v1\n',
    'file:///a/.rollout-lens.yaml': 'rules: {}\n',
    'file:///a/object.json': '{"apiVersion": "v1",\n "kind": "ConfigMap"}',
    'file:///a/gone.yaml': null,
    'file:///a/readme.md': service,
  });
  await files.load();
  expect(uris()).toEqual(['file:///a/service.yaml', 'file:///a/object.json']);
  expect(changes()).toBe(1);
  await files.load();
  expect(changes()).toBe(1);
});
it('follows what is made, changed and deleted', async () => {
  const texts: Record<string, string | null> = { 'file:///a/service.yaml': service };
  const { files, changes, uris } = workspace(texts);
  await files.load();
  const before = files.version();
  texts['file:///a/service.yaml'] = service.replace('web', 'db');
  texts['file:///a/other.yaml'] = service;
  files.refresh('file:///a/service.yaml');
  files.refresh('file:///a/other.yaml');
  await expect.poll(changes).toBe(3);
  expect(uris()).toEqual(['file:///a/service.yaml', 'file:///a/other.yaml']);
  expect(files.version()).toBeGreaterThan(before);
  texts['file:///a/service.yaml'] = null;
  files.refresh('file:///a/service.yaml');
  await expect.poll(uris).toEqual(['file:///a/other.yaml']);
});
it('is empty where nobody can list files', async () => {
  const files = createWorkspaceFiles({
    list: () => Promise.resolve(null),
    read: () => Promise.reject(new Error('no')),
    changed: () => {},
  });
  await files.load();
  expect([...files.files()]).toEqual([]);
});

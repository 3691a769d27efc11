import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseDocument, toJson } from '../../../server/src/manifest/index';
import { run } from '../run';

const AGENT = `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels: {app: agent}
  template:
    metadata:
      labels: {app: agent}
    spec:
      containers:
        - name: agent
          image: registry.example.com/agent:1
          resources:
            requests: {cpu: 0.1}
`;

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'effective-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

async function effective(args: string, language: 'en' | 'ja' = 'en', stdin = '') {
  let out = '';
  let err = '';
  const code = await run(['effective', ...args.split(' ').filter(Boolean)], {
    cwd,
    language,
    rulePage: () => null,
    readStdin: async () => new TextEncoder().encode(stdin),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}
const file = (name: string, text: string) => writeFileSync(join(cwd, name), text);

describe('effective', () => {
  test('the object with what is filled in and rewritten set apart', async () => {
    file('agent.yaml', AGENT);
    const { code, out, err } = await effective('agent.yaml');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^# agent\.yaml: DaemonSet agent, as Kubernetes 1\.37\.2 stores it\n/);
    expect(out).toContain('              cpu: 100m # written 0.1\n');
    expect(out).toContain('      maxUnavailable: 1 # default\n');
    expect(out).not.toMatch(/app: agent #/);
    const again = await effective('-', 'en', out);
    expect(again.out).not.toMatch(/# (default|written)/);
    expect(toJson(parseDocument(again.out).root)).toEqual(toJson(parseDocument(out).root));
  });

  test('JSON: paths and values, by file and document', async () => {
    file('a.yaml', `apiVersion: v1\nkind: Service\nmetadata: {name: x}\n---\n${AGENT}`);
    const { code, out } = await effective('--format json --kubernetes-version 1.36 .');
    const { objects } = JSON.parse(out) as { objects: Record<string, unknown>[] };
    expect(code).toBe(0);
    expect(objects).toMatchObject([
      {
        file: 'a.yaml',
        document: 1,
        kind: 'DaemonSet',
        name: 'agent',
        defaulted: { 'spec.updateStrategy.type': 'RollingUpdate' },
        rewritten: { 'spec.template.spec.containers[0].resources.requests.cpu': [0.1, '100m'] },
        dropped: [],
      },
    ]);
    expect(objects[0]).not.toHaveProperty('refused');
  });

  test('documents are set apart, other kinds told', async () => {
    file('a.yaml', `${AGENT}---\nkind: Service\napiVersion: v1\nmetadata: {name: x}\n`);
    const { out } = await effective('a.yaml');
    expect(out).toContain('\n---\n# a.yaml, document 2: passed over: Service x: not a DaemonSet or a StatefulSet\n');
  });

  test('a refused manifest is told of, and what could be read is shown', async () => {
    file('a.yaml', AGENT.replace('  template:', '  tmplate: 1\n  template:'));
    const { code, out, err } = await effective('a.yaml');
    expect(code).toBe(1);
    expect(err).toContain('a.yaml: the API server would refuse DaemonSet agent\n  spec.tmplate: ');
    expect(out).toContain('refuses it');
    expect(out).toContain('  # dropped: tmplate: 1\n');
    const json = JSON.parse((await effective('--format json a.yaml')).out) as { objects: { refused: unknown[] }[] };
    expect(json.objects[0]?.refused).toMatchObject([{ field: 'spec.tmplate' }]);
    expect((await effective('-', 'en', `${AGENT}\t- x`)).code).toBe(1);
  });

  test('Japanese', async () => {
    file('a.yaml', AGENT);
    const { out } = await effective('a.yaml', 'ja');
    expect(out).toContain('cpu: 100m # 記述は 0.1\n');
    expect(out).toContain('maxUnavailable: 1 # 既定値\n');
  });

  test.each([
    ['', 'effective: name a file'],
    ['--format xml a.yaml', '--format xml'],
    ['missing.yaml', 'cannot read missing.yaml'],
    ['--kubernetes-version 1.31 .', 'effective covers 1.32'],
  ])('`%s` ends with 2 and says why', async (args, why) => {
    const { code, out, err } = await effective(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(why);
    expect((await effective('--help')).out).toContain('# default');
  });
});

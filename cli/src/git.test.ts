import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from './run';

const set = (name: string, policy: string) => `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ${name}}
spec:
  podManagementPolicy: ${policy}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers: [{name: main, image: 'registry.example.com/main:1'}]
`;

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'against-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

function git(...args: string[]): void {
  const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  execFileSync('git', ['-C', cwd, ...who, ...args], { stdio: 'pipe' });
}
function file(name: string, text: string): void {
  mkdirSync(join(cwd, name, '..'), { recursive: true });
  writeFileSync(join(cwd, name), text);
}
function commit(): void {
  git('add', '-A');
  git('commit', '-q', '-m', 'x');
}

async function lint(...args: string[]) {
  let out = '';
  let err = '';
  const code = await run(['lint', ...args], {
    cwd,
    language: 'en',
    rulePage: () => null,
    readStdin: async () => new TextEncoder().encode(set('queue', 'Parallel')),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}
interface Found {
  readonly file: string;
  readonly recipe?: readonly string[];
}
async function refused(...args: string[]): Promise<readonly Found[]> {
  const { out, err } = await lint('--format', 'json', ...args);
  expect(err).toBe('');
  const { diagnostics } = JSON.parse(out) as { diagnostics: (Found & { rule: string })[] };
  return diagnostics.filter(({ rule }) => rule === 'immutable-field');
}

describe('lint --against', () => {
  beforeEach(() => git('init', '-q', '-b', 'main'));

  test('reports what is refused as an update of a commit, with its recipe', async () => {
    file('a.yaml', set('queue', 'OrderedReady'));
    commit();
    file('a.yaml', set('queue', 'Parallel'));
    const [found, ...more] = await refused('--against', 'HEAD', 'a.yaml');
    expect(more).toEqual([]);
    expect(found?.recipe).toContain('kubectl delete statefulset queue --cascade=orphan');
    expect(await refused('a.yaml')).toEqual([]);
    commit();
    expect(await refused('--against', 'HEAD', '.')).toEqual([]);
    expect(await refused('--against', 'main~1', '.')).toHaveLength(1);
    const text = (await lint('--against', 'HEAD~1', 'a.yaml')).out;
    expect(text.match(/^ {4}kubectl apply -f a\.yaml$/gm)).toHaveLength(1);
  });

  test('takes a file that the commit does not hold for a new one', async () => {
    file('a.yaml', set('queue', 'OrderedReady'));
    commit();
    file('b.yaml', set('other', 'Parallel'));
    expect(await refused('--against', 'HEAD', '.')).toEqual([]);
    expect(await refused('--against', 'HEAD', 'b.yaml')).toEqual([]);
    expect(await refused('--against', 'HEAD', '-')).toEqual([]);
  });

  test('finds an object that moved to another file, also of a folder with an odd name', async () => {
    file('k8s [1]/ä b.yaml', set('queue', 'OrderedReady'));
    commit();
    renameSync(join(cwd, 'k8s [1]/ä b.yaml'), join(cwd, 'k8s [1]/c.yaml'));
    file('k8s [1]/c.yaml', set('queue', 'Parallel'));
    expect(await refused('--against', 'HEAD', 'k8s [1]')).toMatchObject([{ file: join('k8s [1]', 'c.yaml') }]);
    expect(await refused('--against', 'HEAD', join('k8s [1]', 'c.yaml'))).toEqual([]);
  });

  test('does not take the same name in two folders for one object', async () => {
    file('dev/a.yaml', set('queue', 'OrderedReady'));
    file('prod/a.yaml', set('queue', 'Parallel'));
    commit();
    expect(await refused('--against', 'HEAD', '.')).toEqual([]);
  });

  test('goes together with --from', async () => {
    file('a.yaml', set('queue', 'Parallel'));
    file('b.yaml', set('other', 'Parallel'));
    commit();
    file('live.yml', set('other', 'OrderedReady'));
    file('a.yaml', set('queue', 'OrderedReady'));
    const found = await refused('--against', 'HEAD', '--from', 'live.yml', 'a.yaml');
    expect(found.map((each) => each.file)).toEqual(['a.yaml']);
    git('rm', '-q', '--cached', 'b.yaml');
    git('commit', '-q', '-m', 'x');
    const both = await refused('--against', 'HEAD', '--from', 'live.yml', 'a.yaml', 'b.yaml');
    expect(both.map((each) => each.file).sort()).toEqual(['a.yaml', 'b.yaml']);
  });

  test('says that it knows no such commit', async () => {
    file('a.yaml', set('queue', 'Parallel'));
    expect((await lint('--against', 'HEAD', 'a.yaml')).err).toContain('knows no such commit');
    commit();
    for (const ref of ['nope', '--output=x', '']) {
      const { code, out, err } = await lint(`--against=${ref}`, 'a.yaml');
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('knows no such commit');
    }
  });
});

test('lint --against outside of a repository says so', async () => {
  file('a.yaml', set('queue', 'Parallel'));
  const { code, err } = await lint('--against', 'HEAD', 'a.yaml');
  expect(code).toBe(2);
  expect(err).toContain('a.yaml: it is in no git repository');
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../run';

const DAEMON_SET = `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels:
      app: agent
  replicas: 3 # one per node
  template:
    metadata:
      labels:
        app: agent
    spec:
      containers:
        - name: agent
          image: registry.example.com/agent:1
`;

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'cli-'));
  mkdirSync(join(cwd, '.git'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

async function rollout(args: string, stdin = '', from = cwd) {
  let out = '';
  let err = '';
  const code = await run(args.split(' ').filter(Boolean), {
    cwd: from,
    language: 'en',
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
const file = (name: string, text: string | Uint8Array) => {
  mkdirSync(dirname(join(cwd, name)), { recursive: true });
  writeFileSync(join(cwd, name), text);
};
const textOf = (name: string) => readFileSync(join(cwd, name), 'utf8');
/** `file rule severity` of every finding. */
async function lint(args: string, stdin?: string, from?: string) {
  const { out, err } = await rollout(`lint --format json ${args}`, stdin, from);
  expect(err).toBe('');
  const { diagnostics } = JSON.parse(out) as { diagnostics: { file: string; rule: string; severity: string }[] };
  return diagnostics.map((each) => `${each.file} ${each.rule} ${each.severity}`);
}

describe('.rollout-lens.yaml', () => {
  test('the nearest one above each file counts, up to the repository', async () => {
    file('.rollout-lens.yaml', 'rules: {ds-replicas: hint}\n');
    file('a/b/one.yaml', DAEMON_SET);
    file('c/.rollout-lens.yaml', 'rules: {ds-replicas: off}\n');
    file('c/two.yaml', DAEMON_SET);
    expect(await lint('a c')).toEqual(['a/b/one.yaml ds-replicas hint']);
    mkdirSync(join(cwd, 'a/.git'));
    expect(await lint('a')).toEqual(['a/b/one.yaml ds-replicas error']);
  });
  test('holds for standard input, by the folder at hand', async () => {
    file('.rollout-lens.yaml', 'rules: {ds-replicas: hint}\n');
    expect(await lint('-', DAEMON_SET)).toEqual(['<stdin> ds-replicas hint']);
  });
  test('is found from a folder below the repository, and by paths from elsewhere', async () => {
    file('.rollout-lens.yaml', 'rules: {ds-replicas: hint}\n');
    file('a/one.yaml', DAEMON_SET);
    expect(await lint('one.yaml', '', join(cwd, 'a'))).toEqual(['one.yaml ds-replicas hint']);
    expect(await lint(join(cwd, 'a/one.yaml'), '', tmpdir())).toEqual([`${join(cwd, 'a/one.yaml')} ds-replicas hint`]);
  });
  test('without a repository the folder at hand is the root', async () => {
    rmSync(join(cwd, '.git'), { recursive: true });
    file('.rollout-lens.yaml', 'rules: {ds-replicas: hint}\n');
    file('a/one.yaml', DAEMON_SET);
    expect(await lint('a')).toEqual(['a/one.yaml ds-replicas hint']);
    expect(await lint('one.yaml', '', join(cwd, 'a'))).toEqual(['one.yaml ds-replicas error']);
  });
  test('says the version, and a flag comes before it', async () => {
    const removed = DAEMON_SET.replace('  replicas: 3 # one per node\n', '').replace('apps/v1', 'apps/v1beta2');
    file('.rollout-lens.yaml', 'kubernetesVersion: "1.36"\nrules: {api-removed: warning}\n');
    file('one.yaml', removed);
    expect(await lint('one.yaml')).toEqual(['one.yaml api-removed warning']);
    expect(await lint('--rule api-removed=off one.yaml')).toEqual([]);
    expect(await lint('--config none one.yaml')).toEqual(['one.yaml api-removed error']);
  });
  test('--config names the one that holds for everything', async () => {
    file('.rollout-lens.yaml', 'rules: {ds-replicas: off}\n');
    file('ci/strict.yaml', 'rules: {ds-replicas: warning}\nexclude: [gone.yaml]\n');
    file('one.yaml', DAEMON_SET);
    expect(await lint('--config ci/strict.yaml one.yaml')).toEqual(['one.yaml ds-replicas warning']);
    const { code, err } = await rollout('lint --config no.yaml one.yaml');
    expect([code, err]).toEqual([2, 'rollout-lens: cannot read no.yaml: no such file or folder\n']);
  });
  test('its own mistakes are findings at their place, and the rest of it counts', async () => {
    file('.rollout-lens.yaml', 'kuberntesVersion: "1.36"\nrules: {ds-replicas: off}\n');
    file('a/one.yaml', DAEMON_SET);
    const { code, out } = await rollout('lint a');
    expect(code).toBe(1);
    expect(
      out,
    ).toBe(`.rollout-lens.yaml:1:1: error: .rollout-lens.yaml has no key kuberntesVersion: is kubernetesVersion meant? (kuberntesVersion) [broken: config-invalid]

1 file: 1 error, 0 warnings
`);
    expect(await lint('.')).toEqual(['.rollout-lens.yaml config-invalid error']);
  });
  test('leaves out what it excludes, named or not', async () => {
    file('.rollout-lens.yaml', 'exclude: [gen/]\n');
    file('gen/one.yaml', DAEMON_SET);
    expect(await lint('. gen/one.yaml')).toEqual([]);
  });
  test('reads the nodes that it names', async () => {
    file('.rollout-lens.yaml', 'nodes: [{file: infra/nodes.json}, {file: gone.yaml}]\n');
    file('infra/nodes.json', '{"kind":"Node","apiVersion":"v1","metadata":{"name":"a"}}');
    file('one.yaml', DAEMON_SET);
    const { out } = await rollout('lint --rule ds-replicas=off one.yaml');
    expect(out).toContain('gone.yaml cannot be read.');
    expect(out).not.toContain('infra/nodes.json');
  });
});

describe('other commands', () => {
  const FINE = DAEMON_SET.replace('  replicas: 3 # one per node\n', '');
  test('take the version of the nearest one, a flag before it', async () => {
    file('.rollout-lens.yaml', 'kubernetesVersion: "1.35"\n');
    file('a/one.yaml', FINE);
    expect((await rollout('simulate a/one.yaml')).out).toContain('Kubernetes 1.35');
    expect((await rollout('simulate --kubernetes-version 1.36 a/one.yaml')).out).toContain('Kubernetes 1.36');
    expect((await rollout('effective .')).code).toBe(0);
  });
  test('say whose version it is that they do not cover', async () => {
    file('.rollout-lens.yaml', 'kubernetesVersion: "1.25"\n');
    file('a/one.yaml', FINE);
    for (const command of ['simulate', 'effective']) {
      const { code, err } = await rollout(`${command} a/one.yaml`);
      expect([code, err]).toEqual([
        2,
        `rollout-lens: .rollout-lens.yaml: kubernetesVersion 1.25: ${command} covers 1.32 to 1.37\n`,
      ]);
    }
  });
});

describe('--rule', () => {
  test.each([
    ['ds-replica=off', 'is ds-replicas meant?'],
    ['ds-replicas', 'ds-replicas=off'],
    ['ds-replicas=loud', 'ds-replicas=off'],
  ])('%s ends with 2 and says why', async (flag, why) => {
    const { code, err } = await rollout(`lint --rule ${flag} -`, DAEMON_SET);
    expect(code).toBe(2);
    expect(err).toContain(why);
  });
  test('sets several rules', async () => {
    expect(await lint('--rule ds-replicas=hint --rule parse-error=off -', DAEMON_SET)).toEqual([
      '<stdin> ds-replicas hint',
    ]);
  });
});

describe('--fix', () => {
  const FIXED = DAEMON_SET.replace('  replicas: 3 # one per node\n', '');

  test('writes what has one right repair, and reports what is left', async () => {
    file('one.yaml', DAEMON_SET);
    file('two.yaml', FIXED);
    const { code, out } = await rollout('lint --fix .');
    expect(out).toBe('2 files: 0 errors, 0 warnings; fixed 1 finding in 1 file\n');
    expect(code).toBe(0);
    expect(textOf('one.yaml')).toBe(FIXED);
    const again = JSON.parse((await rollout('lint --fix --format json .')).out) as { fixed: unknown };
    expect(again.fixed).toEqual([]);
  });
  test('repairs again what a repair has brought to light, and keeps line ends and byte order mark', async () => {
    const text = `\ufeff${DAEMON_SET.replace('  template:', '  templat:')}`.replaceAll('\n', '\r\n');
    file('one.yaml', text);
    await rollout('lint --fix one.yaml');
    expect(textOf('one.yaml')).toBe(`\ufeff${FIXED}`.replaceAll('\n', '\r\n'));
  });
  test('leaves alone what it cannot read, and what is not UTF-8', async () => {
    const broken = `${DAEMON_SET}  : [\n`;
    file('broken.yaml', broken);
    const bytes = Buffer.concat([Buffer.from('# caf\xe9\n', 'latin1'), Buffer.from(DAEMON_SET)]);
    file('latin.yaml', bytes);
    expect((await rollout('lint --fix .')).code).toBe(1);
    await rollout('lint --fix --rule parse-error=off .');
    expect(textOf('broken.yaml')).toBe(broken);
    expect(readFileSync(join(cwd, 'latin.yaml')).equals(bytes)).toBe(true);
  });
  test('standard input comes out repaired, the report on standard error', async () => {
    const { out, err } = await rollout('lint --fix -', DAEMON_SET);
    expect(out).toBe(FIXED);
    expect(err).toBe('1 file: 0 errors, 0 warnings; fixed 1 finding in 1 file\n');
    expect((await rollout('lint --fix - one.yaml', DAEMON_SET)).code).toBe(2);
  });
  test('--diff shows it and writes nothing', async () => {
    file('one.yaml', DAEMON_SET);
    const { code, out } = await rollout('lint --diff one.yaml');
    expect(code).toBe(1);
    expect(out).toBe(`--- one.yaml
+++ one.yaml
@@ -6,7 +6,6 @@
   selector:
     matchLabels:
       app: agent
-  replicas: 3 # one per node
   template:
     metadata:
       labels:
`);
    expect(textOf('one.yaml')).toBe(DAEMON_SET);
    expect((await rollout('lint --diff -', FIXED)).out).toBe('');
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLanguageService } from '../../server/src/languageService/index';
import { lint } from './commands/lint';
import { languageOf } from './environment';
import { run } from './run';

const STATEFUL_SET = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: web
  replicas: 3
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: registry.example.com/web:1
`;
const MISMATCH = STATEFUL_SET.replace('        app: web\n', '        app: wob\n');

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'cli-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

/** Runs a command line in the test's folder. */
async function rollout(args: string, stdin: string | Uint8Array = '') {
  let out = '';
  let err = '';
  const code = await run(args.split(' ').filter(Boolean), {
    cwd,
    language: 'en',
    rulePage: (rule) => (rule === 'selector-template-mismatch' ? '# Selector that misses its pods\n\nWhy.\n' : null),
    readStdin: async () => (typeof stdin === 'string' ? new TextEncoder().encode(stdin) : stdin),
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
const jsonOf = (out: string) => JSON.parse(out) as { diagnostics: Record<string, unknown>[] };

describe('arguments', () => {
  test.each([
    ['', 'name a command'],
    ['guess', 'unknown command guess'],
    ['lint', 'name a file or a folder'],
    ['lint --format xml x.yaml', '--format xml'],
    ['lint --nonsense x.yaml', '--nonsense'],
    ['lint missing.yaml', 'cannot read missing.yaml: no such file'],
    ['lint --kubernetes-version 1.99 .', '--kubernetes-version 1.99'],
    ['lint --kubernetes-version 1.19 .', '--kubernetes-version 1.19'],
    ['simulate', 'name a manifest'],
    ['simulate a.yaml b.yaml', 'one manifest'],
    ['simulate --seed x a.yaml', '--seed x'],
    ['simulate --seed= web.yaml', '--seed '],
    ['simulate .', 'it is a folder'],
    ['simulate --from broken.yaml web.yaml', 'broken.yaml: '],
    ['simulate --kubernetes-version 1.31 web.yaml', '1.32 to 1.37'],
    ['simulate --kubernetes-version 1.36.99 web.yaml', 'that is known is 1.36.3'],
    ['simulate --alternatives web.yaml', 'only --format json'],
    ['simulate --scenario s.yaml web.yaml', 'stands alone'],
  ])('`%s` ends with 2 and says why', async (args, why) => {
    file('web.yaml', STATEFUL_SET);
    file('broken.yaml', `${STATEFUL_SET}  "`);
    const { code, out, err } = await rollout(args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(why);
  });

  test('a path of no characters is not the folder at hand', async () => {
    const err: string[] = [];
    const environment = {
      cwd,
      language: 'en',
      rulePage: () => null,
      readStdin: async () => new Uint8Array(),
      out: () => {},
    } as const;
    expect(await run(['lint', ''], { ...environment, err: (text) => err.push(text) })).toBe(2);
    expect(err.join('')).toContain('no characters');
  });

  test('a failure of our own is one line', async () => {
    const err: string[] = [];
    const out = () => {
      throw new Error('out of ink\nat somewhere');
    };
    const environment = {
      cwd,
      language: 'en',
      rulePage: () => null,
      readStdin: async () => new Uint8Array(),
      out,
    } as const;
    expect(await run(['--version'], { ...environment, err: (text) => err.push(text) })).toBe(1);
    expect(err).toEqual(['rollout-lens: internal error: --version: out of ink\n']);
  });

  test('help and version', async () => {
    expect((await rollout('--help')).out).toContain('rollout-lens lint');
    expect((await rollout('lint --help')).out).toContain('--kubernetes-version');
    expect((await rollout('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('the language is the first locale that is set', () => {
    expect(languageOf({ LANG: 'ja_JP.UTF-8' })).toBe('ja');
    expect(languageOf({ LC_ALL: 'C', LANG: 'ja_JP.UTF-8' })).toBe('en');
    expect(languageOf({ LC_ALL: '', LC_MESSAGES: 'ja' })).toBe('ja');
    expect(languageOf({ LANG: 'jam_JM' })).toBe('en');
  });
});

describe('lint', () => {
  test('a sound manifest is clean', async () => {
    file('web.yaml', STATEFUL_SET);
    const { code, out } = await rollout('lint --format json web.yaml');
    expect(jsonOf(out).diagnostics).toEqual([]);
    expect(code).toBe(0);
  });

  test('a finding as JSON: its place, its field, its document', async () => {
    file('web.yaml', `# nothing here\n---\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: x}\n---\n${MISMATCH}`);
    const { code, out } = await rollout('lint --format json web.yaml');
    expect(code).toBe(1);
    expect(jsonOf(out).diagnostics).toEqual([
      {
        file: 'web.yaml',
        document: 1,
        rule: 'selector-template-mismatch',
        category: 'rejected',
        severity: 'error',
        message: expect.stringContaining('app') as string,
        field: 'spec.template.metadata.labels',
        range: {
          start: { line: expect.any(Number) as number, character: expect.any(Number) as number },
          end: { line: expect.any(Number) as number, character: expect.any(Number) as number },
        },
      },
    ]);
  });

  test('standard input, a folder, a file named twice', async () => {
    mkdirSync(join(cwd, 'a/node_modules'), { recursive: true });
    file('a/one.yaml', MISMATCH);
    file('a/two.yml', MISMATCH);
    file('a/three.json', '{}');
    file('a/four.txt', MISMATCH);
    file('a/node_modules/five.yaml', MISMATCH);
    const folder = jsonOf((await rollout('lint --format json a a/one.yaml')).out).diagnostics;
    expect(folder.map((d) => d['file'])).toEqual(['a/one.yaml', 'a/two.yml']);
    const stdin = jsonOf((await rollout('lint --format json -', MISMATCH)).out).diagnostics;
    expect(stdin.map((d) => d['file'])).toEqual(['<stdin>']);
  });

  test('a file is read once whatever it is called', async () => {
    file('web.yaml', MISMATCH);
    const { diagnostics } = jsonOf((await rollout('lint --format json ./web.yaml web.yaml')).out);
    expect(diagnostics.map((d) => d['file'])).toEqual(['./web.yaml']);
    expect(jsonOf((await rollout('lint --format json - -', MISMATCH)).out).diagnostics).toHaveLength(1);
  });

  test('a failure of our own in one file leaves the findings of the others', async () => {
    file('a.yaml', MISMATCH);
    file('b.yaml', MISMATCH);
    let out = '';
    let err = '';
    const code = await lint(
      ['--format', 'json', 'a.yaml', 'b.yaml'],
      {
        cwd,
        language: 'en',
        rulePage: () => null,
        readStdin: async () => new Uint8Array(),
        out: (text) => {
          out += text;
        },
        err: (text) => {
          err += text;
        },
      },
      (host) => {
        const service = createLanguageService(host);
        return {
          ...service,
          diagnose: (text, ...rest) => {
            if (text.uri.endsWith('a.yaml')) throw new RangeError('too much\n    at x');
            return service.diagnose(text, ...rest);
          },
        };
      },
    );
    expect(code).toBe(1);
    expect(err).toBe('rollout-lens: internal error: a.yaml: too much\n');
    expect(jsonOf(out).diagnostics.map((d) => d['file'])).toEqual(['b.yaml']);
  });

  test('text that does not parse is a rejected finding, not a failure', async () => {
    for (const text of ['apiVersion: apps/v1\nkind: StatefulSet\nspec: [1,\n', 'kind: StatefulSet\nspec:\n\t- a\n']) {
      const { code, out } = await rollout('lint --format json -', text);
      const { diagnostics } = jsonOf(out);
      expect(diagnostics.length, text).toBeGreaterThan(0);
      expect(new Set(diagnostics.map((d) => d['category']))).toEqual(new Set(['rejected']));
      expect(code).toBe(1);
    }
    const bytes = new Uint8Array([...new TextEncoder().encode(`${STATEFUL_SET}# `), 0xff, 0xfe]);
    expect((await rollout('lint --format json -', bytes)).code).toBe(1);
  });

  test('text, SARIF and GitHub say the same place', async () => {
    file('web.yaml', MISMATCH);
    const [finding] = jsonOf((await rollout('lint --format json web.yaml')).out).diagnostics;
    if (!finding) throw new Error('no finding');
    const { start } = finding['range'] as { start: { line: number; character: number } };
    const text = (await rollout('lint web.yaml')).out;
    expect(text).toContain(`web.yaml:${start.line + 1}:${start.character + 1}: error: `);
    expect(text).toContain('1 file: 1 error, 0 warnings');
    const sarif = JSON.parse((await rollout('lint --format sarif web.yaml')).out) as {
      version: string;
      runs: {
        tool: { driver: { rules: object[] } };
        results: { ruleId: string; locations: { physicalLocation: { region: object } }[] }[];
      }[];
    };
    const page = '# Selector that misses its pods\n\nWhy.\n';
    expect(sarif.runs[0]?.tool.driver.rules).toEqual([
      {
        id: 'selector-template-mismatch',
        shortDescription: { text: 'Selector that misses its pods' },
        help: { text: page, markdown: page },
        properties: { tags: ['rejected'] },
      },
    ]);
    expect(sarif.version).toBe('2.1.0');
    const result = sarif.runs[0]?.results[0];
    expect(result?.ruleId).toBe('selector-template-mismatch');
    expect(result?.locations[0]?.physicalLocation.region).toMatchObject({
      startLine: start.line + 1,
      startColumn: start.character + 1,
    });
    const github = (await rollout('lint --format github web.yaml')).out;
    expect(github).toMatch(new RegExp(`^::error file=web.yaml,line=${start.line + 1},`));
    expect(github.trim().split('\n')).toHaveLength(1);
  });
});

describe('simulate', () => {
  interface SimulatedTrace {
    readonly source: string;
    readonly kubernetesVersion: string;
    readonly events: readonly { type: string; object: string; t: number }[];
    readonly verdict: {
      restarts: string[];
      seconds: number;
      fewestAvailable: { count: number; of: number };
      claims: object;
      stuck: unknown;
    };
  }
  const simulated = async (args: string) => {
    const { code, out, err } = await rollout(`simulate --format json ${args}`);
    expect(err).toBe('');
    expect(code).toBe(0);
    return JSON.parse(out) as SimulatedTrace;
  };

  test('a first install makes the pods in order', async () => {
    file('web.yaml', STATEFUL_SET);
    const trace = await simulated('--kubernetes-version 1.36 web.yaml');
    expect(trace.kubernetesVersion).toBe('1.36.3');
    const created = trace.events.filter((e) => e.type === 'pod-created').map((e) => e.object);
    expect(created).toEqual(['web-0', 'web-1', 'web-2']);
  });

  test('a change of the image restarts the pods, highest ordinal first', async () => {
    file('old.yaml', STATEFUL_SET);
    file('new.yaml', STATEFUL_SET.replace('web:1', 'web:2'));
    const { verdict, events } = await simulated('--from old.yaml new.yaml');
    expect(verdict.restarts).toEqual(['web-2', 'web-1', 'web-0']);
    expect(verdict.fewestAvailable).toMatchObject({ count: 2, of: 3 });
    expect(verdict.stuck).toBeNull();
    expect(verdict.seconds).toBeGreaterThan(0);
    const deleted = events.filter((e) => e.type === 'pod-deletion-requested').map((e) => e.object);
    expect(deleted).toEqual(['web-2', 'web-1', 'web-0']);
  });

  test('a change that the API server refuses says so in every format', async () => {
    file('old.yaml', STATEFUL_SET);
    file('new.yaml', STATEFUL_SET.replace('serviceName: web', 'serviceName: other'));
    const why = 'spec.serviceName cannot change once the object exists.';
    for (const format of ['text', 'markdown', 'json']) {
      const { code, out, err } = await rollout(`simulate --format ${format} --from old.yaml new.yaml`);
      expect(code, format).toBe(0);
      expect(err, format).toContain(why);
      expect(out, format).toContain(why);
    }
  });

  test('an old manifest without the workload makes a first install, and says so', async () => {
    file('old.yaml', STATEFUL_SET.replace('  name: web\nspec', '  name: api\nspec'));
    file('new.yaml', STATEFUL_SET);
    const { code, out, err } = await rollout('simulate --from old.yaml new.yaml');
    expect(code).toBe(0);
    expect(out).toContain('Creates 3 pods');
    expect(err).toBe('old.yaml: it holds no StatefulSet/web: what is simulated is a first install\n');
  });

  test('an old manifest that the API server would refuse is said to be one', async () => {
    file('old.yaml', STATEFUL_SET.replace('serviceName: web', 'serviceName: web\n  minReadySeconds: -1'));
    file('new.yaml', STATEFUL_SET.replace('web:1', 'web:2'));
    const { code, out, err } = await rollout('simulate --from old.yaml new.yaml');
    expect(code).toBe(0);
    expect(out).toContain('Restarts 3 pods');
    expect(err).toMatch(/^old\.yaml: .*minReadySeconds.* What is simulated starts from it all the same\.\n$/);
  });

  test('no change does nothing', async () => {
    file('old.yaml', STATEFUL_SET);
    const { verdict, events } = await simulated('--from old.yaml old.yaml');
    expect(verdict.restarts).toEqual([]);
    expect(events.filter((e) => e.type.startsWith('pod-'))).toEqual([]);
  });

  test('a scenario says what is applied; the flag replaces its version; the same seed gives the same trace', async () => {
    file('old.yaml', STATEFUL_SET);
    file('new.yaml', STATEFUL_SET.replace('web:1', 'web:2'));
    file(
      'scenario.yaml',
      `kubernetesVersion: "1.36"
pods: [{startSeconds: 1, readySeconds: 1, terminateSeconds: 1}]
steps: [{at: 0, apply: old.yaml}, {at: 20, apply: new.yaml}, {at: 60, delete: {cascade: background}}]
until: 80
`,
    );
    const trace = await simulated('--scenario scenario.yaml --kubernetes-version 1.37');
    expect(trace.kubernetesVersion).toBe('1.37.2');
    expect(trace.events.filter((e) => e.type === 'pod-created')).toHaveLength(6);
    expect(trace.events.some((e) => e.type === 'set-gone')).toBe(true);
    expect(await simulated('--scenario scenario.yaml --kubernetes-version 1.37')).toEqual(trace);
  });

  test.each([
    ['steps: []\nuntil: 5\nkubernetesVersion: "1.36"\nsteppes: 1\n', 'steppes'],
    ['steps: [{at: 0, apply: gone.yaml}]\nuntil: 5\n', 'gone.yaml'],
    ['steps: [{at: 0, apply: .}]\nuntil: 5\n', '. is a folder; apply names one file.'],
    ['steps: [{at: -1, deletePod: web-0}]\nuntil: 5\n', 'at'],
    ['kubernetesVersion: "1.36"\nminKubernetes: "1.37"\nsteps: []\nuntil: 5\n', '1.37'],
    [': : :', '1:'],
  ])('a scenario with a mistake names its place: %j', async (text, what) => {
    file('scenario.yaml', text);
    const { code, err } = await rollout('simulate --scenario scenario.yaml');
    expect(code).toBe(2);
    expect(err).toContain('scenario.yaml:');
    expect(err).toContain(what);
  });

  test('a selection, and a file without one', async () => {
    file('two.yaml', `${STATEFUL_SET}---\n${STATEFUL_SET.replace('name: web\nspec', 'name: api\nspec')}`);
    const { events } = await simulated('--select StatefulSet/api two.yaml');
    expect(events.some((e) => e.object === 'api-0')).toBe(true);
    expect((await rollout('simulate --select StatefulSet/none two.yaml')).err).toContain('StatefulSet/web');
    file('none.yaml', 'kind: ConfigMap\napiVersion: v1\n');
    expect((await rollout('simulate none.yaml')).code).toBe(2);
  });

  test('text and Markdown tell the story', async () => {
    file('old.yaml', STATEFUL_SET);
    file('new.yaml', STATEFUL_SET.replace('web:1', 'web:2'));
    const text = (await rollout('simulate --from old.yaml new.yaml')).out;
    expect(text).toContain('StatefulSet web on Kubernetes 1.37');
    expect(text).toContain('  0 s  web-2 is deleted: ');
    expect(text).toContain('Then the same with web-1 and web-0, one after the other');
    const markdown = (await rollout('simulate --format markdown --from old.yaml new.yaml')).out;
    expect(markdown).toContain('| ---: | --- | --- | --- |');
    const columns = markdown
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) => line.replace(/\\\|/g, '').split('|').length);
    expect(columns.slice(0, 2)).toEqual([4, 4]);
    expect(new Set(columns)).toEqual(new Set([4, 6]));
  });
});

import { describe, expect, it } from 'vitest';
import { readScenario } from './scenarioFile';

const manifest = (more = '') => `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: web
  replicas: 3
${more}  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "nginx:1"}]}
`;
const files: Readonly<Record<string, string>> = {
  'v1.yaml': manifest(),
  'v2.yaml': `apiVersion: v1\nkind: Service\nmetadata: {name: web}\n---\n${manifest('  minReadySeconds: 5\n')}`,
  'renamed.yaml': manifest().replace('name: web}', 'name: shop}'),
  'moved.yaml': manifest().replace('serviceName: web', 'serviceName: other'),
  'wrong.yaml': manifest('  replica: 3\n'),
  'unread.yaml': `${manifest()}  "`,
  'none.yaml': 'apiVersion: v1\nkind: Service\n',
  'old-words.yaml': manifest().replace('spec: {containers', 'spec: {nodeSelector: {logs: yes}, containers'),
  'recreate.yaml': manifest('  updateStrategy: {type: Recreate}\n'),
};
const read = (text: string, options: { kubernetesVersion?: string; language?: 'en' | 'ja' } = {}) =>
  readScenario(text, { readFile: (name) => files[name] ?? null, language: 'en', ...options });
const head = 'kubernetesVersion: "1.37"\n';
const apply = (...names: string[]) =>
  `${head}until: 60\nsteps:\n${names.map((name, at) => `  - { at: ${at}, apply: ${name} }\n`).join('')}`;
const problems = (text: string) =>
  read(text).problems.map(({ file, line, message }) => `${file ?? ''}:${line + 1} ${message}`);

describe('a scenario', () => {
  it('knows `on` as a key, which YAML 1.1 would read as true', () => {
    const { scenario } = read(
      `${head}until: 9\nsteps: [{ at: 0, apply: v1.yaml }, { at: 1, pod: { on: worker-1, ready: false } }]\n`,
    );
    expect(scenario?.steps.slice(1)).toEqual([{ at: 1, pod: { on: 'worker-1', ready: false } }]);
  });

  it('reads the capacity of nodes as quantities or as plain numbers', () => {
    const capacities = (...written: string[]) =>
      read(
        `${head}until: 9\nsteps: [{ at: 0, apply: v1.yaml }]\nnodes:\n${written.map((each, i) => `  - { name: n-${i}, capacity: ${each} }\n`).join('')}`,
      );
    const { scenario, problems: none } = capacities(
      '{ cpu: "1", memory: 1Gi, pods: 10 }',
      '{ cpu: 250m, pods: "3" }',
      '{ cpu: 1.5, memory: 64e6 }',
      '{ cpuMillis: 500, memoryBytes: 1024 }',
      '{ cpu: 0.1m, memory: 1m }',
    );
    expect(none).toEqual([]);
    expect(scenario?.nodes?.map((node) => node.capacity)).toEqual([
      { cpuMillis: 1000, memoryBytes: 1024 ** 3, pods: 10 },
      { cpuMillis: 250, pods: 3 },
      { cpuMillis: 1500, memoryBytes: 64_000_000 },
      { cpuMillis: 500, memoryBytes: 1024 },
      { cpuMillis: 1, memoryBytes: 1 },
    ]);
    const slips = capacities('{ cpu: much }', '{ memory: -1Gi }', '{ pods: [1] }', '{ gpu: 1 }').problems;
    expect(slips.map(({ message }) => message)).toEqual([
      'capacity.cpu must be a quantity from 0 on, such as 500m or 1Gi, not much.',
      'capacity.memory must be a quantity from 0 on, such as 500m or 1Gi, not -1Gi.',
      'capacity.pods must be a text, not […].',
      expect.stringContaining('capacity has no key gpu') as string,
    ]);
  });

  it('is read whole', () => {
    const { scenario, problems: none } = read(`kubernetesVersion: 1.36
featureGates: { MaxUnavailableStatefulSet: true }
nodes:
  - name: worker-1
    labels: { zone: a, spot: yes }
    taints: [{ key: k, value: v, effect: NoSchedule }]
    unschedulable: true
  - { name: worker-2, capacity: { pods: 5 } }
pods:
  - match: { ordinals: [2], nodes: worker-1, revision: 2, instances: [1] }
    readySeconds: null
    fail: { afterSeconds: 4, phase: Succeeded }
  - { startSeconds: 2, readySeconds: 0.5, terminateSeconds: 1, scheduleSeconds: 0 }
steps:
  - { at: 40, apply: v2.yaml }
  - { at: 0, apply: v1.yaml }
  - { at: 90, deletePod: web-2, graceSeconds: 0 }
  - { at: 91, deletePodOn: worker-1 }
  - { at: 92, deletePodOn: { revision: 1 } }
  - { at: 97, pod: { name: web-1, ready: false } }
  - { at: 98, deleteClaim: data-web-1 }
  - { at: 100, node: { name: worker-2, cordon: true } }
  - { at: 101, node: { of: web-1, setLabels: { zone: null, disk: ssd } } }
  - { at: 102, node: { add: { name: worker-3 } } }
  - { at: 120, delete: { cascade: orphan } }
until: 300
tolerance: { seconds: 25 }
ties: clock
seed: 7
`);
    expect(none).toEqual([]);
    expect(scenario).toMatchObject({
      kubernetesVersion: '1.36',
      featureGates: { MaxUnavailableStatefulSet: true },
      nodes: [
        {
          name: 'worker-1',
          labels: { zone: 'a', spot: 'yes' },
          taints: [{ key: 'k', value: 'v' }],
          unschedulable: true,
        },
        { capacity: { pods: 5 } },
      ],
      pods: [
        { match: { ordinals: [2], nodes: ['worker-1'], revision: [2], instances: [1] }, readySeconds: null },
        { readySeconds: 0.5 },
      ],
      until: 300,
      ties: 'clock',
      seed: 7,
    });
    expect(scenario?.steps.map((step) => step.at)).toEqual([0, 40, 90, 91, 92, 97, 98, 100, 101, 102, 120]);
    expect(scenario?.steps[0]).toMatchObject({ apply: { kind: 'StatefulSet', minReadySeconds: 0 } });
    expect(scenario?.steps[8]).toMatchObject({ node: { of: 'web-1', setLabels: { zone: null, disk: 'ssd' } } });
  });
  it('takes manifests inline, and JSON', () => {
    const inline = `${head}steps:\n  - at: 0\n    apply:\n${manifest().replace(/^(?=.)/gm, '      ')}`;
    expect(read(inline).scenario?.steps).toMatchObject([{ apply: { name: 'web' } }]);
    const json = '{"kubernetesVersion": "1.37", "steps": [{"at": 0, "apply": "v1.yaml"}], "until": 9}';
    expect(read(json).scenario).toMatchObject({ until: 9 });
    expect(read(json).written).toEqual(JSON.parse(json));
  });
  it('takes today’s release where it names none', () => {
    expect(read('steps: [{at: 0, apply: v1.yaml}]\n').scenario?.kubernetesVersion).toBe('1.37');
  });
  it('lets the command line choose the version', () => {
    expect(read(apply('v1.yaml'), { kubernetesVersion: '1.35' }).scenario?.kubernetesVersion).toBe('1.35');
    const newer = `minKubernetes: "1.37"\n${apply('v1.yaml')}`;
    expect(read(newer, { kubernetesVersion: '1.36' }).problems[0]?.message).toContain('needs Kubernetes 1.37');
    expect(read(newer).scenario).not.toBeNull();
  });
  it('reads yes as a text where a text is wanted', () => {
    expect(read(apply('old-words.yaml')).scenario?.steps).toMatchObject([
      { apply: { template: { nodeSelector: { logs: 'yes' } } } },
    ]);
  });
  it('judges by its own gates', () => {
    expect(problems(apply('recreate.yaml'))).toHaveLength(1);
    expect(
      read(`featureGates: { StatefulSetRecreateStrategy: true }\n${apply('recreate.yaml')}`).scenario,
    ).not.toBeNull();
  });
});

describe('a slip', () => {
  it.each([
    ['', ':1 The scenario is empty.'],
    [`${head}step: []\nsteps: []\n`, ':2 a scenario has no key step: is steps meant?'],
    [`${head}until: -1\nsteps: []\n`, ':2 until must be a number from 0 on, not -1.'],
    [`${head}nodes: [{labels: {}}]\nsteps: []\n`, ':2 A node needs a name.'],
    [
      `${head}pods: [{readySecond: 1}]\nsteps: []\n`,
      ':2 a rule for pods has no key readySecond: is readySeconds meant?',
    ],
    [`${head}steps: [{apply: v1.yaml}]\n`, ':2 at is missing.'],
    [
      `${head}steps: [{at: 1, apply: v1.yaml, deletePod: a}]\n`,
      ':2 A step does one thing, not both apply and deletePod.',
    ],
    [
      `${head}steps: [{at: 1, delete: {cascade: now}}]\n`,
      ':2 cascade must be one of background, foreground, orphan, not now.',
    ],
    [head, ':1 A scenario needs steps.'],
    [`${head}steps: []\n`, ':1 No step applies a workload.'],
    [`${head}steps: [{at: 1, deletePod: web-0}]\n`, ':1 No step applies a workload.'],
    ['kubernetesVersion: "1.20"\nsteps: []\n', ':1 kubernetesVersion 1.20: simulation covers 1.32 to 1.37.'],
    ['kubernetesVersion: 1.36.99\nsteps: []\n', /^:1 kubernetesVersion 1\.36\.99: the newest .* is 1\.36\.3\.$/],
    [apply('gone.yaml'), ':4 There is no file gone.yaml.'],
    [apply('none.yaml'), ':4 none.yaml must hold one DaemonSet or StatefulSet, and it holds none.'],
  ])('in %j is named with its place', (text, expected) => {
    expect(problems(text)).toContainEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
    expect(read(text).scenario).toBeNull();
  });
  it('names the part of the file that it is in, in Japanese too', () => {
    const ja = (text: string) => read(text, { language: 'ja' }).problems[0]?.message;
    expect(ja(`${head}step: []\nsteps: []\n`)).toMatch(/^シナリオにキー step はありません。/);
    expect(ja(`${head}pods: [{readySecond: 1}]\nsteps: []\n`)).toMatch(
      /^Pod のルールにキー readySecond はありません。/,
    );
    expect(ja(`${head}steps: [1]\n`)).toBe('step にはマッピングを書きます（1 ではありません）。');
    expect(ja(`${head}until: x\nsteps: []\n`)).toBe('until には 0 以上の数値を書きます（x ではありません）。');
  });
  it('in a manifest is named in that file', () => {
    expect(problems(apply('wrong.yaml'))).toEqual([expect.stringMatching(/^wrong\.yaml:7 .*spec\.replica/)]);
    expect(problems(apply('unread.yaml'))[0]).toMatch(/^unread\.yaml:/);
    // once, however often it is applied
    expect(problems(apply('wrong.yaml', 'wrong.yaml', 'wrong.yaml'))).toHaveLength(1);
  });
  it('is a folder or a file that cannot be read', () => {
    const why = (whyUnread: 'folder' | 'unreadable') =>
      readScenario(apply('there'), { readFile: () => null, whyUnread: () => whyUnread, language: 'en' }).problems[0];
    expect(why('folder')?.message).toBe('there is a folder; apply names one file.');
    expect(why('unreadable')?.message).toBe('The file there cannot be read.');
  });
  it('is a change that the server refuses, or of another workload', () => {
    expect(problems(apply('v1.yaml', 'moved.yaml'))).toEqual([
      expect.stringMatching(/^moved\.yaml:\d+ .*1\.37\.2.*refuses/),
    ]);
    expect(problems(apply('v1.yaml', 'renamed.yaml'))).toEqual([
      expect.stringMatching(/^renamed\.yaml:\d+ .*one workload/),
    ]);
  });
  it('is a set of more pods than are simulated', () => {
    const crowd = manifest().replace('replicas: 3', 'replicas: 30000').replace(/^/gm, '        ');
    expect(problems(`${head}steps:\n  - at: 0\n    apply:\n${crowd}`)).toEqual([
      ':10 spec.replicas is 30000; sets of up to 20000 pods are simulated.',
    ]);
  });
  it('is told in Japanese too', () => {
    expect(read(apply('gone.yaml'), { language: 'ja' }).problems[0]?.message).toBe('ファイル gone.yaml がありません。');
  });
});

describe('budgets and drains', () => {
  const pdb = (spec: string) =>
    `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web}\nspec: {selector: {matchLabels: {app: web}}, ${spec}}\n`;
  const withBudget = (spec: string, steps: string) =>
    readScenario(`${head}until: 9\nsteps:\n  - { at: 0, apply: v1.yaml }\n${steps}`, {
      readFile: (name) =>
        name === 'pdb.yaml'
          ? pdb(spec)
          : name === 'both.yaml'
            ? `${manifest()}---\n${pdb(spec)}`
            : (files[name] ?? null),
      language: 'en',
    });

  it('are read: from a file of their own, beside a workload, and inline', () => {
    const own = withBudget('maxUnavailable: 1', '  - { at: 1, apply: pdb.yaml }\n  - { at: 2, deleteBudget: web }\n');
    expect(own.problems).toEqual([]);
    expect(own.scenario?.steps.slice(1)).toEqual([
      {
        at: 1,
        applyBudget: {
          name: 'web',
          namespace: 'default',
          selector: { matchLabels: { app: 'web' } },
          maxUnavailable: 1,
          alwaysEvictUnhealthy: false,
        },
      },
      { at: 2, deleteBudget: 'web' },
    ]);
    const both = withBudget(
      'minAvailable: 50%, unhealthyPodEvictionPolicy: AlwaysAllow',
      '  - { at: 1, apply: both.yaml }\n',
    );
    expect(both.scenario?.steps.slice(1)).toMatchObject([
      { apply: { name: 'web' } },
      { applyBudget: { minAvailable: { percent: 50 }, alwaysEvictUnhealthy: true } },
    ]);
    const inline = withBudget(
      '',
      `  - at: 1\n    apply: ${JSON.stringify({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'b' }, spec: {} })}\n`,
    );
    expect(inline.scenario?.steps[1]).toMatchObject({ applyBudget: { name: 'b', selector: null } });
  });

  it.each([
    [
      'minAvailable: 1, maxUnavailable: 1',
      'pdb.yaml:4 spec.maxUnavailable: minAvailable and maxUnavailable cannot be both set.',
    ],
    ['maxUnavailable: -1', 'pdb.yaml:4 spec.maxUnavailable: a number of pods from 0 on, or a percentage such as 50%.'],
    ['minAvailable: 101%', 'pdb.yaml:4 spec.minAvailable: a number of pods from 0 on, or a percentage such as 50%.'],
  ])('that the server refuses are named at their place: %s', (spec, expected) => {
    const { problems: found } = withBudget(spec, '  - { at: 1, apply: pdb.yaml }\n');
    expect(found.map(({ file, line, message }) => `${file}:${line + 1} ${message}`)).toEqual([expected]);
  });

  it('drain a node, or do not', () => {
    const steps = (drain: string) => withBudget('', `  - { at: 1, node: { name: worker-1, drain: ${drain} } }\n`);
    expect(steps('true').scenario?.steps[1]).toEqual({ at: 1, node: { name: 'worker-1', drain: {} } });
    expect(steps('{ disableEviction: true, graceSeconds: 0 }').scenario?.steps[1]).toEqual({
      at: 1,
      node: { name: 'worker-1', drain: { disableEviction: true, graceSeconds: 0 } },
    });
    expect(steps('soon').problems.map(({ message }) => message)).toEqual(['drain must be true or false, not soon.']);
    expect(steps('{ force: true }').problems[0]?.message).toContain('drain has no key force');
  });
});

describe('what does not stand in the way', () => {
  it('is a gate that changes nothing, with the one that was meant', () => {
    const found = read(`featureGates: { MaxUnavailableStatefulset: true }\n${apply('v1.yaml')}`);
    expect(found.scenario).not.toBeNull();
    expect('notes' in found ? found.notes : []).toEqual([
      {
        line: 0,
        character: 16,
        message: 'Feature gate MaxUnavailableStatefulset changes nothing here: is MaxUnavailableStatefulSet meant?',
      },
    ]);
  });
});

describe('a step after the end', () => {
  it('is left out, which is said at its place', () => {
    const text = `${apply('v1.yaml')}  - { at: 60, deletePod: web-0 }\n  - { at: 61.5, deletePod: web-0 }\n`;
    const notes = (language: 'en' | 'ja') => {
      const found = read(text, { language });
      return 'notes' in found ? found.notes : [];
    };
    expect(notes('en')).toEqual([
      {
        line: 5,
        character: 10,
        message: 'This step is left out: it comes at 61.5 s, and the scenario ends at 60 s (until).',
      },
    ]);
    expect(notes('ja')[0]?.message).toContain('61.5 秒');
  });
});

it('refuses two nodes of one name', () => {
  expect(problems(`nodes: [{ name: a }, { name: a }]\n${apply('v1.yaml')}`)).toEqual([':1 Two nodes are named a.']);
});

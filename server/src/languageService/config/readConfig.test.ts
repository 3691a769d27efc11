import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConfig } from './readConfig';

const URI = 'file:///repo/.rollout-lens.yaml';
const read = (text: string, files: Readonly<Record<string, string>> = {}) =>
  readConfig(URI, text, (name) => files[name] ?? null);
const problems = (text: string, files?: Readonly<Record<string, string>>) =>
  read(text, files).problems.map(({ span, message }) => `${text.slice(span.start, span.end)}: ${message.en}`);

describe('reading a configuration', () => {
  it('takes version, style, rules and exclude', () => {
    const { config, problems } = read(`kubernetesVersion: 1.30
style: true
rules:
  ds-replicas: off
  sts-service-missing: hint
  duplicate-key: {severity: warning}
  parse-error: {enabled: false}
exclude: [vendor/, "*.gen.yaml"]
`);
    expect(problems).toEqual([]);
    expect(config).toEqual({
      uri: URI,
      kubernetesVersion: '1.30',
      style: true,
      rules: {
        'ds-replicas': { enabled: false },
        'sts-service-missing': { enabled: true, severity: 'hint' },
        'duplicate-key': { severity: 'warning' },
        'parse-error': { enabled: false },
      },
      exclude: ['vendor/', '*.gen.yaml'],
    });
  });

  it.each([
    ['kuberntesVersion: "1.36"', 'kuberntesVersion', 'is kubernetesVersion meant?'],
    ['kubernetesVersion: "1.99"', '"1.99"', 'from 1.20 to 1.37'],
    ['kubernetesVersion: [1]', '[1]', 'must be a text'],
    ['style: 3', '3', 'true or false'],
    ['rules: [a]', '[a]', 'must be a mapping'],
    ['rules: {ds-replica: off}', 'ds-replica', 'is ds-replicas meant?'],
    ['rules: {quite-another-thing-altogether: off}', 'quite-another-thing-altogether', 'There is no rule'],
    ['rules: {ds-replicas: loud}', 'loud', 'off, error, warning'],
    ['rules: {ds-replicas: {severty: hint}}', 'severty', 'is severity meant?'],
    ['style: true\nstyle: false', 'style', 'style'],
    ['exclude: {a: b}', '{a: b}', 'must be a text'],
    ['- a', '- a', 'must be a mapping'],
    ['rules: [1,', '', '"]" was expected'],
    ['style: true\n---\nstyle: false\n', '---\nstyle: false\n', 'one document'],
  ])('%j is wrong at %j: %s', (text, place, why) => {
    const found = problems(text);
    expect(found.length).toBeGreaterThan(0);
    expect(found.join('\n')).toContain(why);
    if (place !== '') expect(found.some((each) => each.startsWith(`${place}:`))).toBe(true);
  });

  it('goes on with what it can read', () => {
    const { config, problems } = read(
      'stile: true\nkubernetesVersion: "1.36"\nrules: {ds-replicas: loud, parse-error: off}\n',
    );
    expect(problems.map((problem) => problem.meant)).toEqual(['style', undefined]);
    expect(config.kubernetesVersion).toBe('1.36');
    expect(config.rules).toEqual({ 'parse-error': { enabled: false } });
  });

  it('finds nothing wrong with keys that are yet to be filled in, nor with an empty file', () => {
    expect(problems('kubernetesVersion:\nrules:\nnodes:\nexclude:\n')).toEqual([]);
    expect(problems('rules:\n  ds-replicas:\n')).toEqual([]);
    expect(problems('# nothing yet\n')).toEqual([]);
    expect(problems('')).toEqual([]);
  });

  it('does not read what is too long', () => {
    expect(problems(`# ${'x'.repeat(1_000_001)}`)[0]).toContain('too long');
  });
});

describe('the inventory', () => {
  it('multiplies groups, spreads them over zones and fills in what every node has', () => {
    const { config, problems } = read(`nodes:
  - name: worker
    count: 3
    zone: [a, b]
    labels: {disk: ssd}
    taints: [{key: dedicated, value: db, effect: NoSchedule}]
    allocatable: {cpu: 4, memory: 16Gi, pods: 110}
  - name: gpu
    labels: {kubernetes.io/arch: arm64}
    unschedulable: true
`);
    expect(problems).toEqual([]);
    expect(config.nodes?.map((node) => [node.name, node.labels['topology.kubernetes.io/zone']])).toEqual([
      ['worker-1', 'a'],
      ['worker-2', 'b'],
      ['worker-3', 'a'],
      ['gpu', undefined],
    ]);
    expect(config.nodes?.[0]).toEqual({
      name: 'worker-1',
      labels: {
        'kubernetes.io/hostname': 'worker-1',
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'topology.kubernetes.io/zone': 'a',
        disk: 'ssd',
      },
      taints: [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }],
      allocatable: { cpu: '4', memory: '16Gi', pods: '110' },
      unschedulable: false,
    });
    expect(config.nodes?.[3]).toMatchObject({ labels: { 'kubernetes.io/arch': 'arm64' }, unschedulable: true });
  });

  it.each([
    ['nodes: [{name: a, counts: 2}]', 'is count meant?'],
    ['nodes: [{name: a, count: 0}]', 'a whole number from 1 on'],
    ['nodes: [{name: a, count: 20000}]', 'at most 15000'],
    ['nodes: [{name: a}, {name: a}]', 'Two nodes are called a'],
    ['nodes: [{name: a, allocatable: {cpu: lots}}]', 'allocatable.cpu must be a quantity'],
    ['nodes: [{name: a, taints: [{key: k, effect: Sometimes}]}]', 'NoSchedule'],
    ['nodes: 3', 'must be a mapping'],
    ['nodes: [{file: gone.yaml}]', 'gone.yaml cannot be read'],
    ['nodes: [{file: other.yaml}]', 'holds no Node'],
    ['nodes: [{file: cut.yaml}]', 'cannot be read to its end'],
    ['nodes: [{file: n.json, count: 3}]', 'has no effect beside file'],
  ])('%j: %s', (text, why) => {
    const files = {
      'other.yaml': 'kind: Pod\n',
      'cut.yaml': 'kind: List\nitems:\n- kind: Node\n  metadata: {name: a}\n- kind: [',
      'n.json': '{"kind":"Node","metadata":{"name":"n"}}',
    };
    expect(problems(text, files).join('\n')).toContain(why);
  });

  it('takes nodes as kubectl saves them: YAML or JSON, a list or one after the other', () => {
    const node = {
      kind: 'Node',
      metadata: { name: 'n1', labels: { a: 'b' } },
      spec: { taints: [{ key: 'k', effect: 'NoExecute' }] },
      status: { allocatable: { cpu: '2' }, capacity: { cpu: '3' } },
    };
    const expected = {
      name: 'n1',
      labels: { a: 'b' },
      taints: [{ key: 'k', value: '', effect: 'NoExecute' }],
      allocatable: { cpu: '2' },
      unschedulable: false,
    };
    const yaml = 'kind: Node\nmetadata: {name: n2}\n---\nkind: Node\nmetadata: {name: n3}\n';
    const { config, problems } = read('nodes: [{file: a.json}, {file: b.yaml}]', {
      'a.json': JSON.stringify({ kind: 'List', items: [node] }),
      'b.yaml': yaml,
    });
    expect(problems).toEqual([]);
    expect(config.nodes?.[0]).toEqual(expected);
    expect(config.nodes?.map(({ name }) => name)).toEqual(['n1', 'n2', 'n3']);
  });

  it('says nothing of a file that is not known yet', () => {
    const { config, problems } = readConfig(URI, 'nodes: [{file: later.yaml}]', () => undefined);
    expect(problems).toEqual([]);
    expect(config.nodes).toEqual([]);
  });
});

it('survives any text, and finds nothing outside of it', () => {
  const piece = fc.constantFrom(
    ...[
      'rules',
      'nodes',
      'exclude',
      'style',
      'kubernetesVersion',
      'ds-replicas',
      'count',
      'file',
      'zone',
      'taints',
      'allocatable',
    ],
    ...[
      ': ',
      ':',
      '\n',
      '\n  ',
      '\n    ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      ', ',
      '"',
      "'",
      '#',
      '|',
      '&a ',
      '*a',
      '<<: ',
      '!',
      '\t',
      '\r',
    ],
    ...['1.36', 'off', '-1', '1e9', '0x1F', '~', '\ufeff', '---\n', '語', '\u0000'],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const text = pieces.join('');
      for (const { span } of read(text).problems) {
        expect(span.start).toBeGreaterThanOrEqual(0);
        expect(span.end).toBeLessThanOrEqual(text.length);
        expect(span.start).toBeLessThanOrEqual(span.end);
      }
    }),
    { numRuns: 500 },
  );
});

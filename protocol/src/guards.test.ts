import { describe, expect, it } from 'vitest';
import type { DaemonSetWorkload, Scenario, StatefulSetWorkload } from '../../simulator/src/index';
import {
  isAssetParams,
  isBaseTextParams,
  isFileTextParams,
  isFromPanel,
  isPanelState,
  isRolloutAnswer,
  isToPanel,
} from './guards';
import type { FromPanel, PanelState, RolloutAnswer, ToPanel } from './index';
import { isScenario, isWorkload } from './workloadGuards';

const range = { start: { line: 3, character: 2 }, end: { line: 3, character: 9 } };

const template: StatefulSetWorkload['template'] = {
  fingerprint: '{}',
  labels: { app: 'nginx' },
  tolerations: [{ key: 'dedicated', operator: 'Exists', effect: 'NoSchedule' }],
  hostNetwork: false,
  hostPorts: [{ port: 80, protocol: 'TCP', hostIP: '' }],
  requests: { cpuMillis: 100, memoryBytes: 1024 },
  terminationGracePeriodSeconds: 10,
  readinessInitialDelaySeconds: 0,
  hasReadinessProbe: false,
  images: ['registry.k8s.io/nginx-slim:0.24'],
};

const web: StatefulSetWorkload = {
  kind: 'StatefulSet',
  name: 'web',
  namespace: 'default',
  selector: { matchLabels: { app: 'nginx' } },
  template,
  minReadySeconds: 0,
  revisionHistoryLimit: 10,
  writtenFields: ['spec.replicas'],
  replicas: 3,
  serviceName: 'nginx',
  podManagementPolicy: 'OrderedReady',
  updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0, maxUnavailable: { percent: 25 } } },
  ordinalsStart: 0,
  claimTemplates: [{ name: 'www', storage: '1Gi', accessModes: ['ReadWriteOnce'] }],
  claimRetention: { whenDeleted: 'Retain', whenScaled: 'Retain' },
};

const agent: DaemonSetWorkload = {
  kind: 'DaemonSet',
  name: 'agent',
  namespace: 'default',
  selector: {},
  template,
  minReadySeconds: 0,
  revisionHistoryLimit: 10,
  writtenFields: [],
  updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
};

const answer: RolloutAnswer = {
  uri: 'file:///web.yaml',
  version: 4,
  kubernetesVersion: '1.37.2',
  state: { kind: 'ready' },
  workloads: [{ kind: 'StatefulSet', name: 'web', namespace: 'default', document: 0, range }],
  selected: 'StatefulSet/web',
  from: null,
  to: web,
  findings: [
    {
      rule: 'sts-partition-holds-back',
      category: 'risk',
      message: 'm',
      field: 'spec.updateStrategy.rollingUpdate.partition',
      range,
      fixable: true,
    },
  ],
  fields: { 'spec.replicas': range },
};

/** The value with one place in it set to something else; `undefined` takes it away. */
function broken(value: object, path: string, replacement: unknown): unknown {
  const copy: unknown = structuredClone(value);
  const names = path.split('.');
  const last = names.pop() ?? '';
  let at = copy as Record<string, unknown>;
  for (const name of names) at = at[name] as Record<string, unknown>;
  expect(at, path).toHaveProperty(last);
  if (replacement === undefined) delete at[last];
  else at[last] = replacement;
  return copy;
}

describe('isRolloutAnswer', () => {
  it('takes an answer for either kind, and one without a workload', () => {
    expect(isRolloutAnswer(answer)).toBe(true);
    expect(isRolloutAnswer({ ...answer, from: agent, to: agent })).toBe(true);
    expect(isRolloutAnswer({ ...answer, state: { kind: 'no-workload' }, selected: null, to: null })).toBe(true);
    expect(isRolloutAnswer({ ...answer, state: { kind: 'broken', problem: 'line 3' } })).toBe(true);
  });

  it('lets properties pass that a later release may add', () => {
    expect(isRolloutAnswer({ ...answer, later: { anything: true } })).toBe(true);
  });

  it.each<[string, unknown]>([
    ['uri', 3],
    ['version', '4'],
    ['state', { kind: 'toString' }],
    ['state', { kind: 'broken' }],
    ['workloads', null],
    ['workloads.0.kind', 'Deployment'],
    ['workloads.0.range.start.line', Number.NaN],
    ['selected', undefined],
    ['to', 'web'],
    ['to.kind', 'ReplicaSet'],
    ['to.replicas', '3'],
    ['to.replicas', undefined],
    ['to.template.tolerations.0.effect', 7],
    ['to.updateStrategy.rollingUpdate.maxUnavailable', { percent: 'half' }],
    ['to.claimRetention.whenScaled', 'Keep'],
    ['to.selector.matchLabels.app', null],
    ['findings.0.category', 'bad'],
    ['findings.0.fixable', 'yes'],
    ['fields', [range]],
    ['fields', { 'spec.replicas': { start: range.start } }],
  ])('refuses one whose %s is %j', (path, replacement) => {
    expect(isRolloutAnswer(broken(answer, path, replacement))).toBe(false);
  });

  it.each([[undefined], [null], [7], ['text'], [[]], [{}], [() => answer]])('refuses %j', (value) => {
    expect(isRolloutAnswer(value)).toBe(false);
  });
});

describe('isToPanel', () => {
  const messages: ToPanel[] = [
    { type: 'rollout', answer, base: 'head', baseLabel: 'HEAD' },
    { type: 'cursor', field: 'spec.replicas' },
    { type: 'cursor', field: null },
    { type: 'nodes', nodes: [{ name: 'worker-1', labels: { zone: 'a' }, capacity: { pods: 110 } }], label: 'saved' },
    { type: 'nodes', nodes: null, label: '' },
  ];
  it.each(messages)('takes $type', (message) => expect(isToPanel(message)).toBe(true));
  it.each<[unknown]>([
    [{ type: 'rollout', answer: {}, base: 'head', baseLabel: '' }],
    [{ type: 'rollout', answer, base: 'yesterday', baseLabel: '' }],
    [{ type: 'cursor' }],
    [{ type: 'nodes', nodes: [{ labels: {} }], label: '' }],
    [{ type: 'constructor' }],
    [{ type: ['rollout'] }],
  ])('refuses %j', (message) => expect(isToPanel(message)).toBe(false));
});

describe('isFromPanel', () => {
  const messages: FromPanel[] = [
    { type: 'ready' },
    { type: 'reveal', field: 'spec.replicas' },
    { type: 'select', select: 'StatefulSet/web' },
    { type: 'base', base: 'nothing' },
    { type: 'version', kubernetesVersion: '1.36' },
    { type: 'fix', rule: 'ds-replicas', field: 'spec.replicas' },
    { type: 'copy', text: '' },
    { type: 'save', name: 'rollout.svg', text: '<svg/>' },
    {
      type: 'rendered',
      state: 'ready',
      select: 'StatefulSet/web',
      verdict: 'v',
      rows: ['web-0'],
      events: 12,
      seconds: 30.5,
    },
  ];
  it.each(messages)('takes $type', (message) => expect(isFromPanel(message)).toBe(true));
  it.each<[unknown]>([
    [{ type: 'reveal' }],
    [{ type: 'reveal', field: { toString: 'spec' } }],
    [{ type: 'base', base: 'HEAD' }],
    [{ type: 'save', name: 'a' }],
    [{ type: 'rendered', state: 'odd', select: null, verdict: '', rows: [], events: 0, seconds: 0 }],
    [{ type: 'rendered', state: 'ready', select: null, verdict: '', rows: [1], events: 0, seconds: 0 }],
    [{ type: 'eval', text: '1' }],
    ['ready'],
  ])('refuses %j', (message) => expect(isFromPanel(message)).toBe(false));
});

describe('isPanelState', () => {
  const scenario: Scenario = {
    kubernetesVersion: '1.36',
    steps: [
      { at: 0, apply: web },
      { at: 5, deletePod: 'web-1', graceSeconds: 0 },
      { at: 6, deletePodOn: { revision: 2 } },
      { at: 7, pod: { name: 'web-0', ready: false } },
      { at: 8, node: { name: 'worker-1', addTaint: { key: 'k', effect: 'NoExecute' }, setLabels: { zone: null } } },
      { at: 9, delete: {} },
    ],
    until: 100,
  };
  const state: PanelState = {
    uri: 'file:///web.yaml',
    select: null,
    base: 'saved',
    t: 31.5,
    speed: 4,
    pods: [{ match: { ordinals: [1] }, readySeconds: null, fail: { afterSeconds: 3, phase: 'Failed' } }],
    scenario,
    whatIf: [{ kind: 'never-ready' }, { kind: 'pod-times', start: 1, ready: 2, terminate: 3 }],
    row: null,
  };
  it('takes a full state and a bare one', () => {
    expect(isPanelState(state)).toBe(true);
    expect(isPanelState({ uri: '', select: null, base: 'head', t: 0, speed: 1 })).toBe(true);
  });
  it.each<[string, unknown]>([
    ['uri', undefined],
    ['t', 'now'],
    ['speed', Number.POSITIVE_INFINITY],
    ['scenario.steps.0', { at: 0 }],
    ['scenario.steps.1', { at: 0, deletePod: 'a', deleteClaim: 'b' }],
    ['scenario.steps.2.deletePodOn', {}],
    ['pods.0.fail.phase', 'Lost'],
    ['whatIf.0', { kind: 'meteor' }],
  ])('refuses one whose %s is %j', (path, replacement) => {
    expect(isPanelState(broken(state, path, replacement))).toBe(false);
  });
  it('asks a scenario for its end', () => {
    expect(isScenario(scenario)).toBe(true);
    expect(isScenario(broken(scenario, 'until', undefined))).toBe(false);
  });
  it('asks a workload for its kind', () => {
    expect(isWorkload(agent)).toBe(true);
    expect(isWorkload(broken(web, 'kind', 'DaemonSet'))).toBe(false);
  });
});

describe('isAssetParams', () => {
  it.each(['prose/1.36.json', 'rules/ds-replicas.ja.md', 'page.css'])('takes %s', (name) => {
    expect(isAssetParams({ name })).toBe(true);
  });
  it.each(['', '../package.json', 'prose/../../x', '/etc/passwd', 'a//b', 'a/', 'c:\\x', 'a b', '..', 7])(
    'refuses %j',
    (name) => expect(isAssetParams({ name })).toBe(false),
  );
});

describe('isBaseTextParams', () => {
  it('asks for an address', () => {
    expect(isBaseTextParams({ uri: 'file:///a.yaml' })).toBe(true);
    expect(isBaseTextParams({})).toBe(false);
  });
});

describe('isFileTextParams', () => {
  it('asks for an address', () => {
    expect(isFileTextParams({ uri: 'vscode-vfs://github/a/b/.rollout-lens.yaml' })).toBe(true);
    expect(isFileTextParams({ uri: 3 })).toBe(false);
    expect(isFileTextParams(null)).toBe(false);
  });
});

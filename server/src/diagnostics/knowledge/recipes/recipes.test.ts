import { describe, expect, it } from 'vitest';
import { parseRelease } from '../../../../../simulator/src/index';
import { type ApiObject, judge, objectsOf } from '../../../apiServer/index';
import { parseDocument } from '../../../manifest/index';
import { recipeFor } from './index';

function objectOf(text: string): ApiObject {
  const [object] = objectsOf(parseDocument(text));
  if (!object) throw new Error('no object');
  return object;
}

/** The lines of the recipe from one manifest to another; `#` begins what is told. */
function recipe(before: string, after: string, language: 'en' | 'ja' = 'en', version = '1.37'): readonly string[] {
  const release = parseRelease(version);
  if (!release) throw new Error('no release');
  const [old, object] = [objectOf(before), objectOf(after)];
  const judgement = judge(object, { release, old });
  const fields = judgement.errors
    .filter(({ check }) => check === 'immutable-field')
    .map(({ path }) => String(path.at(-1)));
  const stored = { object: old, judgement: judge(old, { release }), workload: null };
  return recipeFor({ old: stored, object, judgement }, fields).map((line) => line[language]);
}
const commands = (lines: readonly string[]) => lines.filter((line) => !line.startsWith('# '));
const told = (lines: readonly string[]) => lines.filter((line) => line.startsWith('# ')).join('\n');

interface Parts {
  readonly namespace?: string;
  readonly spec?: string;
  readonly selector?: string;
  readonly labels?: string;
  readonly image?: string;
  readonly claims?: string;
}
function set({
  namespace,
  spec = '',
  selector = '{app: queue}',
  labels = '{app: queue}',
  image = '1',
  claims = '',
}: Parts = {}) {
  return `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: queue
${namespace === undefined ? '' : `  namespace: ${namespace}\n`}spec:
  replicas: 3
${spec}  selector: {matchLabels: ${selector}}
  template:
    metadata: {labels: ${labels}}
    spec:
      containers: [{name: queue, image: 'registry.example.com/queue:${image}'}]
  volumeClaimTemplates: [${claims}]
`;
}
const claim = (name: string, storage: string, more = '') =>
  `{metadata: {name: ${name}}, spec: {accessModes: [ReadWriteOnce], ${more}resources: {requests: {storage: ${storage}}}}}`;

const DELETE = 'kubectl delete statefulset queue --cascade=orphan';
const APPLY = 'kubectl apply -f {manifest}';

describe('a StatefulSet whose claim template', () => {
  it('grows: delete without its pods, apply, grow the claims that exist', () => {
    const lines = recipe(set({ claims: claim('data', '10Gi') }), set({ claims: claim('data', '20Gi') }));
    const patch = `'{"spec":{"resources":{"requests":{"storage":"20Gi"}}}}'`;
    expect(commands(lines)).toEqual([
      DELETE,
      APPLY,
      `for claim in data-queue-0 data-queue-1 data-queue-2; do kubectl patch pvc "$claim" --patch ${patch}; done`,
    ]);
    expect(told(lines)).toMatch(/data-queue-0 … data-queue-2: an existing claim keeps 10Gi/);
    expect(told(lines)).toMatch(/none restarts/);
    expect(told(lines)).toMatch(/allowVolumeExpansion/);
  });
  it('shrinks: what exists keeps its size', () => {
    const lines = recipe(set({ claims: claim('data', '10Gi') }), set({ claims: claim('data', '5Gi') }));
    expect(commands(lines)).toEqual([DELETE, APPLY]);
    expect(told(lines)).toMatch(/cannot be made smaller/);
  });
  it('names another class: moving a claim loses its data, so it is not run by itself', () => {
    const before = set({ claims: claim('data', '1Gi', 'storageClassName: slow, ') });
    const lines = recipe(before, set({ claims: claim('data', '1Gi', 'storageClassName: fast, ') }));
    expect(commands(lines)).toEqual([DELETE, APPLY]);
    expect(told(lines)).toMatch(/keeps its storageClassName/);
    expect(told(lines)).toMatch(/# kubectl delete pvc data-queue-2 --wait=false\n# kubectl delete pod queue-2/);
  });
  it('is new: the pods are made anew from the lowest on', () => {
    const lines = recipe(set(), set({ claims: claim('logs', '1Gi') }));
    expect(commands(lines)).toEqual([DELETE, APPLY]);
    expect(told(lines)).toMatch(/for pod in queue-0 queue-1 queue-2; do kubectl delete pod "\$pod" && kubectl wait/);
    expect(told(lines)).toMatch(/FailedUpdate/);
    expect(told(lines)).not.toMatch(/none restarts/);
  });
  it('is gone: its claims stay', () => {
    const lines = recipe(set({ claims: claim('logs', '1Gi') }), set());
    expect(commands(lines)).toEqual([DELETE, APPLY]);
    expect(told(lines)).toMatch(/these claims stay, with their data/);
    expect(told(lines)).toMatch(/# kubectl delete pvc logs-queue-0 logs-queue-1 logs-queue-2/);
  });
  it('counts from its first ordinal, and counts many by seq', () => {
    const spec = '  ordinals: {start: 5}\n';
    const before = set({ spec, claims: claim('data', '1Gi') }).replace('replicas: 3', 'replicas: 40');
    const lines = recipe(before, before.replace('storage: 1Gi', 'storage: 2Gi'));
    expect(commands(lines)[2]).toContain('for claim in $(seq -f data-queue-%.0f 5 44); do');
  });
  it('warns where the claims belong to the set', () => {
    const spec = '  persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}\n';
    const lines = recipe(set({ spec, claims: claim('data', '1Gi') }), set({ spec, claims: claim('data', '2Gi') }));
    expect(told(lines)).toMatch(/without it the claims go with the set/);
  });
});

describe('a StatefulSet whose selector changes', () => {
  it('labels pods that it would not select before the apply', () => {
    const lines = recipe(set(), set({ selector: '{app: broker}', labels: '{app: broker}' }));
    expect(commands(lines)).toEqual([
      DELETE,
      'kubectl label pod queue-0 queue-1 queue-2 app=broker --overwrite',
      APPLY,
    ]);
    expect(told(lines)).toMatch(/replaces them from the highest ordinal down/);
  });
  it('leaves pods alone that it selects anyway', () => {
    const labels = '{app: queue, tier: back}';
    const lines = recipe(set({ labels }), set({ labels, selector: '{tier: back}' }));
    expect(commands(lines)).toEqual([DELETE, APPLY]);
    expect(told(lines)).toMatch(/none restarts/);
  });
});

describe('a StatefulSet with another', () => {
  it('Service needs it first, and a restart for the names', () => {
    const lines = recipe(set({ spec: '  serviceName: a\n' }), set({ spec: '  serviceName: b\n' }));
    expect(commands(lines)).toEqual([
      'kubectl get service b',
      DELETE,
      APPLY,
      'kubectl rollout restart statefulset queue',
    ]);
    expect(told(lines)).toMatch(/keep the old one/);
  });
  it('management policy restarts nothing', () => {
    const lines = recipe(set(), set({ spec: '  podManagementPolicy: Parallel\n' }), 'en', '1.36');
    expect(commands(lines)).toEqual([DELETE, APPLY]);
    expect(told(lines)).toMatch(/none restarts[\s\S]*all at once/);
  });
  it('template beside it is told of', () => {
    const spec = '  podManagementPolicy: Parallel\n';
    expect(told(recipe(set(), set({ spec, image: '2' })))).toMatch(/replaces them from the highest/);
    const onDelete = `${spec}  updateStrategy: {type: OnDelete}\n`;
    expect(told(recipe(set(), set({ spec: onDelete, image: '2' })))).toMatch(/OnDelete/);
  });
  it('namespace in every command', () => {
    const change = { namespace: 'prod', spec: '  serviceName: b\n', claims: claim('data', '2Gi') };
    const lines = recipe(set({ namespace: 'prod', claims: claim('data', '1Gi') }), set(change));
    for (const line of commands(lines)) if (line !== APPLY) expect(line).toContain(' --namespace prod');
  });
});

describe('a DaemonSet whose selector changes', () => {
  const daemon = (selector: string, labels: string) =>
    `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: ${selector}
  template:
    metadata: {labels: ${labels}}
    spec: {containers: [{name: agent, image: 'registry.example.com/agent:1'}]}
`;
  it('labels the pods by its old selector before the apply', () => {
    const before = daemon('{matchExpressions: [{key: app, operator: In, values: [agent, old]}]}', '{app: agent}');
    const lines = recipe(before, daemon('{matchLabels: {app: lens}}', '{app: lens}'));
    expect(commands(lines)).toEqual([
      'kubectl delete daemonset agent --cascade=orphan',
      "kubectl label pod --selector 'app in (agent,old)' app=lens --overwrite",
      APPLY,
    ]);
    expect(told(lines)).toMatch(/second pod beside the old one/);
    expect(told(lines)).toMatch(/node by node/);
  });
});

describe('every recipe', () => {
  it('has as many lines in Japanese, with the same commands', () => {
    const before = set({ claims: `${claim('data', '2Gi')}, ${claim('old', '1Gi')}` });
    const after = set({
      selector: '{app: b}',
      labels: '{app: b}',
      spec: '  serviceName: b\n  podManagementPolicy: Parallel\n',
      claims: `${claim('data', '1Gi', 'storageClassName: x, ')}, ${claim('new', '1Gi')}`,
    });
    const [en, ja] = [recipe(before, after), recipe(before, after, 'ja')];
    expect(commands(ja)).toEqual(commands(en));
    expect(ja).toHaveLength(en.length);
    for (const line of ja.filter((each) => /^# (?!kubectl|for )/.test(each))) expect(line).toMatch(/[ぁ-んァ-ヶ]/);
  });
  it('is empty where nothing is stored, or nothing is refused', () => {
    expect(recipe(set(), set({ image: '2' }))).toEqual([]);
    const object = objectOf(set());
    const release = parseRelease('1.37');
    if (release) expect(recipeFor({ object, judgement: judge(object, { release }) }, ['serviceName'])).toEqual([]);
  });
});

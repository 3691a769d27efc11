import { describe, expect, test } from 'vitest';
import { simulateChange } from '../change';
import type { Scenario } from '../scenario';
import { simulate } from '../simulation';
import { daemonSet, statefulSet, workers } from '../testing';
import type { Trace } from '../trace';
import { tell } from '../words/tell';
import { accountOf, type Group } from './index';
import { passagesOf } from './passages';
import { commandsFor } from './remedies';

const played = (steps: Scenario['steps'], more: Partial<Scenario> = {}): Trace =>
  simulate({ kubernetesVersion: '1.37.2', steps, until: 200, ...more });

/** `web-2: delete gone create>available` */
const outline = ({ told }: Group): string =>
  `${told.slot ?? 'set'}: ${told.parts
    .map(({ beats, times }) => {
      const text = beats.map(({ kind, reached }) => (kind === 'create' ? `${kind}>${reached}` : kind)).join(' ');
      return times > 1 ? `(${text})×${times}` : text;
    })
    .join(' ')}`;

describe('an account', () => {
  test('tells like passages once, in the order in which they begin, with their pace', () => {
    const trace = simulateChange({ from: statefulSet(1), to: statefulSet(2), release: '1.37.2' });
    const { before, change } = accountOf(trace);
    expect(before).toEqual([]);
    expect(change.map(outline)).toEqual(['set: other', 'web-2: delete gone create>available']);
    const group = change[1];
    expect(group?.others.map(({ slot }) => slot)).toEqual(['web-1', 'web-0']);
    expect(group).toMatchObject({ pace: 'one-by-one', mostAtOnce: 1 });
    expect(Math.round(group?.until ?? 0)).toBe(18);
  });

  test('knows what is together and what overlaps', () => {
    const rolling = (version: number): ReturnType<typeof daemonSet> =>
      daemonSet(version, {
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 3, maxSurge: 0 } },
      });
    const nodes = workers(9);
    const install = accountOf(simulateChange({ from: null, to: rolling(1), release: '1.37.2', nodes })).change[1];
    expect(install).toMatchObject({ pace: 'together', mostAtOnce: 9 });
    const update = accountOf(simulateChange({ from: rolling(1), to: rolling(2), release: '1.37.2', nodes })).change[1];
    expect(update).toMatchObject({ pace: 'overlapping', mostAtOnce: 3 });
    expect(update?.others).toHaveLength(8);
  });

  test('counts lives that are all the same, and sees that they do not end', () => {
    const trace = played([{ at: 0, apply: statefulSet(1, { replicas: 1 }) }], {
      pods: [{ readySeconds: null, fail: { afterSeconds: 3, phase: 'Failed' } }],
      until: 60,
    });
    const group = accountOf(trace).change.find(({ told }) => told.slot === 'web-0');
    expect(group === undefined ? '' : outline(group)).toMatch(
      /^web-0: create>running ended delete gone \(create>running ended delete gone\)×\d+$/,
    );
    expect(group?.told.parts.at(-1)?.goesOn).toBe(true);
    expect(group?.until).toBeNull();
  });

  test('tells pods apart that are away for unequal times, and calls many such waits turns', () => {
    const gone = (replicas: number, pods: Scenario['pods'] = []): Trace =>
      played(
        [
          { at: 0, apply: statefulSet(1, { replicas }) },
          { at: 100, delete: { cascade: 'background' } },
          { at: 100.5, apply: statefulSet(2, { replicas }) },
        ],
        { pods },
      );
    const few = gone(3);
    const apart = accountOf(few).before.filter(({ told }) => told.from >= 100 && told.slot !== null);
    expect(apart.map(({ told, others, inTurn }) => [told.slot, others.length, inTurn])).toEqual([
      ['web-0', 0, false],
      ['web-1', 0, false],
      ['web-2', 0, false],
    ]);
    expect(tell(few, apart, 'en').map(({ sentences }) => sentences[1]?.text)).toEqual([
      'It is gone 1 s later, is made again from template 2 and is available 2 s later, on worker-1.',
      expect.stringMatching(
        /^It is gone 1 s later, is made again \d s after that, from template 2, and is available 2 s/,
      ),
      expect.stringMatching(
        /^It is gone 1 s later, is made again \d s after that, from template 2, and is available 2 s/,
      ),
    ]);
    const many = gone(9);
    const turns = accountOf(many).before.filter(({ told }) => told.from >= 100 && told.slot !== null);
    expect(turns.map(({ others, inTurn }) => [others.length, inTurn])).toEqual([[8, true]]);
    expect(tell(many, turns, 'en')[0]?.sentences[1]?.text).toContain(
      'is made again when its turn comes, from template',
    );
  });

  test('tells pods apart that take unequal times to go, but not one slot at different times', () => {
    const rolling = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2, maxSurge: 0 } } as const;
    const stopping = played(
      [
        { at: 0, apply: daemonSet(1, { updateStrategy: rolling }) },
        { at: 30, apply: daemonSet(2, { updateStrategy: rolling }) },
      ],
      { pods: [{ match: { nodes: ['worker-2'], revision: [1] }, terminateSeconds: 20 }] },
    );
    expect(accountOf(stopping).change.map(({ told, others }) => [told.slot, others.length])).toEqual([
      [null, 0],
      ['worker-1', 1],
      ['worker-2', 0],
    ]);
    const failing = played([{ at: 0, apply: daemonSet(1) }], {
      pods: [{ match: { nodes: ['worker-2'] }, fail: { afterSeconds: 3, phase: 'Failed' } }],
    });
    const [again] = accountOf(failing).change.filter(({ told }) => told.slot === 'worker-2' && told.from > 2);
    expect(again?.others.length).toBeGreaterThan(3);
  });

  test('tells one slot’s deletions apart by how long the pod takes to go', () => {
    const trace = played(
      [{ at: 0, apply: statefulSet(1) }, ...[30, 80, 130].map((at) => ({ at, deletePod: 'web-1' }))],
      { pods: [{ match: { ordinals: [1], instances: [2] }, terminateSeconds: 20 }] },
    );
    const deletions = accountOf(trace).change.filter(({ told }) => told.from >= 30);
    expect(deletions.map(({ told, others }) => [told.from, others.map(({ from }) => from)])).toEqual([
      [30, [130]],
      [80, []],
    ]);
  });

  test('knows whether a pod is cut off by the end or by the change', () => {
    const steps = [
      { at: 0, apply: statefulSet(1) },
      { at: 30, apply: statefulSet(2) },
      { at: 60, apply: statefulSet(3, { podManagementPolicy: 'Parallel' }) },
    ];
    const pods = [{ match: { revision: [2, 3] }, readySeconds: null }];
    const trace = played(steps, { pods });
    const account = accountOf(trace);
    const told = (groups: readonly Group[], language: 'en' | 'ja'): string =>
      tell(trace, groups, language)
        .flatMap(({ sentences }) => sentences.map(({ text }) => text))
        .join('\n');
    expect(told(account.before, 'en')).toContain('but is not ready yet when the change comes.');
    expect(told(account.before, 'ja')).toContain('変更の時点ではまだ Ready になっていません。');
    expect(told(account.change, 'en')).toContain('but is not ready yet when this ends.');
    expect(told(account.change, 'ja')).toContain('終了の時点ではまだ Ready になっていません。');
  });

  test('calls a claim that is deleted by hand a claim', () => {
    const set = statefulSet(1, { claimTemplates: [{ name: 'data', accessModes: ['ReadWriteOnce'] }] });
    const trace = played([
      { at: 0, apply: set },
      { at: 30, deleteClaim: 'data-web-1' },
    ]);
    const said = (language: 'en' | 'ja'): string =>
      tell(trace, accountOf(trace).change, language)
        .map(({ sentences }) => sentences.map(({ text }) => text).join(' '))
        .join('\n');
    expect(said('en')).toContain('The claim data-web-1 is deleted by hand.');
    expect(said('ja')).toContain('PVC data-web-1 を手で削除します。');
  });

  test('tells once what befalls all pods again and again', () => {
    const trace = played([{ at: 0, apply: daemonSet(1) }], {
      pods: [{ fail: { afterSeconds: 10, phase: 'Succeeded' } }],
      until: 2000,
    });
    const { change } = accountOf(trace);
    expect(change.length).toBeLessThan(8);
    const loop = change.find(({ again }) => again.length > 0);
    expect(loop).toMatchObject({ pace: 'together', told: { slot: 'worker-1' } });
    expect(loop?.again.length).toBeGreaterThan(100);
    const said = tell(trace, change, 'en').flatMap(({ sentences }) => sentences.map(({ text }) => text));
    expect(said).toContainEqual(expect.stringMatching(/^The same again at 22 s, 33 s, 44 s and \d{3} more times\.$/));
  });

  test('does not say of two pods that take turns that one follows the other', () => {
    const trace = played(
      [
        { at: 0, apply: statefulSet(1, { replicas: 2 }) },
        { at: 30, apply: statefulSet(2, { replicas: 2 }) },
      ],
      { pods: [{ match: { revision: [2] }, fail: { afterSeconds: 3, phase: 'Failed' } }] },
    );
    const told = (language: 'en' | 'ja'): string[] =>
      tell(trace, accountOf(trace).change, language).flatMap(({ sentences }) => sentences.map(({ text }) => text));
    expect(told('en')).toContainEqual(
      expect.stringMatching(
        /^Again and again the same with web-[01] and web-[01], \d+ times in all, until 3 min \d+ s\.$/,
      ),
    );
    expect(told('ja')).toContainEqual(
      expect.stringMatching(/^web-[01]、web-[01] に同じことが繰り返し起きます \(合計 \d+ 回/),
    );
  });

  test('leaves no event of a pod out', () => {
    const trace = played([
      { at: 0, apply: statefulSet(1, { replicas: 2 }) },
      { at: 20, pod: { name: 'web-1', ready: false } },
      { at: 40, pod: { name: 'web-1', ready: true } },
      { at: 60, deletePod: 'web-0' },
      { at: 80, apply: statefulSet(1, { replicas: 1 }) },
    ]);
    expect(accountOf(trace).before.map(outline)).toEqual([
      'set: other',
      'web-0: create>available',
      'web-1: create>available',
      'web-1: unready ready',
      'web-0: delete gone create>available',
    ]);
    expect(accountOf(trace).change.map(outline)).toEqual(['web-1: delete gone']);
    expect(passagesOf(trace).every(({ finished }) => finished)).toBe(true);
  });
});

describe('commands', () => {
  const subject = { kind: 'StatefulSet', name: 'db', namespace: 'shop', selector: {} } as const;

  test('name the pod, the set and its namespace', () => {
    expect(commandsFor({ code: 'way-delete-pod-after-fix', params: { pod: 'db-1' } }, subject, true)).toEqual([
      'kubectl rollout undo statefulset/db -n shop',
      'kubectl delete pod db-1 -n shop',
    ]);
    expect(commandsFor({ code: 'way-delete-pod-after-fix', params: { pod: 'db-1' } }, subject, false)).toEqual([
      'kubectl delete pod db-1 -n shop',
    ]);
    expect(commandsFor({ code: 'way-force-delete', params: { pod: 'db-1' } }, subject, true)).toEqual([
      'kubectl delete pod db-1 -n shop --grace-period=0 --force',
    ]);
    expect(commandsFor({ code: 'way-wait', params: {} }, subject, true)).toEqual([]);
  });

  test('find a daemon pod by labels and node', () => {
    const selector = {
      matchLabels: { app: 'agent' },
      matchExpressions: [
        { key: 'tier', operator: 'NotIn' as const, values: ['a', 'b'] },
        { key: 'old', operator: 'DoesNotExist' as const },
      ],
    };
    const daemon = { kind: 'DaemonSet', name: 'agent', namespace: 'default', selector } as const;
    expect(commandsFor({ code: 'way-delete-pod', params: { pod: 'agent@node-1#2' } }, daemon, true)).toEqual([
      "kubectl delete pod -l 'app=agent,tier notin (a,b),!old' --field-selector spec.nodeName=node-1",
    ]);
  });
});

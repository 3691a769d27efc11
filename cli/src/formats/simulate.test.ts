import { describe, expect, test } from 'vitest';
import { type Scenario, simulate, simulateChange, type Trace, type Workload } from '../../../simulator/src/index';
import { daemonSet, statefulSet, workers } from '../../../simulator/src/testing';
import { formatTrace, type SimulateFormat } from './simulate';

const say = (
  trace: Trace,
  workload: Workload | null,
  format: SimulateFormat = 'text',
  language: 'en' | 'ja' = 'en',
): string => formatTrace(trace, format, { scenario: null, language, refused: null, workload });

const change = (from: Workload | null, to: Workload, more: object = {}): Trace =>
  simulateChange({ from, to, release: '1.37.2', ...more });

const played = (steps: Scenario['steps'], more: Partial<Scenario> = {}): Trace =>
  simulate({ kubernetesVersion: '1.37.2', steps, until: 300, ...more });

const lines = (text: string): number => text.trimEnd().split('\n').length;

describe('text', () => {
  test('a rolling update is told once, then who goes the same way, then what a bad template would do', () => {
    const to = statefulSet(2);
    expect(say(change(statefulSet(1), to), to)).toBe(`StatefulSet web on Kubernetes 1.37.2

Restarts 3 pods (web-2 → web-0), one at a time, in about 18 s; never fewer than 2 of 3 available.

What happens
  0 s  Template 2 is recorded as a new ControllerRevision. [spec.template]
  0 s  web-2 is deleted: it is the highest pod of an old template, and maxUnavailable 1 leaves room (0 unavailable). [spec.updateStrategy.rollingUpdate.maxUnavailable]
       It is gone 1 s later, is made again from template 2 and is available 5 s later.
       Then the same with web-1 and web-0, one after the other, until 18 s.

If the new template never becomes ready
  1 available pod is lost; it stops with web-2 unavailable.
  Putting the old template back does not mend it: web-2 has to be deleted by hand.
      kubectl rollout undo statefulset/web
      kubectl delete pod web-2
`);
  });

  test('the same in Japanese', () => {
    const to = statefulSet(2);
    expect(say(change(statefulSet(1), to), to, 'text', 'ja')).toBe(`Kubernetes 1.37.2 上の StatefulSet web

約 18 秒で Pod 3 個 (web-2 → web-0) を 1 つずつ再起動します。利用可能なのは 3 のうち最少 2 です。

何が起きるか
  0 秒  テンプレート 2 を新しい ControllerRevision として記録します。 [spec.template]
  0 秒  web-2 を削除します。古いテンプレートの Pod のうち最大の序数で、maxUnavailable 1 に余裕があります (利用不可 0)。 [spec.updateStrategy.rollingUpdate.maxUnavailable]
        1 秒後に消え、テンプレート 2 で作り直されて、5 秒後に利用可能になります。
        続いて web-1、web-0 も同じ経過をたどります (1 つずつ、18 秒まで)。

新しいテンプレートがいつまでも Ready にならない場合
  利用可能な Pod を 1 個失います。web-2 で止まります。いつまでも利用可能になりません。
  元のテンプレートに戻しても直りません。web-2 を手で削除する必要があります。
      kubectl rollout undo statefulset/web
      kubectl delete pod web-2
`);
  });

  test('where it is stuck, what to do stands with its commands, in the set’s namespace', () => {
    const to = statefulSet(2, { namespace: 'shop' });
    const trace = played(
      [
        { at: 0, apply: statefulSet(1, { namespace: 'shop' }) },
        { at: 30, apply: to },
      ],
      {
        pods: [{ match: { revision: [2] }, readySeconds: null }],
      },
    );
    const text = say(trace, to);
    expect(text).toContain('It gets stuck after 1 s: the rollout waits until web-2 is Running and Ready.\n');
    expect(text).toContain('Before the change\n   0 s  ');
    expect(text).toContain('The change, at 30 s\n  30 s  ');
    expect(text).toContain('runs 1 s later, on worker-3, but is not ready yet when this ends.');
    expect(text).toContain(`
What to do
  Correct the template (or put the old one back), then delete web-2 by hand: the template alone does not replace it.
      kubectl rollout undo statefulset/web -n shop
      kubectl delete pod web-2 -n shop
`);
    expect(text).not.toContain('Way out');
    // the way out says it already
    expect(text).not.toContain('If the old template is put back');
  });

  test('a daemon pod is found by its labels and node, and nodes that are left out are named with the reason', () => {
    const surge = (version: number): Workload =>
      daemonSet(
        version,
        {
          selector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['demo', 'probe'] }] },
          updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        },
        { hostPorts: [{ port: 8080, protocol: 'TCP', hostIP: '' }] },
      );
    const text = say(change(surge(1), surge(2)), surge(2));
    expect(text).toContain('Behind that: the pod on worker-1 fits no node: host port 8080');
    expect(text).toContain(
      "      kubectl delete pod -l 'app in (demo,probe)' --field-selector spec.nodeName=worker-1\n",
    );
    expect(text).toContain('Nodes left out\n  control-plane-1: the node has the taint');
    expect(text).toContain('up to 1 extra pod. It gets stuck at once:');
  });

  test.each([3, 60, 300])('%i nodes make no longer a story', (count) => {
    const rolling = (version: number): Workload =>
      daemonSet(version, {
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: { percent: 10 }, maxSurge: 0 } },
      });
    const trace = change(rolling(1), rolling(2), { nodes: workers(count) });
    const text = say(trace, rolling(2));
    expect(lines(text)).toBeLessThan(20);
    expect(text).toContain(
      count === 3 ? 'on worker-2 and worker-3, one after the other' : `on ${count - 1} more nodes`,
    );
    for (const language of ['en', 'ja'] as const) {
      expect(say(trace, rolling(2), 'text', language)).not.toMatch(/undefined|NaN|\{\w+\}/);
    }
  });

  test('a pod that fails over and over is told once, with how often', () => {
    const to = statefulSet(2);
    const trace = played(
      [
        { at: 0, apply: statefulSet(1) },
        { at: 30, apply: to },
      ],
      {
        pods: [{ match: { revision: [2] }, readySeconds: null, fail: { afterSeconds: 2, phase: 'Failed' } }],
        until: 100,
      },
    );
    const text = say(trace, to);
    expect(text).toMatch(/So it goes on, \d\d times up to 1 min \d+ s, and does not end\./);
    expect(lines(text)).toBeLessThan(40);
  });

  test('what is held back says how to go on', () => {
    const partition = (version: number, at: number): Workload =>
      statefulSet(version, { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: at } } });
    expect(say(change(partition(1, 0), partition(2, 2)), partition(2, 2))).toContain(`
Still on the old template
  web-0, web-1. When the new pods have proved themselves, lower the partition.
      kubectl patch statefulset/web -p '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":0}}}}'
`);
    const onDelete = (version: number): Workload => statefulSet(version, { updateStrategy: { type: 'OnDelete' } });
    const text = say(change(onDelete(1), onDelete(2)), onDelete(2));
    expect(text).toContain('Restarts nothing. OnDelete keeps web-0, web-1 and web-2 on the old template.');
    expect(text).toContain('      kubectl delete pod web-2\n');
    expect(text).not.toContain('If the new template never becomes ready');
  });

  test('claims are told with their pod; a set that goes says which claims stay', () => {
    const claimTemplates = ['data', 'logs'].map((name) => ({ name, accessModes: ['ReadWriteOnce'] }));
    const set = statefulSet(1, { claimTemplates });
    const text = say(
      played([
        { at: 0, apply: set },
        { at: 60, delete: { cascade: 'background' } },
      ]),
      set,
    );
    expect(text).toContain('Deletes the set in about 1 s, and web-0, web-1 and web-2 with it. Keeps 6 claims.');
    expect(text).toContain('The claims data-web-0 and logs-web-0 are created.\n');
    expect(text).toMatch(/1 min {2}web-0 is deleted: the set that owns it is gone\./);
    expect(text).toContain('At the same time, the same with web-1 and web-2.');
  });

  test('an install that never becomes ready, a step that cannot be, and nothing at all', () => {
    expect(say(change(null, statefulSet(1)), statefulSet(1))).toContain('\n  It stops with web-0 unavailable.\n');
    const odd = played([
      { at: 0, apply: statefulSet(1) },
      { at: 20, deletePod: 'web-9' },
    ]);
    expect(say(odd, null)).toContain(
      'Steps that could not be carried out\n  At 20 s: there is no pod web-9 at that time.',
    );
    expect(say(change(statefulSet(1), statefulSet(1)), statefulSet(1))).toBe(
      'StatefulSet web on Kubernetes 1.37.2\n\nNothing restarts.\n\nNothing happens.\n',
    );
  });

  test('a scenario’s steps are told where no event tells them, before what follows from them', () => {
    const to = daemonSet(2);
    const steps: Scenario['steps'] = [
      { at: 0, apply: daemonSet(1) },
      { at: 10, node: { name: 'worker-2', cordon: true } },
      { at: 20, deletePodOn: 'worker-1' },
      { at: 30, apply: to },
      { at: 60, node: { name: 'worker-3', addTaint: { key: 'k', effect: 'NoExecute' } } },
      { at: 70, node: { name: 'nowhere', cordon: true } },
    ];
    const subject = { scenario: null, language: 'en', refused: null, workload: to, steps } as const;
    const text = formatTrace(played(steps), 'text', subject);
    const flat = text.replace(/\n +(?=\d)/g, '\n');
    expect(flat).toContain('\n10 s  Node worker-2 is cordoned.\n20 s  The pod on worker-1 is deleted by hand.\n');
    expect(flat).toContain('The change, at 30 s\n30 s  The DaemonSet agent is applied.\n30 s  Template 2');
    expect(flat).toContain('\n1 min  Node worker-3 gets the taint k:NoExecute.\n1 min  The pod on worker-3 is deleted');
    expect(text).toContain('It is gone 1 s later, its successor from template 1 is made and is available 2 s later.');
    expect(text.match(/is applied/g)).toHaveLength(1);
    expect(text).not.toContain('Node nowhere');
  });

  test('a mere change says which times it assumes, and where the templates differ', () => {
    const told = (
      from: Workload | null,
      to: Workload,
      language: 'en' | 'ja',
      format: SimulateFormat = 'text',
    ): string =>
      formatTrace(change(from, to), format, {
        scenario: null,
        language,
        refused: null,
        workload: to,
        assumed: { from, to },
      });
    const slow = statefulSet(2, {}, { hasReadinessProbe: true, readinessInitialDelaySeconds: 10 });
    const times = 'starts in 3 s, is ready 2 s later and stops in 1 s';
    expect(told(statefulSet(1), statefulSet(2), 'en')).toContain(`\n\nAssumes that a pod ${times}.\n`);
    expect(told(null, statefulSet(2), 'en', 'markdown')).toContain(`\n\nAssumes that a pod ${times}.\n`);
    expect(told(statefulSet(1), slow, 'en')).toContain(
      `Assumes that a pod of the old template ${times}, and that one of the new template starts in 3 s, is ready 12 s later`,
    );
    expect(told(statefulSet(1), statefulSet(2), 'ja')).toContain(
      'Pod は 3 秒で起動し、その 2 秒後に Ready になり、1 秒で停止すると仮定しています。',
    );
    expect(told(statefulSet(1), slow, 'ja')).toContain('新しいテンプレートの Pod は 3 秒で起動し、その 12 秒後に');
    expect(told(statefulSet(1), statefulSet(1), 'en')).not.toContain('Assumes');
  });

  test('a simulation that was cut short says so under a heading of its own', () => {
    const whole = change(null, statefulSet(1));
    const cut = { ...whole, truncated: { events: 1000, at: 90 } };
    expect(say(whole, null)).not.toContain('Not played');
    expect(say(cut, null)).toContain(
      '\nNot played to the end\n  The simulation was cut short after 1000 events, at 1 min 30 s. What comes later is not known.\n',
    );
    expect(say(cut, null, 'text', 'ja')).toContain('\n途中までの結果\n  1000 件のイベント (1 分 30 秒) で');
    expect(say(cut, null)).not.toContain('could not be carried out');
  });

  test('a drain that a budget holds up names the budget', () => {
    const set = statefulSet(1);
    const budget = { name: 'web-budget', namespace: 'default', selector: { matchLabels: { app: 'demo' } } };
    const text = say(
      played([
        { at: 0, apply: set },
        { at: 5, applyBudget: { ...budget, minAvailable: 3, alwaysEvictUnhealthy: false } },
        { at: 30, node: { name: 'worker-1', drain: {} } },
      ]),
      set,
    );
    expect(text).toContain('      kubectl describe pdb web-budget\n');
    expect(text).toMatch(/in about 6 s\. web-0 is not evicted from worker-1: budget web-budget needs 3/);
    expect(lines(text)).toBeLessThan(40);
  });
});

describe('markdown', () => {
  const to = statefulSet(2, {}, { labels: { app: 'a_b' } });
  const trace = played(
    [
      { at: 0, apply: statefulSet(1) },
      { at: 30, apply: to },
    ],
    {
      pods: [{ match: { revision: [2] }, readySeconds: null }],
    },
  );

  test('shows verdict, facts and what to do, and folds the account', () => {
    const text = say(trace, to, 'markdown');
    const [seen = '', folded = ''] = text.split('<details>\n');
    expect(seen).toBe(`### StatefulSet web on Kubernetes 1.37.2

**Restarts web-2; never fewer than 2 of 3 available. It gets stuck after 1 s: the rollout waits until web-2 is Running and Ready.**

| | |
| --- | --- |
| Restarts | web-2 |
| Fewest available | 2 of 3 |

**What to do**

Correct the template (or put the old one back), then delete web-2 by hand: the template alone does not replace it.

\`\`\`sh
kubectl rollout undo statefulset/web
kubectl delete pod web-2
\`\`\`

**If the new template never becomes ready**

1 available pod is lost; it stops with web-2 unavailable.

`);
    expect(folded).toMatch(/^<summary>Step by step \(\d+ events\)<\/summary>\n\n/);
    expect(folded).toMatch(/\n\n<\/details>\n$/);
    expect(folded).toContain('\n- 30 s: web-2 is deleted: ');
    expect(folded).toContain('| Time | What | Why | Field |\n| ---: | --- | --- | --- |\n');
  });

  test('a table of events stays one that can be pasted', () => {
    const big = change(daemonSet(1), daemonSet(2), { nodes: workers(100) });
    const text = say(big, daemonSet(2), 'markdown');
    expect(text.split('\n').filter((line) => / s \|/.test(line)).length).toBeLessThanOrEqual(201);
    expect(text).toMatch(/… and \d+ more; --format json has them all\./);
    expect(text.length).toBeLessThan(65_536);
  });

  test('names with signs of Markdown stay what they are', () => {
    const odd = { ...change(null, statefulSet(1)), set: 'a*b' };
    expect(say(odd, null, 'markdown')).toContain('### StatefulSet a\\*b on');
  });
});

test('json is one line, and holds the verdict’s sentence with its way out', () => {
  const to = statefulSet(2);
  const trace = played(
    [
      { at: 0, apply: statefulSet(1) },
      { at: 30, apply: to },
    ],
    {
      pods: [{ match: { revision: [2] }, readySeconds: null }],
    },
  );
  const text = say(trace, to, 'json');
  expect(lines(text)).toBe(1);
  expect(JSON.parse(text).verdict.sentence).toContain('Way out: correct the template');
});

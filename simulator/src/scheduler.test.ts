import { expect, test } from 'vitest';
import type { NodeSpec } from './scenario';
import { simulate } from './simulation';
import { statefulSet } from './testing';
import { explainReason } from './words/index';
import type { PodTemplate } from './workload';

const capacity = (cpuMillis: number) => ({ cpuMillis, memoryBytes: 1e9, pods: 10 });
const tainted = (name: string): NodeSpec => ({ name, taints: [{ key: 'gpu', effect: 'NoSchedule' }] });

/** Why the pod of a set finds no node. */
function refusal(nodes: readonly NodeSpec[], template: Partial<PodTemplate>): string {
  const set = statefulSet(1, { replicas: 1 }, template);
  const trace = simulate({ kubernetesVersion: '1.37.2', nodes, steps: [{ at: 0, apply: set }], until: 60 });
  const reason = trace.verdict.stuck?.codes.waitingFor;
  return reason === undefined ? '' : explainReason(reason, 'en').replace('web-0 fits no node: ', '');
}

const large: Partial<PodTemplate> = { requests: { cpuMillis: 2000, memoryBytes: 0 } };
const small = (name: string): NodeSpec => ({ name, capacity: capacity(1000) });

test.each<[string, readonly NodeSpec[], Partial<PodTemplate>, string]>([
  [
    'the reason of most nodes',
    [tainted('a'), small('b'), small('c')],
    large,
    'capacity that is left on b, c (2/3) does',
  ],
  [
    'taints where they are most',
    [tainted('a'), tainted('b'), small('c')],
    large,
    'the taint gpu:NoSchedule of a, b (2/3)',
  ],
  ['room before taints in a tie', [tainted('a'), small('b')], large, 'the cpu capacity that is left on b (1/2) does'],
  ['no count where all agree', [small('a'), small('b')], large, 'the cpu capacity that is left on a, b does'],
  ['three names of many', 'abcde'.split('').map(small), large, 'left on a, b, c, … (5/5) does'],
  [
    'the selector before taints in a tie',
    [tainted('a'), { name: 'b' }],
    { nodeSelector: { disk: 'ssd' } },
    'does not match b (1/2)',
  ],
  [
    'cordoned nodes apart from tainted ones',
    [{ name: 'a', unschedulable: true }, tainted('b'), tainted('c')],
    {},
    'the taint gpu:NoSchedule of b, c (2/3)',
  ],
  ['one node as it is', [small('a')], large, 'the cpu capacity that is left on a does not suffice'],
])('a pod that fits nowhere names %s', (_, nodes, template, expected) => {
  expect(refusal(nodes, template)).toContain(expected);
});

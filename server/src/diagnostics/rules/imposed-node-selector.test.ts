import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'imposed-node-selector';
const CLASS =
  'apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: {name: sandbox}\nhandler: runsc\nscheduling:\n  nodeSelector: {sandbox: runsc}\noverhead:\n  podFixed: {memory: 64Mi}\n';
const NAMESPACE =
  'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: default\n  annotations:\n    scheduler.alpha.kubernetes.io/node-selector: pool=data, tier=a\n';
const RUN = '      runtimeClassName: sandbox\n';

it('finds another value than the class sets', () => {
  const text = statefulSet('', `${RUN}      nodeSelector: {sandbox: kata}\n`);
  const [finding] = findingsOf(id, text, { others: CLASS });
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.template.spec.nodeSelector.sandbox' });
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '', { others: CLASS })).toEqual([]);
});
it('finds a daemon that does not select the nodes of its class', () => {
  const [finding] = findingsOf(id, daemonSet('', RUN), { others: CLASS });
  expect(finding).toMatchObject({ field: 'spec.template.spec.runtimeClassName' });
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '', { others: CLASS })).toEqual([]);
  expect(findingsOf(id, statefulSet('', RUN), { others: CLASS })).toEqual([]);
});
it('finds what the namespace sets', () => {
  expect(findingsOf(id, statefulSet('', '      nodeSelector: {tier: b}\n'), { others: NAMESPACE })).toHaveLength(1);
  expect(findingsOf(id, daemonSet(), { others: NAMESPACE })).toHaveLength(1);
  expect(findingsOf(id, daemonSet('', '      nodeSelector: {pool: data, tier: a}\n'), { others: NAMESPACE })).toEqual(
    [],
  );
});
it('finds overhead that is not the class its own', () => {
  expect(findingsOf(id, statefulSet('', '      overhead: {memory: 64Mi}\n'))).toMatchObject([
    { field: 'spec.template.spec.overhead', fixes: [{ result: statefulSet() }] },
  ]);
  expect(findingsOf(id, statefulSet('', `${RUN}      overhead: {memory: 1Gi}\n`), { others: CLASS })).toHaveLength(1);
  expect(findingsOf(id, statefulSet('', `${RUN}      overhead: {memory: 64Mi}\n`), { others: CLASS })).toEqual([]);
});
it('takes a class that nobody knows', () => {
  expect(findingsOf(id, daemonSet('', RUN))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${daemonSet('', RUN)} "`, { others: CLASS })).toEqual([]);
});

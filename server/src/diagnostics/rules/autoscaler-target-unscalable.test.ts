import { expect, it } from 'vitest';
import { autoscaler, file, manifest, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'autoscaler-target-unscalable';

it('finds an autoscaler on a DaemonSet', () => {
  const [finding] = findingsOf(id, file(autoscaler('DaemonSet/agent'), workload('DaemonSet', 'agent')));
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.scaleTargetRef.kind', marked: 'DaemonSet' });
  const keda = manifest(
    'keda.sh/v1alpha1',
    'ScaledObject',
    'agent',
    '  scaleTargetRef:\n    kind: DaemonSet\n    name: agent\n',
  );
  expect(findingsOf(id, keda)).toHaveLength(1);
});
it('tells of the Deployment of that name', () => {
  expect(findingsOf(id, file(autoscaler('DaemonSet/agent'), workload('Deployment', 'agent')))[0]?.message).toContain(
    'a Deployment called agent',
  );
});
it('takes what can be scaled', () => {
  expect(findingsOf(id, file(autoscaler('StatefulSet/web'), workload('StatefulSet', 'web')))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${autoscaler('DaemonSet/agent')}  "`)).toEqual([]);
});

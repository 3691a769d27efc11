import { expect, it } from 'vitest';
import { autoscaler, file, manifest } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'autoscalers-collide';
const range = '  maxReplicas: 9\n';
const onCpu =
  '  maxReplicas: 9\n  metrics:\n    - type: Resource\n      resource:\n        name: cpu\n        target:\n          type: Utilization\n          averageUtilization: 70\n';
const vertical = (rest: string) =>
  manifest(
    'autoscaling.k8s.io/v1',
    'VerticalPodAutoscaler',
    'web',
    `  targetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: web\n${rest}`,
  );
const mode = (value: string) => vertical(`  updatePolicy:\n    updateMode: ${value}\n`);

it('finds two of a kind on one target, once', () => {
  const found = findingsOf(
    id,
    file(autoscaler('StatefulSet/web', range, 'a'), autoscaler('StatefulSet/web', range, 'b')),
  );
  expect(found).toMatchObject([{ category: 'risk', field: 'spec.scaleTargetRef' }]);
  expect(found[0]?.message).toContain('HorizontalPodAutoscaler a');
});
it('finds a ScaledObject beside another', () => {
  const keda = manifest(
    'keda.sh/v1alpha1',
    'ScaledObject',
    'web',
    '  scaleTargetRef:\n    kind: StatefulSet\n    name: web\n',
  );
  expect(findingsOf(id, file(autoscaler('StatefulSet/web', range), keda))).toHaveLength(1);
});
it('finds a vertical one that moves the scale', () => {
  const [finding] = findingsOf(id, file(autoscaler('StatefulSet/web', onCpu), mode('Recreate')));
  expect(finding).toMatchObject({ field: 'spec.updatePolicy.updateMode', marked: 'Recreate' });
  expect(finding?.fixes[0]?.result).toBe(`---\n${mode("'Off'")}`);
  expect(findingsOf(id, file(autoscaler('StatefulSet/web', onCpu), vertical('')))).toMatchObject([
    { field: 'spec.targetRef' },
  ]);
});
it('takes one that recommends, one of another resource, and other targets', () => {
  expect(findingsOf(id, file(autoscaler('StatefulSet/web', onCpu), mode("'Off'")))).toEqual([]);
  const memory = vertical(
    '  resourcePolicy:\n    containerPolicies:\n      - containerName: "*"\n        controlledResources: [memory]\n',
  );
  expect(findingsOf(id, file(autoscaler('StatefulSet/web', onCpu), memory))).toEqual([]);
  expect(
    findingsOf(id, file(autoscaler('StatefulSet/web', range, 'a'), autoscaler('StatefulSet/api', range, 'b'))),
  ).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(autoscaler('StatefulSet/web', onCpu), `${mode('Auto')}  "`))).toEqual([]);
});

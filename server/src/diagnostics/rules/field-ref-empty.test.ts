import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'field-ref-empty';
const set = (fieldPath: string) =>
  `${statefulSet().replace('        app: web\n    spec', '        app: web\n        example.com/shard: a\n      annotations:\n        example.com/zone: b\n    spec')}          env:\n          - name: A\n            valueFrom:\n              fieldRef:\n                fieldPath: ${fieldPath}\n`;

it('finds a label that the template lacks, and takes the nearest', () => {
  const [finding, ...more] = findingsOf(id, set("metadata.labels['example.com/shards']"));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    category: 'risk',
    field: 'spec.template.spec.containers[0].env[0].valueFrom.fieldRef.fieldPath',
  });
  expect(finding?.fixes[0]).toMatchObject({ preferred: true, result: set("metadata.labels['example.com/shard']") });
  expect(findingsOf(id, set("metadata.labels['tier']"))).toHaveLength(1);
  expect(findingsOf(id, set("metadata.annotations['example.com/zones']"))).toHaveLength(1);
});
it('takes what is there, what controllers add, and annotations that others may add', () => {
  expect(findingsOf(id, set("metadata.labels['app']"))).toEqual([]);
  expect(findingsOf(id, set("metadata.labels['apps.kubernetes.io/pod-index']"))).toEqual([]);
  expect(findingsOf(id, set("metadata.annotations['sidecar.istio.io/status']"))).toEqual([]);
  expect(findingsOf(id, set('metadata.name'))).toEqual([]);
});
it('finds an annotation that nobody else puts on pods, and one that is on the workload alone', () => {
  expect(findingsOf(id, set("metadata.annotations['example.com/pool']"))).toHaveLength(1);
  const text = set("metadata.annotations['example.com/pool']").replace(
    '  name: web\n',
    '  name: web\n  annotations:\n    example.com/pool: blue\n',
  );
  const [finding, ...more] = findingsOf(id, text);
  expect(more).toEqual([]);
  expect(finding?.message).toContain('on the StatefulSet itself');
  expect(finding?.fixes[0]?.result).toContain('        example.com/zone: b\n        example.com/pool: blue\n');
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '')).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set("metadata.labels['tier']")}x: "`)).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { type ValidatedKind, validate } from './index';
import { type Changes, changed } from './testing/table';

function refusalsOnUpdate(kind: ValidatedKind, before: Changes, after: Changes, minor = 36): readonly string[] {
  const { errors } = validate(changed(kind, after), kind, {
    release: { major: 1, minor, patch: 9 },
    old: changed(kind, before),
  });
  return errors.map(({ field }) => field);
}

const required = (value: string) => ({
  '~.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms': [
    { matchExpressions: [{ key: 'a', operator: 'In', values: [value] }] },
  ],
});

describe('updates', () => {
  it('do not look at names again', () => {
    expect(refusalsOnUpdate('StatefulSet', {}, { 'metadata.name': 'a.b', 'spec.serviceName': 'A' })).toEqual([]);
    expect(refusalsOnUpdate('DaemonSet', {}, { 'metadata.name': 'A' })).toEqual([]);
  });

  it('do not look at claim templates again', () => {
    const changes = { 'spec.volumeClaimTemplates': [{ metadata: { name: 'data' }, spec: {} }] };
    expect(refusalsOnUpdate('StatefulSet', changes, changes)).toEqual([]);
  });

  it('still look at everything else', () => {
    expect(refusalsOnUpdate('DaemonSet', {}, { '@.image': '' })).toEqual(['spec.template.spec.containers[0].image']);
    expect(refusalsOnUpdate('StatefulSet', {}, { '@.image': '', 'metadata.labels': { a: ' ' } })).toEqual([
      'metadata.labels',
      'spec.template.spec.containers[0].image',
    ]);
  });

  it('let a StatefulSet that is refused today keep any pod spec, but not any label', () => {
    const broken = { '@.image': '' };
    const more = { '@.image': '', '@.name': 'A', 'spec.template.metadata.labels.x': ' ' };
    expect(new Set(refusalsOnUpdate('StatefulSet', broken, more))).toEqual(new Set(['spec.template.labels']));
    expect(refusalsOnUpdate('StatefulSet', broken, { ...broken, '~.restartPolicy': 'Never' })).toEqual([
      'spec.template.spec.restartPolicy',
    ]);
    expect(refusalsOnUpdate('DaemonSet', broken, broken)).toEqual(['spec.template.spec.containers[0].image']);
  });

  it('let a value of a sort stay where the stored object has one', () => {
    expect(refusalsOnUpdate('DaemonSet', required('b c'), required('d e'))).toEqual([]);
    expect(refusalsOnUpdate('DaemonSet', required('b'), required('d e'))).toHaveLength(1);
    const pages = (amount: string) => ({ '@.resources': { limits: { 'hugepages-2Mi': amount, cpu: '1' } } });
    expect(refusalsOnUpdate('DaemonSet', pages('3Mi'), pages('5Mi'))).toEqual([]);
    expect(refusalsOnUpdate('DaemonSet', pages('4Mi'), pages('5Mi'))).toHaveLength(1);
  });

  it('let Recreate stay, and operators of comparison', () => {
    const recreate = { 'spec.updateStrategy': { type: 'Recreate' } };
    expect(refusalsOnUpdate('StatefulSet', recreate, recreate, 37)).toEqual([]);
    expect(refusalsOnUpdate('StatefulSet', {}, recreate, 37)).toEqual(['spec.updateStrategy']);
    const above = (value: string) => ({ '~.tolerations': [{ key: 'a', operator: 'Gt', value }] });
    expect(refusalsOnUpdate('DaemonSet', above('5'), above('6'))).toEqual([]);
    expect(refusalsOnUpdate('DaemonSet', above('5'), above('six'))).toEqual([
      'spec.template.spec.tolerations[0].value',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { daemonSet, judgeText, statefulSet } from './testing';

function refusals(text: string, old: string, version: string): readonly string[] {
  return judgeText(text, version, old).errors.map(({ reason, field }) => `${reason}@${field}`);
}
const claims = (size: string, more = '') =>
  `volumeClaimTemplates: [{metadata: {name: d${more}}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: ${size}}}}}]`;

describe('a StatefulSet', () => {
  it.each([
    ['replicas: 3'],
    ['minReadySeconds: 3'],
    ['revisionHistoryLimit: 3'],
    ['ordinals: {start: 3}'],
    ['updateStrategy: {type: OnDelete}'],
    ['persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}'],
    ['podManagementPolicy: OrderedReady'],
  ])('may change %s', (spec) => {
    expect(refusals(statefulSet(spec), statefulSet(), '1.36')).toEqual([]);
    expect(refusals(statefulSet(spec), statefulSet(), '1.37')).toEqual([]);
  });
  it('may change its template', () => {
    expect(refusals(statefulSet('', 'hostname: a'), statefulSet(), '1.37')).toEqual([]);
  });
  it.each([
    ['podManagementPolicy: Parallel', 'spec.podManagementPolicy'],
    [claims('1Gi'), 'spec.volumeClaimTemplates'],
  ])('may not change %s', (spec, field) => {
    expect(refusals(statefulSet(spec), statefulSet(), '1.36')).toEqual(['FieldValueForbidden@spec']);
    expect(refusals(statefulSet(spec), statefulSet(), '1.37')).toEqual([`FieldValueInvalid@${field}`]);
  });
  it('points at the field that changed, whatever the server names', () => {
    const { errors } = judgeText(statefulSet().replace('serviceName: web', 'serviceName: b'), '1.36', statefulSet());
    expect(errors).toMatchObject([
      { check: 'immutable-field', field: 'spec', path: ['spec', 'serviceName'], params: { name: 'serviceName' } },
    ]);
  });
  it('compares claims as the server stores them', () => {
    for (const size of ['1024Mi', '1073741824', '"1073741824"', '+1Gi']) {
      expect(refusals(statefulSet(claims(size)), statefulSet(claims('1Gi')), '1.36')).toEqual([]);
    }
    expect(refusals(statefulSet(claims('2Gi')), statefulSet(claims('1Gi')), '1.37')).toEqual([
      'FieldValueInvalid@spec.volumeClaimTemplates',
    ]);
    expect(refusals(statefulSet(claims('1Gi', ', labels: {}')), statefulSet(claims('1Gi')), '1.37')).toEqual([]);
    expect(refusals(statefulSet(claims('1Gi', ', labels: {a: b}')), statefulSet(claims('1Gi')), '1.37')).toEqual([
      'FieldValueInvalid@spec.volumeClaimTemplates',
    ]);
  });
  it('could not change its history limit before 1.33', () => {
    expect(refusals(statefulSet('revisionHistoryLimit: 3'), statefulSet(), '1.32')).toEqual([
      'FieldValueForbidden@spec',
    ]);
  });
  it('is not asked for its name and its service name again', () => {
    const old = statefulSet().replace('serviceName: web', 'serviceName: Not_A_Label');
    expect(refusals(old, old, '1.37')).toEqual([]);
  });
  it('is still validated', () => {
    expect(refusals(statefulSet('replicas: -1'), statefulSet(), '1.37')).toEqual(['FieldValueInvalid@spec.replicas']);
  });
  it('may keep Recreate from 1.37 on', () => {
    const recreate = statefulSet('updateStrategy: {type: Recreate}');
    expect(refusals(recreate, recreate, '1.37')).toEqual([]);
    expect(refusals(recreate, statefulSet(), '1.37')).toEqual(['FieldValueInvalid@spec.updateStrategy']);
    expect(refusals(recreate, recreate, '1.36')).toEqual(['FieldValueInvalid@spec.updateStrategy']);
  });
});

describe('a DaemonSet', () => {
  it('keeps its selector', () => {
    const other = daemonSet().replaceAll('{app: web}', '{app: other}');
    expect(refusals(other, daemonSet(), '1.36')).toEqual(['FieldValueInvalid@spec.selector']);
    const empty = daemonSet().replace('{matchLabels: {app: web}}', '{matchLabels: {app: web}, matchExpressions: []}');
    expect(refusals(empty, daemonSet(), '1.36')).toEqual([]);
  });
  it('may change everything else', () => {
    const next = daemonSet('minReadySeconds: 3\nupdateStrategy: {type: OnDelete}', 'hostNetwork: true');
    expect(refusals(next, daemonSet(), '1.36')).toEqual([]);
  });
});

describe('a uid', () => {
  it('of another object is refused', () => {
    const named = (uid: string) => daemonSet().replace('{name: web}', `{name: web, uid: ${uid}}`);
    expect(refusals(named('a1'), daemonSet(), '1.36')).toEqual(['FieldValueInvalid@metadata.uid']);
    expect(refusals(named('a1'), named('a1'), '1.36')).toEqual([]);
    expect(judgeText(named('a1'), '1.36').errors).toEqual([]);
  });
});

describe('metadata', () => {
  const changed = (metadata: string) => daemonSet().replace('{name: web}', `{name: web, ${metadata}}`);
  it('cannot mark an object for deletion', () => {
    const marked = changed('deletionTimestamp: 2024-01-31T10:00:00Z, deletionGracePeriodSeconds: 0');
    expect(refusals(marked, daemonSet(), '1.36')).toEqual([
      'FieldValueInvalid@metadata.deletionTimestamp',
      'FieldValueInvalid@metadata.deletionGracePeriodSeconds',
    ]);
    expect(refusals(marked, marked, '1.36')).toEqual([]);
    expect(judgeText(marked, '1.36').errors).toEqual([]);
  });
  it('is held to the syntax of finalizers, and hardly to that of names', () => {
    expect(refusals(changed('finalizers: [Example.com/x]'), daemonSet(), '1.36')).toEqual([
      'FieldValueInvalid@metadata.finalizers',
    ]);
    expect(refusals(changed('generateName: Web_'), daemonSet(), '1.36')).toEqual([]);
    expect(refusals(changed('generateName: web/'), daemonSet(), '1.36')).toEqual([
      'FieldValueInvalid@metadata.generateName',
    ]);
  });
});

describe('an old object of another kind', () => {
  it('is no base to compare with', () => {
    expect(refusals(statefulSet(), daemonSet(), '1.36')).toEqual([]);
  });
});

it('looks at what a DaemonSet’s name is generated from up to 1.33', () => {
  const text = daemonSet().replace(/metadata: ?\{name/, 'metadata: {generateName: "NoSchedule", name');
  expect(text).toContain('generateName');
  expect(refusals(text, daemonSet(), '1.33')).toContain('FieldValueInvalid@metadata.generateName');
  expect(refusals(text, daemonSet(), '1.34')).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { validate } from './index';
import { changed, expected, type Row, refusals } from './testing/table';

const STRATEGY = 'spec.updateStrategy';
const claim = (name: string) => ({
  metadata: { name },
  spec: { accessModes: ['ReadWriteOnce'], volumeMode: 'Filesystem', resources: { requests: { storage: '1Gi' } } },
});

const ROWS: readonly Row[] = [
  ['a sound set', {}, []],
  ['an unknown policy', { 'spec.podManagementPolicy': 'parallel' }, ['spec.podManagementPolicy Invalid']],
  ['Parallel', { 'spec.podManagementPolicy': 'Parallel' }, []],
  ['an unknown strategy', { [STRATEGY]: { type: 'Rolling' } }, [`${STRATEGY} Invalid`]],
  ['Recreate, while its gate is off', { [STRATEGY]: { type: 'Recreate' } }, [`${STRATEGY} Invalid`], { minor: 37 }],
  [
    'a block beside OnDelete',
    { [STRATEGY]: { type: 'OnDelete', rollingUpdate: { partition: 0 } } },
    [`${STRATEGY}.rollingUpdate Invalid`],
  ],
  ['OnDelete alone', { [STRATEGY]: { type: 'OnDelete' } }, []],
  ['RollingUpdate alone', { [STRATEGY]: { type: 'RollingUpdate' } }, []],
  [
    'a negative partition',
    { [`${STRATEGY}.rollingUpdate.partition`]: -1 },
    [`${STRATEGY}.rollingUpdate.partition Invalid`],
  ],
  [
    'maxUnavailable 0',
    { [`${STRATEGY}.rollingUpdate.maxUnavailable`]: 0 },
    [`${STRATEGY}.rollingUpdate.maxUnavailable Invalid`],
    { minor: 37 },
  ],
  [
    'maxUnavailable 101%',
    { [`${STRATEGY}.rollingUpdate.maxUnavailable`]: '101%' },
    [`${STRATEGY}.rollingUpdate.maxUnavailable Invalid`],
    { minor: 37 },
  ],
  ['maxUnavailable 100%', { [`${STRATEGY}.rollingUpdate.maxUnavailable`]: '100%' }, [], { minor: 37 }],
  [
    'an unknown retention',
    { 'spec.persistentVolumeClaimRetentionPolicy': { whenDeleted: 'Keep', whenScaled: 'Retain' } },
    ['spec.persistentVolumeClaimRetentionPolicy.whenDeleted NotSupported'],
  ],
  [
    'negative numbers',
    { 'spec.replicas': -1, 'spec.minReadySeconds': -1, 'spec.ordinals': { start: -1 } },
    ['spec.replicas Invalid', 'spec.minReadySeconds Invalid', 'spec.ordinals.start Invalid'],
  ],
  ['a negative history limit, which only warns', { 'spec.revisionHistoryLimit': -1 }, []],
  ['a service name with a dot', { 'spec.serviceName': 'web.x' }, ['spec.serviceName Invalid']],
  ['the same in 1.32', { 'spec.serviceName': 'web.x' }, [], { minor: 32 }],
  ['no service', { 'spec.serviceName': '' }, []],
  ['a pod that ends', { '~.restartPolicy': 'Never' }, ['~.restartPolicy NotSupported']],
  ['a deadline', { '~.activeDeadlineSeconds': 5 }, ['~.activeDeadlineSeconds Forbidden']],
  ['a bad container', { '@.image': '' }, ['@.image Required']],
  ['a bad container before 1.34, when the template went unread', { '@.image': '' }, [], { minor: 33 }],
  [
    'a bad template label before 1.34',
    { 'spec.template.metadata.labels.x': ' ' },
    ['spec.template.labels Invalid'],
    { minor: 33 },
  ],
  ['hostname and subdomain, which the controller overwrites', { '~.hostname': 'A', '~.subdomain': 'B' }, []],
];

describe('StatefulSet', () => {
  for (const [title, changes, want, conditions] of ROWS) {
    it(title, () => {
      expect(refusals(changes, { kind: 'StatefulSet', ...conditions })).toEqual(expected(...want));
    });
  }

  it('counts claims before the volumes of the template', () => {
    const changes = {
      'spec.volumeClaimTemplates': [claim('data'), claim('logs')],
      '~.volumes': [{ name: 'Bad', emptyDir: {} }],
      '@.volumeMounts': [{ name: 'data', mountPath: '/data' }],
    };
    expect(refusals(changes, { kind: 'StatefulSet' })).toEqual(expected('~.volumes[2].name Invalid'));
    const { errors } = validate(changed('StatefulSet', changes), 'StatefulSet', {
      release: { major: 1, minor: 36, patch: 3 },
    });
    expect(errors[0]?.path).toEqual(['spec', 'template', 'spec', 'volumes', 0, 'name']);
  });

  it('lets a claim replace a volume of its name, even a bad one', () => {
    const changes = {
      'spec.volumeClaimTemplates': [claim('data')],
      '~.volumes': [{ name: 'data', hostPath: { path: '' } }],
    };
    expect(refusals(changes, { kind: 'StatefulSet' })).toEqual([]);
  });

  it('finds a nameless claim among the volumes', () => {
    const changes = { 'spec.volumeClaimTemplates': [claim('')] };
    expect(refusals(changes, { kind: 'StatefulSet' })).toEqual(
      expected('~.volumes[0].persistentVolumeClaim.claimName Required', '~.volumes[0].name Required'),
    );
    const { errors } = validate(changed('StatefulSet', changes), 'StatefulSet', {
      release: { major: 1, minor: 36, patch: 3 },
    });
    expect(errors.at(-1)?.path).toEqual(['spec', 'volumeClaimTemplates', 0, 'metadata', 'name']);
  });

  it('accepts Recreate where its gate is on', () => {
    const object = changed('StatefulSet', { [STRATEGY]: { type: 'Recreate' } });
    const release = { major: 1, minor: 37, patch: 2 };
    const featureGates = { StatefulSetRecreateStrategy: true };
    expect(validate(object, 'StatefulSet', { release, featureGates }).errors).toEqual([]);
    const withBlock = changed('StatefulSet', { [STRATEGY]: { type: 'Recreate', rollingUpdate: {} } });
    const { errors } = validate(withBlock, 'StatefulSet', { release, featureGates });
    expect(errors.map(({ field, check }) => [field, check])).toEqual([
      [`${STRATEGY}.rollingUpdate`, 'strategy-wrong-key'],
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { effectiveChanges } from './changes';
import { defaultPullPolicy, parseImageReference } from './imageReference';
import { judge } from './judge';
import { storedQuantity } from './storedQuantity';
import { daemonSet, judgeText, objectOf, releaseOf, statefulSet } from './testing';

function changes(text: string, version = '1.37') {
  const object = objectOf(text);
  return effectiveChanges(object, judge(object, { release: releaseOf(version) }));
}
const container = 'spec.template.spec.containers[0]';

describe('a StatefulSet', () => {
  it('gets its numbers, policies and strategy', () => {
    const { defaulted } = changes(statefulSet());
    expect(defaulted).toMatchObject({
      'spec.replicas': 1,
      'spec.podManagementPolicy': 'OrderedReady',
      'spec.revisionHistoryLimit': 10,
      'spec.updateStrategy.type': 'RollingUpdate',
      'spec.updateStrategy.rollingUpdate.partition': 0,
      'spec.updateStrategy.rollingUpdate.maxUnavailable': 1,
      'spec.persistentVolumeClaimRetentionPolicy.whenDeleted': 'Retain',
      'spec.template.spec.securityContext': {},
      [`${container}.resources`]: {},
    });
    expect(changes(statefulSet(), '1.36').defaulted).not.toHaveProperty(
      'spec.updateStrategy.rollingUpdate.maxUnavailable',
    );
  });
  it('keeps the rollingUpdate block nil when the type is written without it', () => {
    const effective = judgeText(statefulSet('updateStrategy: {type: RollingUpdate}')).effective;
    expect(effective).toMatchObject({ spec: { updateStrategy: { type: 'RollingUpdate' } } });
    expect(JSON.stringify(effective)).not.toContain('rollingUpdate');
  });
  it('gets a partition of 0 beside OnDelete from the conversion', () => {
    const { defaulted } = changes(statefulSet('updateStrategy: {type: OnDelete, rollingUpdate: {}}'));
    expect(Object.keys(defaulted).filter((path) => path.startsWith('spec.updateStrategy'))).toEqual([
      'spec.updateStrategy.rollingUpdate.partition',
    ]);
  });
  it('writes version and kind of its claims, whatever stood there', () => {
    const text = statefulSet(
      'volumeClaimTemplates: [{kind: Claim, metadata: {name: d}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1024Mi}}}}]',
    );
    const claim = 'spec.volumeClaimTemplates[0]';
    expect(changes(text)).toMatchObject({
      defaulted: {
        [`${claim}.apiVersion`]: 'v1',
        [`${claim}.spec.volumeMode`]: 'Filesystem',
        [`${claim}.status.phase`]: 'Pending',
      },
      rewritten: {
        [`${claim}.kind`]: ['Claim', 'PersistentVolumeClaim'],
        [`${claim}.spec.resources.requests.storage`]: ['1024Mi', '1Gi'],
      },
    });
  });
});

describe('a DaemonSet', () => {
  it('gets both numbers of its strategy', () => {
    expect(changes(daemonSet()).defaulted).toMatchObject({
      'spec.updateStrategy.rollingUpdate.maxUnavailable': 1,
      'spec.updateStrategy.rollingUpdate.maxSurge': 0,
    });
    expect(changes(daemonSet('updateStrategy: {type: OnDelete}')).defaulted).not.toHaveProperty(
      'spec.updateStrategy.rollingUpdate.maxSurge',
    );
  });
  it('gets zeros from the conversion beside OnDelete', () => {
    const text = daemonSet('updateStrategy: {type: OnDelete, rollingUpdate: {maxUnavailable: 2}}');
    expect(changes(text).defaulted).toMatchObject({ 'spec.updateStrategy.rollingUpdate.maxSurge': 0 });
  });
});

describe('a pod template', () => {
  it('turns zeros of a probe into its defaults and leaves other zeros out', () => {
    const text = statefulSet(
      '',
      '',
      'tty: false\nlivenessProbe: {exec: {command: [a]}, timeoutSeconds: 0, initialDelaySeconds: 0}',
    );
    expect(changes(text)).toMatchObject({
      rewritten: { [`${container}.livenessProbe.timeoutSeconds`]: [0, 1] },
      dropped: [`${container}.tty`, `${container}.livenessProbe.initialDelaySeconds`],
    });
  });
  it('fills in volumes', () => {
    const text = statefulSet(
      '',
      'volumes: [{name: a}, {name: b, configMap: {name: b}}, {name: c, hostPath: {path: /c}}]',
    );
    expect(changes(text).defaulted).toMatchObject({
      'spec.template.spec.volumes[0].emptyDir': {},
      'spec.template.spec.volumes[1].configMap.defaultMode': 420,
      'spec.template.spec.volumes[2].hostPath.type': '',
    });
  });
  it('mirrors the service account', () => {
    expect(changes(statefulSet('', 'serviceAccount: a')).defaulted).toMatchObject({
      'spec.template.spec.serviceAccountName': 'a',
    });
    expect(changes(statefulSet('', 'serviceAccount: a\nserviceAccountName: b')).rewritten).toEqual({
      'spec.template.spec.serviceAccount': ['a', 'b'],
    });
  });
  it('spells quantities and quotes map keys that are no names', () => {
    const text = statefulSet('', '', 'resources: {limits: {cpu: 0.5, memory: 1.5Gi, example.com/gpu: 2}}');
    expect(changes(text).rewritten).toEqual({
      [`${container}.resources.limits.cpu`]: [0.5, '500m'],
      [`${container}.resources.limits.memory`]: ['1.5Gi', '1536Mi'],
      [`${container}.resources.limits["example.com/gpu"]`]: [2, '2'],
    });
  });
  it('reads null as not written', () => {
    const { defaulted, dropped } = changes(statefulSet('minReadySeconds: null\nupdateStrategy: null'));
    expect(dropped).toEqual([]);
    expect(defaulted).toMatchObject({ 'spec.updateStrategy.type': 'RollingUpdate' });
  });
  it('had its host ports filled in before 1.28', () => {
    const text = statefulSet('', 'hostNetwork: true', 'ports: [{containerPort: 80}]');
    expect(changes(text, '1.27').defaulted).toHaveProperty(`${container}.ports[0].hostPort`, 80);
    expect(changes(text, '1.28').defaulted).not.toHaveProperty(`${container}.ports[0].hostPort`);
  });
  it('loses the annotations of old init containers', () => {
    const text = statefulSet().replace(
      'labels: {app: web}',
      'labels: {app: web}, annotations: {pod.beta.kubernetes.io/init-containers: "[]"}',
    );
    expect(JSON.stringify(judgeText(text).effective)).not.toContain('init-containers');
  });
});

describe('fields of disabled gates', () => {
  const drops = (text: string, version: string) => changes(text, version).dropped;
  it('vanish before validation', () => {
    const text = statefulSet('updateStrategy: {rollingUpdate: {maxUnavailable: abc}}');
    expect(drops(text, '1.36')).toEqual(['spec.updateStrategy.rollingUpdate.maxUnavailable']);
    expect(judgeText(text, '1.36').stage).toBe('accepted');
    expect(judgeText(text, '1.37').stage).toBe('validation');
  });
  it.each([
    ['hostUsers: false', '1.32', '1.33', 'hostUsers'],
    ['hostnameOverride: a', '1.34', '1.35', 'hostnameOverride'],
    ['securityContext: {supplementalGroupsPolicy: Strict}', '1.32', '1.33', 'securityContext.supplementalGroupsPolicy'],
    ['resources: {limits: {cpu: "1"}}', '1.33', '1.34', 'resources.limits.cpu'],
    ['resourceClaims: [{name: a, resourceClaimName: b}]', '1.33', '1.34', 'resourceClaims[0].name'],
  ])('%s: dropped in %s, kept in %s', (pod, off, on, field) => {
    expect(drops(statefulSet('', pod), off)).toContain(`spec.template.spec.${field}`);
    expect(drops(statefulSet('', pod), on)).toEqual([]);
  });
  it('take an emptied lifecycle with them', () => {
    const text = statefulSet('', '', 'lifecycle: {stopSignal: SIGTERM}');
    expect(drops(text, '1.36')).toEqual([`${container}.lifecycle.stopSignal`]);
    expect(JSON.stringify(judgeText(text, '1.36').effective)).not.toContain('lifecycle');
  });
  it('take the mounts of an image volume with them', () => {
    const text = statefulSet(
      '',
      'volumes: [{name: i, image: {reference: a/b:1}}]',
      'volumeMounts: [{name: i, mountPath: /i}]',
    );
    expect(JSON.stringify(judgeText(text, '1.34').effective)).not.toContain('volumeMounts');
    expect(judgeText(text, '1.35').effective).toMatchObject({
      spec: { template: { spec: { volumes: [{ image: { pullPolicy: 'IfNotPresent' } }] } } },
    });
  });
  it('leave alone what they do not empty', () => {
    const judgement = judgeText(statefulSet('', '', 'lifecycle: {stopSignal: SIGTERM, preStop: {}}'), '1.36');
    expect(judgement.errors.map(({ field }) => field)).toEqual([`${container}.lifecycle.preStop`]);
  });
  it('stay in releases that do not know the gate, and in those that use them already', () => {
    expect(drops(statefulSet('', '', 'restartPolicy: Always'), '1.33')).toEqual([]);
    expect(drops(statefulSet('', '', 'restartPolicy: Always'), '1.34')).toEqual([`${container}.restartPolicy`]);
  });
  it('stay where a gate is switched on', () => {
    const used = statefulSet('updateStrategy: {rollingUpdate: {maxUnavailable: 2}}');
    const old = judge(objectOf(used), {
      release: releaseOf('1.36'),
      featureGates: { MaxUnavailableStatefulSet: true },
    });
    expect(old.effective).toMatchObject({ spec: { updateStrategy: { rollingUpdate: { maxUnavailable: 2 } } } });
  });
});

describe('empty lists', () => {
  it('are seen by validation and not stored', () => {
    const claims = judgeText(statefulSet('', 'resources: {claims: [], limits: {cpu: "1"}}'));
    expect(claims.errors.map(({ field }) => field)).toContain('spec.template.spec.resources.claims');
    const ports = judgeText(statefulSet('', '', 'ports: []\nargs: []'));
    expect(ports.stage).toBe('accepted');
    expect(JSON.stringify(ports.effective)).not.toMatch(/ports|args/);
  });
});

describe('storedQuantity', () => {
  it.each([
    ['100m', '100m'],
    ['1000m', '1'],
    ['1024Ki', '1Mi'],
    ['1.5Gi', '1536Mi'],
    ['0.5', '500m'],
    ['1.500', '1.500'],
    ['+1', '+1'],
    ['05', '05'],
    ['1e3', '1e3'],
    ['1000', '1k'],
    ['1023Mi', '1023Mi'],
    ['0', '0'],
    ['00', '0'],
    ['-1', '-1'],
    [' 2 ', '2'],
    [1000000000, '1G'],
    [1073741824, '1073741824'],
    [0.1, '100m'],
  ])('%s -> %s', (written, stored) => {
    expect(storedQuantity(written, false)).toBe(stored);
  });
  it('rounds finer parts up in resource lists', () => {
    expect(storedQuantity('1n', true)).toBe('1m');
    expect(storedQuantity('1n', false)).toBe('1n');
    expect(storedQuantity('1.23456789', true)).toBe('1235m');
    expect(storedQuantity('2e-3', true)).toBe('2e-3');
  });
  it.each(['', 'abc', '1GB', '1 Gi', '1gi', '1..5', '0x10', '1e', '1\t', '٣'])('refuses %j', (text) => {
    expect(storedQuantity(text, false)).toBeNull();
  });
});

describe('what Go cannot spell', () => {
  it('is reckoned with before it is stored', () => {
    const limits = (memory: string) =>
      daemonSet('', '', `resources: {limits: {memory: ${memory}}, requests: {memory: 1Gi}}`);
    const { errors, effective } = judgeText(limits('1000E'));
    expect(errors).toEqual([]);
    expect(JSON.stringify(effective)).toContain('"limits":{"memory":"1"}');
  });
  it('is no time', () => {
    const times = 'creationTimestamp: "0001-01-01T00:00:00Z", deletionTimestamp: "0001-01-01T00:00:00Z"';
    const text = daemonSet().replace('metadata: {labels: {app: web}}', `metadata: {labels: {app: web}, ${times}}`);
    expect(judgeText(text).effective).toMatchObject({
      spec: { template: { metadata: { labels: { app: 'web' }, deletionTimestamp: null } } },
    });
    expect(JSON.stringify(judgeText(text).effective)).not.toContain('creationTimestamp');
  });
  it('is no list', () => {
    const text = daemonSet('', 'volumes: [{name: a, projected: {sources: []}}]');
    expect(judgeText(text).effective).toMatchObject({
      spec: { template: { spec: { volumes: [{ projected: { sources: null } }] } } },
    });
  });
});

describe('image references', () => {
  it.each([
    ['web', 'Always'],
    ['images.example:5000/web', 'Always'],
    ['web:latest', 'Always'],
    ['web:1', 'IfNotPresent'],
    [`web@sha256:${'0a'.repeat(32)}`, 'IfNotPresent'],
    [`web:latest@sha256:${'0a'.repeat(32)}`, 'Always'],
    ['Web', 'IfNotPresent'],
    ['', 'IfNotPresent'],
    ['a b', 'IfNotPresent'],
    ['x'.repeat(247), 'Always'],
    // `library/` comes before it
    ['x'.repeat(248), 'IfNotPresent'],
    [`images.example/${'x'.repeat(255)}`, 'Always'],
    [`images.example/${'x'.repeat(256)}`, 'IfNotPresent'],
  ])('%s is pulled %s', (image, policy) => {
    expect(defaultPullPolicy(image)).toBe(policy);
  });
  it('come apart into name, tag and digest', () => {
    expect(parseImageReference('images.example:5000/team/web:1.4')).toEqual({
      name: 'images.example:5000/team/web',
      tag: '1.4',
    });
    expect(parseImageReference('a//b')).toBeNull();
  });
  it('of hostile length are read in no time', () => {
    expect(parseImageReference(`${'a-'.repeat(100_000)}!`)).toBeNull();
    expect(parseImageReference(`${'a_'.repeat(250)}!`)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import type { DaemonSetWorkload, StatefulSetWorkload } from '../../../simulator/src/index';
import { parseDocument } from '../manifest/index';
import { judge } from './judge';
import { lower } from './lower';
import { objectsOf } from './objects';
import { daemonSet, objectOf, releaseOf, statefulSet } from './testing';

function lowered(text: string, version = '1.37') {
  const object = objectOf(text);
  return lower(object, judge(object, { release: releaseOf(version) }));
}
const set = (text: string, version?: string) => lowered(text, version) as StatefulSetWorkload;
const daemon = (text: string, version?: string) => lowered(text, version) as DaemonSetWorkload;

describe('a StatefulSet', () => {
  it('is lowered with what the server fills in', () => {
    expect(set(statefulSet())).toMatchObject({
      kind: 'StatefulSet',
      name: 'web',
      namespace: 'default',
      selector: { matchLabels: { app: 'web' } },
      replicas: 1,
      serviceName: 'web',
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0, maxUnavailable: 1 } },
      ordinalsStart: 0,
      claimTemplates: [],
      claimRetention: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      minReadySeconds: 0,
      revisionHistoryLimit: 10,
    });
    expect(set(statefulSet(), '1.36').updateStrategy.rollingUpdate).toEqual({ partition: 0 });
  });
  it('keeps the strategy without its block apart', () => {
    expect(set(statefulSet('updateStrategy: {type: RollingUpdate}')).updateStrategy).toEqual({ type: 'RollingUpdate' });
    expect(set(statefulSet('updateStrategy: {type: OnDelete}')).updateStrategy).toEqual({ type: 'OnDelete' });
  });
  it('reads percentages, claims and ordinals', () => {
    const text = statefulSet(
      [
        'replicas: 5',
        'ordinals: {start: 2}',
        'updateStrategy: {rollingUpdate: {maxUnavailable: 40%, partition: 1}}',
        'volumeClaimTemplates: [{metadata: {name: d}, spec: {accessModes: [ReadWriteOnce], storageClassName: "", resources: {requests: {storage: 1Gi}}}}]',
      ].join('\n'),
    );
    expect(set(text)).toMatchObject({
      replicas: 5,
      ordinalsStart: 2,
      updateStrategy: { rollingUpdate: { partition: 1, maxUnavailable: { percent: 40 } } },
      claimTemplates: [{ name: 'd', storage: '1Gi', storageClassName: '', accessModes: ['ReadWriteOnce'] }],
    });
  });
});

describe('a DaemonSet', () => {
  it('is lowered with both numbers', () => {
    expect(daemon(daemonSet()).updateStrategy).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: 1, maxSurge: 0 },
    });
    expect(daemon(daemonSet('updateStrategy: {type: OnDelete}')).updateStrategy).toEqual({ type: 'OnDelete' });
  });
});

describe('the template', () => {
  it('has one fingerprint however it is written', () => {
    const plain = set(statefulSet('', '', 'ports: [{containerPort: 80}]'));
    const explicit = set(
      statefulSet('', 'dnsPolicy: ClusterFirst', 'ports: [{protocol: TCP, containerPort: 80}]\nresources: {}'),
    );
    const other = set(statefulSet('', '', 'ports: [{containerPort: 81}]'));
    expect(explicit.template.fingerprint).toBe(plain.template.fingerprint);
    expect(other.template.fingerprint).not.toBe(plain.template.fingerprint);
  });
  it('sums requests: containers and sidecars, or the largest init container', () => {
    const pod = (init: string) =>
      set(
        statefulSet(
          '',
          `initContainers: [${init}]\noverhead: {cpu: 10m}`,
          'resources: {requests: {cpu: 100m}, limits: {cpu: 1, memory: 1Ki}}',
        ),
      ).template.requests;
    expect(pod('{name: i, image: i, resources: {requests: {cpu: 50m}}}')).toEqual({
      cpuMillis: 110,
      memoryBytes: 1024,
    });
    expect(pod('{name: i, image: i, resources: {requests: {cpu: 300m}}}')).toEqual({
      cpuMillis: 310,
      memoryBytes: 1024,
    });
    expect(pod('{name: i, image: i, restartPolicy: Always, resources: {requests: {cpu: 50m}}}')).toEqual({
      cpuMillis: 160,
      memoryBytes: 1024,
    });
  });
  it('takes what schedulers look at', () => {
    const text = daemonSet(
      '',
      [
        'hostNetwork: true',
        'nodeSelector: {disk: ssd}',
        'tolerations: [{operator: Exists}, {key: a, value: b, effect: NoExecute, tolerationSeconds: 5}]',
        'affinity:',
        '  nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: z, operator: In, values: [a]}]}]}}',
        '  podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}]}',
      ].join('\n'),
      'ports: [{containerPort: 80}, {containerPort: 81, hostPort: 81, protocol: UDP}]\nreadinessProbe: {initialDelaySeconds: 5, successThreshold: 2, tcpSocket: {port: 80}}',
    );
    expect(daemon(text).template).toMatchObject({
      labels: { app: 'web' },
      hostNetwork: true,
      nodeSelector: { disk: 'ssd' },
      tolerations: [{ operator: 'Exists' }, { key: 'a', value: 'b', effect: 'NoExecute', tolerationSeconds: 5 }],
      requiredNodeAffinity: [{ matchExpressions: [{ key: 'z', operator: 'In', values: ['a'] }] }],
      requiredPodAntiAffinity: [
        { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } },
      ],
      hostPorts: [
        { port: 80, protocol: 'TCP', hostIP: '0.0.0.0' },
        { port: 81, protocol: 'UDP', hostIP: '0.0.0.0' },
      ],
      hasReadinessProbe: true,
      readinessInitialDelaySeconds: 15,
      terminationGracePeriodSeconds: 30,
      images: ['images.example/web:1.4'],
    });
  });
});

describe('writtenFields', () => {
  it('holds what a person wrote, with its parents', () => {
    const fields = new Set(
      set(statefulSet('replicas: 3\nupdateStrategy: {rollingUpdate: {partition: 1}}\nminReadySeconds: null'))
        .writtenFields,
    );
    for (const field of ['spec.replicas', 'spec.updateStrategy', 'spec.updateStrategy.rollingUpdate.partition']) {
      expect(fields.has(field), field).toBe(true);
    }
    expect(fields.has('spec.template.spec.containers[0].image')).toBe(true);
    expect(fields.has('spec.updateStrategy.type')).toBe(false);
    expect(fields.has('spec.minReadySeconds')).toBe(false);
  });
});

describe('half-broken objects', () => {
  it('lower as far as they make sense', () => {
    expect(set(statefulSet('replicas: "3"\nreplica: 3\nminReadySeconds: -5'))).toMatchObject({
      replicas: 1,
      minReadySeconds: 0,
    });
    expect(
      daemon(daemonSet('updateStrategy: {rollingUpdate: {maxUnavailable: lots}}')).updateStrategy.rollingUpdate,
    ).toEqual({
      maxUnavailable: 1,
      maxSurge: 0,
    });
  });
  it('without name or container answer null', () => {
    expect(lowered('apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: a}\n')).toBeNull();
    expect(lowered(daemonSet().replace('{name: web}', '{}'))).toBeNull();
    expect(lowered('apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n')).toBeNull();
  });
});

describe('objectsOf', () => {
  const kinds = (text: string) =>
    objectsOf(parseDocument(text)).map(({ kind, name, at }) => [kind, name, at.join('.')]);
  it('takes lists apart, also inside one another', () => {
    const text = [
      'apiVersion: v1',
      'kind: List',
      'items:',
      '- {apiVersion: apps/v1, kind: DaemonSet, metadata: {name: a}}',
      '- {kind: List, items: [{kind: Service, metadata: {name: b}}]}',
      '- text',
    ].join('\n');
    expect(kinds(text)).toEqual([
      ['DaemonSet', 'a', 'items.0'],
      ['Service', 'b', 'items.1.items.0'],
    ]);
  });
  it('gives the items of a typed list their kind', () => {
    expect(kinds('apiVersion: apps/v1\nkind: StatefulSetList\nitems: [{metadata: {name: a}}]')).toEqual([
      ['StatefulSet', 'a', 'items.0'],
    ]);
  });
  it('is content with anything', () => {
    expect(kinds('')).toEqual([]);
    expect(kinds('- a')).toEqual([]);
    expect(kinds('kind: [x]\nmetadata: {name: 5}')).toEqual([['', '', '']]);
  });
});

import { describe, expect, it } from 'vitest';
import { type ValidatedKind, validate } from './index';
import { type Changes, changed, expected } from './testing/table';

function warnings(changes: Changes, kind: ValidatedKind = 'DaemonSet', minor = 36): readonly string[] {
  return validate(changed(kind, changes), kind, { release: { major: 1, minor, patch: 9 } }).warnings.map(
    ({ field, check }) => `${field} ${check}`,
  );
}

describe('warnings', () => {
  it.each<readonly [string, Changes, readonly string[]]>([
    ['nothing to say', {}, []],
    [
      'an old node label',
      { '~.nodeSelector': { 'beta.kubernetes.io/os': 'linux' } },
      ['~.nodeSelector[beta.kubernetes.io/os] node-label-deprecated'],
    ],
    ['its successor', { '~.nodeSelector': { 'kubernetes.io/os': 'linux' } }, []],
    [
      'affinity without selector',
      { '~.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution': [{ topologyKey: 'zone' }] },
      ['~.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector selector-null'],
    ],
    [
      'a dead annotation',
      { 'spec.template.metadata.annotations': { 'scheduler.alpha.kubernetes.io/critical-pod': '' } },
      ['spec.template.metadata.annotations[scheduler.alpha.kubernetes.io/critical-pod] annotation-deprecated'],
    ],
    [
      'a dead volume',
      { '~.volumes': [{ name: 'v', storageos: { volumeName: 'v' } }] },
      ['~.volumes[0].storageOS volume-deprecated'],
    ],
    [
      'files within files',
      {
        '~.volumes': [
          {
            name: 'v',
            configMap: {
              name: 'c',
              items: [
                { key: 'a', path: 'a' },
                { key: 'b', path: 'a/b' },
              ],
            },
          },
        ],
      },
      ['~.volumes[0].configMap.items[1].path files-overlap'],
    ],
    [
      'files beside files',
      {
        '~.volumes': [
          {
            name: 'v',
            configMap: {
              name: 'c',
              items: [
                { key: 'a', path: 'a' },
                { key: 'b', path: 'ab' },
              ],
            },
          },
        ],
      },
      [],
    ],
    [
      'parts of bytes',
      { '@.resources': { limits: { memory: '1m' } } },
      ['@.resources.limits[memory] fractional-bytes'],
    ],
    [
      'a hidden variable',
      {
        '@.env': [
          { name: 'A', value: '1' },
          { name: 'A', value: '2' },
        ],
      },
      ['@.env[1] env-hidden'],
    ],
    [
      'a variable that builds on itself',
      {
        '@.env': [
          { name: 'A', value: '1' },
          { name: 'A', value: '$(A)2' },
        ],
      },
      [],
    ],
    [
      'one port twice',
      {
        '@.ports': [
          { containerPort: 80, protocol: 'TCP' },
          { containerPort: 80, protocol: 'TCP', hostPort: 80 },
        ],
      },
      ['@.ports[1] port-overlap'],
    ],
    [
      'a pull secret twice',
      { '~.imagePullSecrets': [{ name: 's' }, { name: 's' }] },
      ['~.imagePullSecrets[1].name repeated-entry'],
    ],
    [
      'a negative grace period',
      { '~.terminationGracePeriodSeconds': -1 },
      ['~.terminationGracePeriodSeconds grace-period-negative'],
    ],
    [
      'an address in another spelling',
      { '~.hostAliases': [{ ip: '2001:DB8::1' }, { ip: '2001:db8::1' }, { ip: '1::2:0:0:0:3' }] },
      ['~.hostAliases[0].ip ip-address', '~.hostAliases[2].ip ip-address'],
    ],
  ])('%s', (_title, changes, want) => {
    expect(warnings(changes)).toEqual(expected(...want));
  });

  it('speak of the AppArmor annotation since there is a field for it', () => {
    const name = 'container.apparmor.security.beta.kubernetes.io/main';
    const changes = { 'spec.template.metadata.annotations': { [name]: 'runtime/default' } };
    const want = [`spec.template.metadata.annotations[${name}] annotation-deprecated`];
    expect([29, 30].map((minor) => warnings(changes, 'DaemonSet', minor))).toEqual([[], want]);
  });

  it('speak of claims and history in a StatefulSet', () => {
    const claim = { metadata: { name: 'd' }, spec: { resources: { requests: { storage: '1m' } } } };
    const changes = { 'spec.volumeClaimTemplates': [claim], 'spec.revisionHistoryLimit': -1 };
    expect(warnings(changes, 'StatefulSet')).toEqual([
      'spec.volumeClaimTemplates[0].resources.requests[storage] fractional-bytes',
      'spec.revisionHistoryLimit history-limit-negative',
    ]);
    expect(warnings({ 'spec.revisionHistoryLimit': -1 }, 'StatefulSet', 32)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { expected, type Row, refusals } from './testing/table';

const ROWS: readonly Row[] = [
  ['ids', { '~.securityContext': { runAsUser: 0, fsGroup: 2147483647, supplementalGroups: [1] } }, []],
  [
    'ids out of range',
    { '~.securityContext': { runAsUser: -1, fsGroup: 2147483648, supplementalGroups: [1, -1] } },
    [
      '~.securityContext.fsGroup Invalid',
      '~.securityContext.runAsUser Invalid',
      '~.securityContext.supplementalGroups[1] Invalid',
    ],
  ],
  [
    'unknown policies',
    { '~.securityContext': { fsGroupChangePolicy: 'Never', supplementalGroupsPolicy: 'None' } },
    ['~.securityContext.fsGroupChangePolicy NotSupported', '~.securityContext.supplementalGroupsPolicy NotSupported'],
  ],
  [
    'MountOption before 1.37',
    { '~.securityContext': { seLinuxChangePolicy: 'MountOption' } },
    ['~.securityContext.seLinuxChangePolicy NotSupported'],
  ],
  ['MountOption since 1.37', { '~.securityContext': { seLinuxChangePolicy: 'MountOption' } }, [], { minor: 37 }],
  [
    'a local seccomp profile without a name',
    { '@.securityContext': { seccompProfile: { type: 'Localhost' } } },
    ['@.securityContext.seccompProfile.localhostProfile Required'],
  ],
  [
    'a seccomp profile outside',
    { '@.securityContext': { seccompProfile: { type: 'Localhost', localhostProfile: '../p' } } },
    ['@.securityContext.seccompProfile.localhostProfile Invalid'],
  ],
  [
    'a name without Localhost',
    { '@.securityContext': { seccompProfile: { type: 'RuntimeDefault', localhostProfile: 'p' } } },
    ['@.securityContext.seccompProfile.localhostProfile Invalid'],
  ],
  [
    'a padded AppArmor profile',
    { '@.securityContext': { appArmorProfile: { type: 'Localhost', localhostProfile: ' p' } } },
    ['@.securityContext.appArmorProfile.localhostProfile Invalid'],
  ],
  [
    'an unknown profile type',
    { '@.securityContext': { appArmorProfile: { type: 'localhost' } } },
    ['@.securityContext.appArmorProfile.type NotSupported'],
  ],
  [
    'a privileged container without escalation',
    { '@.securityContext': { privileged: true, allowPrivilegeEscalation: false } },
    ['@.securityContext Invalid'],
  ],
  [
    'SYS_ADMIN without escalation',
    { '@.securityContext': { capabilities: { add: ['CAP_SYS_ADMIN'] }, allowPrivilegeEscalation: false } },
    ['@.securityContext Invalid'],
  ],
  [
    'another capability without escalation',
    { '@.securityContext': { capabilities: { add: ['SYS_ADMIN'] }, allowPrivilegeEscalation: false } },
    [],
  ],
  [
    'an unmasked /proc in the user namespace of the host',
    { '@.securityContext': { procMount: 'Unmasked' } },
    ['@.securityContext.procMount Invalid'],
  ],
  ['an unmasked /proc in its own', { '~.hostUsers': false, '@.securityContext': { procMount: 'Unmasked' } }, []],
  [
    'sysctls',
    {
      '~.securityContext': {
        sysctls: [
          { name: 'net.core.somaxconn', value: '1' },
          { name: 'net.core.somaxconn', value: '1' },
          { name: 'A', value: '' },
        ],
      },
    },
    ['~.securityContext.sysctls[1].name Duplicate', '~.securityContext.sysctls[2].name Invalid'],
  ],
  [
    'a sysctl of the network in the host network',
    { '~.hostNetwork': true, '~.securityContext': { sysctls: [{ name: 'net/core/somaxconn', value: '1' }] } },
    ['~.securityContext.sysctls[0].name Invalid'],
  ],
  [
    'a sysctl of IPC in the host network',
    { '~.hostNetwork': true, '~.securityContext': { sysctls: [{ name: 'kernel.shmmax', value: '1' }] } },
    [],
  ],
  [
    'a Windows pod with fields of Linux',
    {
      '~.os': { name: 'windows' },
      '~.securityContext': { runAsUser: 1 },
      '@.securityContext': { privileged: false, capabilities: {} },
      '~.hostPID': true,
    },
    [
      '~.securityContext.runAsUser Forbidden',
      '~.hostPID Forbidden',
      '@.securityContext.capabilities Forbidden',
      '@.securityContext.privileged Forbidden',
    ],
  ],
  [
    'a Linux pod with options of Windows',
    { '~.os': { name: 'linux' }, '@.securityContext': { windowsOptions: {} } },
    ['@.securityContext.windowsOptions Forbidden'],
  ],
  ['an unknown operating system', { '~.os': { name: 'bsd' } }, ['~.os NotSupported']],
  ['a Windows user', { '~.securityContext': { windowsOptions: { runAsUserName: 'CONTOSO\\svc' } } }, []],
  [
    'a Windows user with two backslashes',
    { '~.securityContext': { windowsOptions: { runAsUserName: 'a\\b\\c' } } },
    ['~.securityContext.windowsOptions.runAsUserName Invalid'],
  ],
  [
    'one host process container among others',
    {
      '@.securityContext': { windowsOptions: { hostProcess: true } },
      '~.containers[1]': { name: 'b', image: 'x', imagePullPolicy: 'Always', terminationMessagePolicy: 'File' },
    },
    ['~ Invalid', '~.hostNetwork Invalid'],
  ],
];

describe('security contexts', () => {
  for (const [title, changes, want, conditions] of ROWS) {
    it(title, () => {
      expect(refusals(changes, conditions)).toEqual(expected(...want));
    });
  }
});

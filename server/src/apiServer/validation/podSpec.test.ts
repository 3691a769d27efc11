import { describe, expect, it } from 'vitest';
import { expected, type Row, refusals } from './testing/table';

const ROWS: readonly Row[] = [
  ['no containers', { '~.containers': [] }, ['~.containers Required']],
  ['no grace period', { '~.terminationGracePeriodSeconds': undefined }, ['~.terminationGracePeriodSeconds Required']],
  ['a negative grace period, which only warns', { '~.terminationGracePeriodSeconds': -1 }, []],
  ['an unknown restart policy', { '~.restartPolicy': 'always' }, ['~.restartPolicy NotSupported']],
  ['an unknown DNS policy', { '~.dnsPolicy': 'Cluster' }, ['~.dnsPolicy NotSupported']],
  ['a node selector', { '~.nodeSelector': { 'kubernetes.io/os': 'linux' } }, []],
  ['a bad node selector', { '~.nodeSelector': { 'kubernetes.io/os': 'a b' } }, ['~.nodeSelector Invalid']],
  [
    'names that are none',
    { '~.serviceAccountName': 'A', '~.nodeName': 'a_b', '~.priorityClassName': 'a b', '~.runtimeClassName': '' },
    ['~.serviceAccountName Invalid', '~.nodeName Invalid', '~.priorityClassName Invalid', '~.runtimeClassName Invalid'],
  ],
  [
    'hostname and subdomain',
    { '~.hostname': 'a.b', '~.subdomain': 'a.b' },
    ['~.hostname Invalid', '~.subdomain Invalid'],
  ],
  [
    'gates',
    {
      '~.readinessGates': [{ conditionType: 'a b' }, { conditionType: 'example.com/ok' }],
      '~.schedulingGates': [{ name: 'a' }, { name: 'a' }],
    },
    ['~.readinessGates[0].conditionType Invalid', '~.schedulingGates[1] Duplicate'],
  ],
  ['an unknown preemption policy', { '~.preemptionPolicy': 'Always' }, ['~.preemptionPolicy NotSupported']],
  ['Never', { '~.preemptionPolicy': 'Never' }, []],
  [
    'ephemeral containers',
    {
      '~.ephemeralContainers': [
        {
          name: 'd',
          image: 'x',
          imagePullPolicy: 'Always',
          terminationMessagePolicy: 'File',
          lifecycle: {},
          targetContainerName: 'none',
        },
      ],
    },
    [
      '~.ephemeralContainers[0].targetContainerName NotFound',
      '~.ephemeralContainers[0].lifecycle Forbidden',
      '~.ephemeralContainers Forbidden',
    ],
  ],
  [
    'hostUsers false beside namespaces of the host',
    { '~.hostUsers': false, '~.hostNetwork': true, '~.hostPID': true, '~.hostIPC': true },
    ['~.hostNetwork Forbidden', '~.HostPID Forbidden', '~.HostIPC Forbidden'],
  ],
  ['hostUsers true beside them', { '~.hostUsers': true, '~.hostNetwork': true, '~.hostPID': true }, []],
  [
    'one process namespace twice over',
    { '~.hostPID': true, '~.shareProcessNamespace': true },
    ['~.securityContext.shareProcessNamespace Invalid'],
  ],
  [
    'the same since 1.37',
    { '~.hostPID': true, '~.shareProcessNamespace': true },
    ['~.shareProcessNamespace Invalid'],
    { minor: 37 },
  ],
  [
    'a hostname override in the host network',
    { '~.hostnameOverride': 'a', '~.hostNetwork': true },
    ['~.hostnameOverride Forbidden'],
  ],
  ['a hostname override of 65 characters', { '~.hostnameOverride': 'a'.repeat(65) }, ['~.hostnameOverride TooLong']],
  ['a hostname override', { '~.hostnameOverride': 'a.b' }, []],
];

describe('pod spec', () => {
  for (const [title, changes, want, conditions] of ROWS) {
    it(title, () => {
      expect(refusals(changes, conditions)).toEqual(expected(...want));
    });
  }
});

import { describe, expect, it } from 'vitest';
import { expected, type Row, refusals } from './testing/table';

const ROWS: readonly Row[] = [
  [
    'an AppArmor annotation for a container that is not there',
    { 'spec.template.metadata.annotations': { 'container.apparmor.security.beta.kubernetes.io/x': 'unconfined' } },
    ['spec.template.annotations[container.apparmor.security.beta.kubernetes.io/x] Invalid'],
  ],
  [
    'an AppArmor annotation',
    { 'spec.template.metadata.annotations': { 'container.apparmor.security.beta.kubernetes.io/main': 'localhost/p' } },
    [],
  ],
  [
    'an unknown AppArmor profile',
    { 'spec.template.metadata.annotations': { 'container.apparmor.security.beta.kubernetes.io/main': 'p' } },
    ['spec.template.annotations[container.apparmor.security.beta.kubernetes.io/main] Invalid'],
  ],
  [
    'annotation and field that disagree',
    {
      'spec.template.metadata.annotations': { 'container.apparmor.security.beta.kubernetes.io/main': 'unconfined' },
      '@.securityContext': { appArmorProfile: { type: 'RuntimeDefault' } },
    },
    ['@.securityContext.appArmorProfile.type Forbidden'],
  ],
  [
    'annotation and pod field that agree',
    {
      'spec.template.metadata.annotations': { 'seccomp.security.alpha.kubernetes.io/pod': 'docker/default' },
      '~.securityContext': { seccompProfile: { type: 'RuntimeDefault' } },
    },
    [],
  ],
  [
    'annotation and pod field that disagree',
    {
      'spec.template.metadata.annotations': { 'seccomp.security.alpha.kubernetes.io/pod': 'localhost/a' },
      '~.securityContext': { seccompProfile: { type: 'Localhost', localhostProfile: 'b' } },
    },
    ['~.securityContext.seccompProfile.localhostProfile Forbidden'],
  ],
  [
    'an unknown seccomp annotation',
    { 'spec.template.metadata.annotations': { 'seccomp.security.alpha.kubernetes.io/pod': 'x' } },
    ['spec.template.annotations.seccomp.security.alpha.kubernetes.io/pod Invalid'],
  ],
  [
    'a deletion cost with a sign',
    { 'spec.template.metadata.annotations': { 'controller.kubernetes.io/pod-deletion-cost': '+1' } },
    ['spec.template.annotations[controller.kubernetes.io/pod-deletion-cost] Invalid'],
  ],
  [
    'a deletion cost',
    { 'spec.template.metadata.annotations': { 'controller.kubernetes.io/pod-deletion-cost': '-100' } },
    [],
  ],
  [
    'a deletion cost of 33 bits',
    { 'spec.template.metadata.annotations': { 'controller.kubernetes.io/pod-deletion-cost': '2147483648' } },
    ['spec.template.annotations[controller.kubernetes.io/pod-deletion-cost] Invalid'],
  ],
  [
    'a mirror annotation',
    { 'spec.template.metadata.annotations': { 'kubernetes.io/config.mirror': 'x' } },
    ['spec.template.annotations[kubernetes.io/config.mirror] Invalid'],
  ],
  [
    'a mirror annotation with a node',
    { 'spec.template.metadata.annotations': { 'kubernetes.io/config.mirror': 'x' }, '~.nodeName': 'n' },
    [],
  ],
  [
    'tolerations in an annotation',
    {
      'spec.template.metadata.annotations': {
        'scheduler.alpha.kubernetes.io/tolerations': '[{"key":"a b","operator":"Exists"}]',
      },
    },
    ['spec.template.annotations.scheduler.alpha.kubernetes.io/tolerations[0].key Invalid'],
  ],
  [
    'an annotation of tolerations that is no JSON',
    { 'spec.template.metadata.annotations': { 'scheduler.alpha.kubernetes.io/tolerations': '[' } },
    ['spec.template.annotations Invalid'],
  ],
];

describe('annotations of the pod template', () => {
  for (const [title, changes, want, conditions] of ROWS) {
    it(title, () => {
      expect(refusals(changes, conditions)).toEqual(expected(...want));
    });
  }
});

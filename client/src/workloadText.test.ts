import { expect, it } from 'vitest';
import { mentionsWorkload } from './workloadText';

it.each([
  'apiVersion: apps/v1\nkind: StatefulSet\n',
  'kind: DaemonSet # the agent\r\nmetadata: {}\r\n',
  '"kind": "StatefulSet",\n',
  '- kind: DaemonSet\n',
  'items:\n  - apiVersion: apps/v1\n    kind: StatefulSet\n',
  "kind: 'DaemonSet'",
  '{\n  "kind": "DaemonSet"}',
])('sees a workload in %j', (text) => expect(mentionsWorkload(text)).toBe(true));

it.each([
  'kind: Deployment\n',
  '# kind: DaemonSet\n',
  'kinds: StatefulSet\n',
  'kind: StatefulSetList\n',
  '',
  'name: kind: DaemonSet',
])('sees none in %j', (text) => expect(mentionsWorkload(text)).toBe(false));

import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-pod-fqdn-too-long';
const set = (service: string, value = 'true') =>
  statefulSet('', `      setHostnameAsFQDN: ${value}\n`).replace('serviceName: nginx', `serviceName: ${service}`);
const long = 'a-service-with-a-rather-long-name';

it('finds a host name that the kernel refuses', () => {
  const [finding] = findingsOf(id, set(long));
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.template.spec.setHostnameAsFQDN', marked: 'true' });
  expect(finding?.message).toContain(`web-2.${long}.default.svc.cluster.local: 65 characters`);
});
it('takes 64 characters, and pods that keep their short name', () => {
  expect(findingsOf(id, set(long.slice(1).replace(/^-/, 'b').slice(0, -1)))).toEqual([]);
  expect(findingsOf(id, set(long, 'false'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set(long)}  "`)).toEqual([]);
});

import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-service-name-qualified';
const named = (name: string) => statefulSet().replace('serviceName: nginx', `serviceName: ${name}`);

it('finds a name with its domain', () => {
  const [finding] = findingsOf(id, named('nginx.default.svc'), { version: '1.32' });
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.serviceName', marked: 'nginx.default.svc' });
  expect(finding?.fixes).toMatchObject([{ preferred: true, result: named('nginx') }]);
});
it('leaves it to the API server since 1.33', () => {
  expect(findingsOf(id, named('nginx.default.svc'), { version: '1.33' })).toEqual([]);
});
it('takes a bare name', () => {
  expect(findingsOf(id, named('nginx'), { version: '1.32' })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${named('a.b')}  "`, { version: '1.32' })).toEqual([]);
});

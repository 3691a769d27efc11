import { expect, it } from 'vitest';
import { file, service } from '../fixtures';
import { findingsOf, statefulSet } from '../testing';

const id = 'headless-service-ignores';
const nginx = (more: string, ip = 'None') => service('nginx', `  clusterIP: ${ip}\n${more}  selector:\n    app: web\n`);

it('finds what has no effect', () => {
  const [finding] = findingsOf(id, file(nginx('  sessionAffinity: ClientIP\n'), statefulSet()));
  expect(finding).toMatchObject({ category: 'style', field: 'spec.sessionAffinity', marked: 'ClientIP' });
  expect(finding?.fixes).toMatchObject([{ preferred: true, result: nginx('') }]);
});
it('takes defaults, and Services with an address', () => {
  expect(findingsOf(id, file(nginx('  sessionAffinity: None\n'), statefulSet()))).toEqual([]);
  expect(findingsOf(id, file(nginx('  sessionAffinity: ClientIP\n', '10.0.0.10'), statefulSet()))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${nginx('  sessionAffinity: ClientIP\n')}  "`, statefulSet()))).toEqual([]);
});

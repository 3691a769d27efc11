import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-bootstrap-needs-order';
const set = (script: string, policy = 'Parallel') =>
  `${statefulSet(`  podManagementPolicy: ${policy}\n`)}          command:\n            - bash\n            - -c\n            - |\n${script
    .split('\n')
    .map((line) => `              ${line}\n`)
    .join('')}`;
const JOIN = 'if [ "$HOSTNAME" = web-0 ]; then exec serve; fi\nmysql -h web-0.nginx -e "join"\nexec serve';

it('finds a join that is tried once', () => {
  expect(findingsOf(id, set(JOIN))).toMatchObject([
    { category: 'risk', field: 'spec.podManagementPolicy', marked: 'Parallel' },
  ]);
});
it('finds a copy from the pod before', () => {
  const script = '[[ $HOSTNAME =~ -([0-9]+)$ ]]; n=1\nncat --recv-only web-$(($n-1)).nginx 3307 > /data/dump';
  expect(findingsOf(id, set(script))[0]?.message).toContain('the pod before');
  expect(findingsOf(id, set(script, 'OrderedReady'))).toEqual([]);
});
it('takes OrderedReady, a join that tries again, and servers that do so by themselves', () => {
  expect(findingsOf(id, set(JOIN, 'OrderedReady'))).toEqual([]);
  expect(
    findingsOf(id, set(JOIN.replace('mysql', 'until mysqladmin ping -h web-0.nginx; do sleep 1; done\nmysql'))),
  ).toEqual([]);
  expect(findingsOf(id, set('if [ "$HOSTNAME" = web-0 ]; then exec serve; fi\nexec serve --join=web-0.nginx'))).toEqual(
    [],
  );
  expect(findingsOf(id, set('exec serve'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set(JOIN)}  "`)).toEqual([]);
});
it('starts them in order', () => {
  const [fix] = findingsOf(id, set(JOIN))[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: false, result: set(JOIN, 'OrderedReady') });
});

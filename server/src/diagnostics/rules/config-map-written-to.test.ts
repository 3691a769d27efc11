import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'config-map-written-to';
const set = (lines: string, source = 'configMap: {name: conf}') =>
  `${statefulSet('', `      volumes: [{name: conf, ${source}}, {name: work, emptyDir: {}}]\n`)}          volumeMounts: [{name: conf, mountPath: /conf}, {name: work, mountPath: /work}]\n          ${lines}\n`;
const script = (text: string) => `command: [sh, -c, ${JSON.stringify(text)}]`;

it.each([
  'command: [redis-sentinel]\n          args: [/conf/sentinel.conf]',
  'command: [redis-server, /conf/sentinel.conf, --sentinel]',
  'args: [redis-sentinel, /conf/sentinel.conf]',
  script('exec redis-sentinel /conf/sentinel.conf'),
])('finds a Sentinel: %s', (lines) => {
  const [finding, ...more] = findingsOf(id, set(lines));
  expect(more).toEqual([]);
  expect(finding?.category).toBe('broken');
  expect(finding?.message).toContain('Sentinel keeps its state in /conf/sentinel.conf');
});
it.each([
  'sed -i "s/a/b/" /conf/app.conf; exec app',
  'echo "id=$HOSTNAME" >> /conf/app.conf && exec app',
  'cp /etc/app.conf /conf/app.conf; exec app',
  'if true; then sed -i -e s/a/b/ /conf/app.conf; fi; exec app',
])('finds a script: %s', (text) => {
  expect(findingsOf(id, set(script(text)))).toMatchObject([{ field: 'spec.template.spec.containers[0].command' }]);
});
it.each([
  'cp /conf/app.conf /work/app.conf; sed -i s/a/b/ /work/app.conf; exec app',
  'sed s/a/b/ /conf/app.conf > /work/app.conf; exec app',
  'sed -i s/a/b/ /conf/app.conf || true; exec app',
  'exec redis-sentinel /work/sentinel.conf',
  'exec redis-server /conf/redis.conf',
  'exec app --config /conf/app.conf 2>/dev/null',
])('takes %s', (text) => {
  expect(findingsOf(id, set(script(text)))).toEqual([]);
});
it('takes a volume that can be written, and is silent in a text that cannot be read', () => {
  const sentinel = 'command: [redis-sentinel, /conf/sentinel.conf]';
  expect(findingsOf(id, set(sentinel, 'emptyDir: {}'))).toEqual([]);
  expect(findingsOf(id, set(sentinel, 'secret: {secretName: conf}'))).toHaveLength(1);
  expect(findingsOf(id, `${set(sentinel)} "`)).toEqual([]);
});
it('finds a copy onto a mount that is read-only', () => {
  const install = script('cp -f /plugins/bridge /work/');
  const readOnly = set(install).replace('mountPath: /work}', 'mountPath: /work, readOnly: true}');
  expect(findingsOf(id, readOnly)).toMatchObject([
    { field: 'spec.template.spec.containers[0].volumeMounts[1].readOnly' },
  ]);
  expect(findingsOf(id, set(install))).toEqual([]);
});

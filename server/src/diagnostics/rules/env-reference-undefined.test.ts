import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'env-reference-undefined';
const NAME =
  '          - name: POD_NAME\n            valueFrom:\n              fieldRef:\n                fieldPath: metadata.name\n';
const variable = (value: string) => `          - name: ADDRESS\n            value: ${value}\n`;
const set = (...env: string[]) => `${statefulSet()}${env.length > 0 ? `          env:\n${env.join('')}` : ''}`;

it('finds a variable that is defined later', () => {
  const [finding, ...more] = findingsOf(id, set(variable('$(POD_NAME).web'), NAME));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.template.spec.containers[0].env[0].value' });
  expect(finding?.message).toContain('Move POD_NAME up');
});
it('finds a variable in the style of a shell', () => {
  const [finding, ...more] = findingsOf(id, set(NAME, variable(`\${POD_NAME}.web`)));
  expect(more).toEqual([]);
  expect(finding?.message).toContain('replaces $(POD_NAME)');
  expect(finding?.fixes[0]).toMatchObject({ preferred: true, result: set(NAME, variable('$(POD_NAME).web')) });
  expect(findingsOf(id, set(NAME, variable('$POD_NAME.web')))).toHaveLength(1);
  expect(findingsOf(id, set(NAME, variable('$OTHER.web')))).toEqual([]);
  expect(findingsOf(id, set(NAME, variable('$POD_NAME.web').replace('ADDRESS', 'JAVA_OPTS')))).toEqual([]);
});
it('finds one that is nowhere, and takes the nearest', () => {
  const [finding] = findingsOf(id, set(NAME, variable('$(POD_NAMES).web')));
  expect(finding?.fixes[0]).toMatchObject({ preferred: true, result: set(NAME, variable('$(POD_NAME).web')) });
  const args = `${set(NAME)}          args: [--name=$(POD_NAME), --ip=$(POD_IP)]\n`;
  expect(findingsOf(id, args)).toMatchObject([{ field: 'spec.template.spec.containers[0].args[1]' }]);
});
it('looks into the objects of envFrom', () => {
  const text = `${set(variable('$(HOST_NAME)'))}          envFrom:\n          - configMapRef:\n              name: conf\n`;
  const config = (key: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: conf\ndata:\n  ${key}: a\n`;
  expect(findingsOf(id, text)).toEqual([]);
  expect(findingsOf(id, text, { others: config('HOST_NAME') })).toEqual([]);
  expect(findingsOf(id, text, { others: config('OTHER') })).toHaveLength(1);
});
it('takes what is defined, escaped, of a Service, or the shell’s own', () => {
  expect(findingsOf(id, set(NAME, variable('$(POD_NAME).web')))).toEqual([]);
  expect(findingsOf(id, set(variable('$$(POD_NAME)')))).toEqual([]);
  expect(findingsOf(id, set(variable('$(WEB_SERVICE_HOST)')))).toEqual([]);
  expect(findingsOf(id, `${set()}          command: [sh, -c, "echo $(HOSTNAME)"]\n`)).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set(variable('$(POD_NAME)'))} "`)).toEqual([]);
});

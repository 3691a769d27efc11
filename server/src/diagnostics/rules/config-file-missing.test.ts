import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'config-file-missing';
const config = (key: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: conf\ndata:\n  ${key}: a\n`;
const agent = (args: string, items = '', more = '') =>
  `${daemonSet('', `      volumes:\n      - name: conf\n        configMap:\n          name: conf\n${items}`)}          args: [${args}]\n          volumeMounts:\n          - name: conf\n            mountPath: /etc/agent\n${more}`;

it('finds a file that the ConfigMap does not bring', () => {
  expect(findingsOf(id, agent('--config=/etc/agent/agent.yaml'), { others: config('agent.yml') })).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[0].args[0]' },
  ]);
  const items = '          items:\n          - key: a\n            path: b.yaml\n';
  expect(findingsOf(id, agent('-c, /etc/agent/a.yaml', items))).toMatchObject([
    { field: 'spec.template.spec.containers[0].args[1]' },
  ]);
});
it('takes files that are there, files elsewhere, and ConfigMaps that are not at hand', () => {
  expect(findingsOf(id, agent('--config=/etc/agent/agent.yaml'), { others: config('agent.yaml') })).toEqual([]);
  expect(findingsOf(id, agent('--config=/etc/other/agent.yaml'), { others: config('a.yaml') })).toEqual([]);
  expect(findingsOf(id, agent('--config=/etc/agent/*.yaml'), { others: config('a.yaml') })).toEqual([]);
  expect(findingsOf(id, agent('--config=/etc/agent/agent.yaml'))).toEqual([]);
  const file = agent('--config=/etc/agent/agent.yaml', '', '            subPath: agent.yaml\n');
  expect(findingsOf(id, file, { others: config('a.yaml') })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${agent('--config=/etc/agent/a.yaml')}x: "`, { others: config('b.yaml') })).toEqual([]);
});

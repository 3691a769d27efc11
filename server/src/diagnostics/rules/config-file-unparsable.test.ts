import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'config-file-unparsable';
const set = statefulSet('', '      volumes: [{name: config, configMap: {name: config}}]\n');
const map = (key: string, value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: config\ndata:\n  ${key}: |\n${value
    .split('\n')
    .map((line) => `    ${line}\n`)
    .join('')}`;
const found = (key: string, value: string, others = set) => findingsOf(id, map(key, value), { others });

it('finds JSON that no parser reads', () => {
  expect(found('config.json', '{\n  "port": 80,\n}')).toMatchObject([
    { category: 'broken', field: 'data[config.json]', marked: 'config.json' },
  ]);
  expect(found('config.json', '{\n  "port": 80,\n}')[0]?.message).toContain('line 2');
  expect(found('config.json', '{"port": 80 "host": "a"}')).toHaveLength(1);
  expect(found('config.json', "{'port': 80}")).toHaveLength(1);
});
it('finds YAML that no parser reads', () => {
  const [finding, ...more] = found('config.yaml', 'server:\n\tport: 80');
  expect(more).toEqual([]);
  expect(finding?.message).toContain('line 2');
  expect(found('app.yml', 'a: "b\nc: d')).toHaveLength(1);
});
it('finds lines that are joined', () => {
  const folded = (key: string, value: string) =>
    findingsOf(id, map(key, value).replace(': |', ': >-'), { others: set });
  expect(folded('chrony.conf', 'pool a\ndriftfile b')).toMatchObject([{ field: 'data[chrony.conf]' }]);
  expect(folded('chrony.conf', 'pool a')).toEqual([]);
  expect(folded('start.sh', 'exec app\n--verbose')).toEqual([]);
});
it.each([
  ['config.json', '{"port": 80}'],
  ['config.json', '// port\n{"port": 80 /* http */}'],
  ['config.json', '{"port": {{ port }},}'],
  ['config.json', `{"port": \${PORT},}`],
  ['lines.json', '{"a": 1}\n{"a": 2}'],
  ['config.yaml', 'a: 1\n---\nb: [1, 2]'],
  ['config.yaml', 'a: !secret b'],
  ['config.txt', '{,'],
])('takes %s: %s', (key, value) => {
  expect(found(key, value)).toEqual([]);
});
it('is silent where neither a set nor a daemon mounts it, and in a text that cannot be read', () => {
  expect(found('config.json', '{,}', statefulSet())).toEqual([]);
  expect(findingsOf(id, `${map('config.json', '{,}')}  x: "`, { others: set })).toEqual([]);
});

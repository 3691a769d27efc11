import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'exec-without-shell';
const probe = (command: string) =>
  `${statefulSet()}          livenessProbe: {timeoutSeconds: 5, exec: {command: ${command}}}\n`;
const command = (text: string) => `${statefulSet()}          command: ${text}\n`;

it.each([
  ['["redis-cli ping"]', 0],
  ['[cat, /tmp/alive, "|", grep, ok]', 2],
  ['[pg_isready, "&&", true]', 1],
  ['[sh, -c, redis-cli, ping]', 3],
  ['[bash, "test -f /a && test -f /b"]', 1],
] as const)('finds in a probe: %s', (text, index) => {
  expect(findingsOf(id, probe(text))).toMatchObject([
    { category: 'broken', field: `spec.template.spec.containers[0].livenessProbe.exec.command[${index}]` },
  ]);
});
it('finds it in a container, its arguments too', () => {
  expect(findingsOf(id, command('["/bin/app --serve"]'))).toHaveLength(1);
  expect(findingsOf(id, command('[/bin/app, --port, $PORT]'))[0]?.message).toContain('$(PORT)');
  expect(findingsOf(id, `${command('[/bin/app]')}          args: [">", /log]\n`)).toMatchObject([
    { field: 'spec.template.spec.containers[0].args[0]' },
  ]);
});
it('finds an option and its value in one item, and a variable that is defined', () => {
  const args = (text: string) => `${statefulSet()}          env: [{name: NAME, value: a}]\n          args: ${text}\n`;
  expect(findingsOf(id, args('["--config /etc/app.yaml"]'))).toMatchObject([
    { field: 'spec.template.spec.containers[0].args[0]' },
  ]);
  expect(findingsOf(id, args('[--name, $NAME]'))).toHaveLength(1);
  expect(findingsOf(id, args('[--name, $OTHER]'))).toEqual([]);
  expect(findingsOf(id, args('["--title=a b", --query, "-x y"]'))).toEqual([]);
});
it('finds what only a shell replaces within an argument', () => {
  const args = (text: string, more = '') =>
    findingsOf(id, `${statefulSet()}          env: [{name: NODE, value: a}]\n          ${more}args: ${text}\n`);
  expect(args(`["--node=\${NODE}"]`)[0]?.message).toContain('$(NODE)');
  expect(args('[--verbose, "--node=$NODE:80"]')).toMatchObject([
    { field: 'spec.template.spec.containers[0].args[1]', marked: '"--node=$NODE:80"' },
  ]);
  expect(args(`["--node=\${OTHER}"]`)).toEqual([]);
  expect(args(`["--spring.name=\${NODE}"]`)).toEqual([]);
  expect(args(`["-Enode.name=\${NODE}"]`)).toEqual([]);
  expect(args('["--node=$(NODE)", "--pattern=^a$"]')).toEqual([]);
  expect(args(`["\${NODE}", /in]`, 'command: [envsubst]\n          ')).toEqual([]);
  expect(args('["--name=$(hostname -f)"]', 'command: [/bin/app]\n          ')[0]?.message).toContain('hostname -f');
});
it('finds quotes that reach the program', () => {
  const args = (text: string) => findingsOf(id, `${statefulSet()}          args: ${text}\n`);
  expect(args(`['--level="info"']`)).toMatchObject([{ field: 'spec.template.spec.containers[0].args[0]' }]);
  expect(
    args(`['--selector={app="web"}', '--level=info', '--json={"a":1}', '-on-start="/start.sh"', '--expr=a="b"']`),
  ).toEqual([]);
  expect(findingsOf(id, command(`[sh, -c, 'app --level="info"']`))).toEqual([]);
});
it('finds a pattern that nobody expands', () => {
  expect(findingsOf(id, command('[rm, -rf, "/data/tmp/*"]'))).toMatchObject([
    { field: 'spec.template.spec.containers[0].command[2]' },
  ]);
  expect(findingsOf(id, command('[sh, -c, "rm -rf /data/tmp/*"]'))).toEqual([]);
  expect(findingsOf(id, command('[/bin/app, "/data/*"]'))).toEqual([]);
});
it.each([
  '[sh, -c, "cat /tmp/alive | grep ok"]',
  '[sh, -c, "exec $0", redis-cli]',
  '[sh, /scripts/run.sh]',
  '[/bin/app, --port, $(PORT)]',
  '[find, /tmp, -name, "*", -exec, rm, "{}", ";"]',
  '["/opt/{{ name }} x"]',
  '[bash, -ec, "a\\nb"]',
  '[/bin/app, "--filter=a && b"]',
])('takes %s', (text) => {
  expect(findingsOf(id, command(text))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${probe('["redis-cli ping"]')} "`)).toEqual([]);
});

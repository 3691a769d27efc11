import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'main-process-ends';
const run = (lines: string, image = 'registry.example.com/app:1.0.0') =>
  findingsOf(id, `${statefulSet().replace('registry.k8s.io/nginx-slim:0.27', image)}          ${lines}\n`);

it.each([
  ['args: [--daemonize, "yes"]', 'redis:7.4.1'],
  ['command: [redis-server, /etc/redis.conf, --daemonize, "yes"]'],
  ['command: [mongod, --fork, --logpath, /var/log/mongo.log]'],
  ['command: [nginx]'],
  ['command: [sh, -c, "envsubst < /a > /b; nginx"]'],
  ['command: [sh, -c, "/setup.sh && service cron start"]'],
  ['command: [/opt/bin/zkServer.sh, start]'],
  ['command: [sh, -c, "/app/server --port 80 &"]'],
  ['command: [sh, -c, "sysctl -w vm.max_map_count=262144"]'],
  ['command: [sysctl, -w, vm.max_map_count=262144]'],
  ['command: [sh, -c, "echo ready; sleep 5"]'],
] as const)('finds %s', (lines, image?: string) => {
  const field = `spec.template.spec.containers[0].${lines.slice(0, lines.indexOf(':'))}`;
  expect(run(lines, image)).toMatchObject([{ category: 'broken', field }]);
});
it('names the program', () => {
  expect(run('command: [sh, -c, "/app/server --port 80 &"]')[0]?.message).toContain('exec server');
});
it.each([
  ['args: [--appendonly, "yes"]', 'redis:7.4.1'],
  ['command: [nginx, -g, "daemon off;"]'],
  ['command: [sh, -c, "nginx && tail -f /var/log/nginx/access.log"]'],
  ['command: [sh, -c, "/app/server & wait"]'],
  ['command: [sh, -c, "/app/worker & exec /app/server"]'],
  ['command: [sh, -c, "sysctl -w vm.max_map_count=262144 && sleep infinity"]'],
  ['command: [sh, -c, "while true; do date; sleep 5; done"]'],
  ['command: [sleep, "3600"]'],
  ['command: [sh, -c, "sysctl -w a=1; exec /pause"]'],
  ['command: [sh, -c, "if test -f /a; then touch /b; fi"]'],
  ['command: [sh, -c, "echo a | /app/server"]'],
  ['command: [cassandra, -f]'],
  ['command: [/opt/bin/zkServer.sh, start-foreground]'],
  ['args: [echo, a]'],
  ['command: [nginx]\n          volumeMounts: [{name: a, mountPath: /etc/nginx}]'],
] as const)('takes %s', (lines, image?: string) => {
  expect(run(lines, image)).toEqual([]);
});
it('takes an init container', () => {
  const pod = '      initContainers: [{name: a, image: "busybox:1.37.0", command: [sysctl, -w, a=1]}]\n';
  expect(findingsOf(id, statefulSet('', pod))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${statefulSet()}          command: [nginx]\n "`)).toEqual([]);
});

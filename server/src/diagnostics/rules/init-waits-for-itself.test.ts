import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'init-waits-for-itself';
const init = (script: string, more = '') =>
  `      initContainers:\n        - name: wait\n          image: busybox:1.37.0\n${more}          command:\n            - sh\n            - -c\n            - |\n${script
    .split('\n')
    .map((line) => `              ${line}\n`)
    .join('')}`;
const set = (script: string, spec = '', more = '') => statefulSet(spec, init(script, more));
const service = (name: string, more = 'clusterIP: None') =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {${more}, selector: {app: web}}\n`;
const WAIT = 'until nc -z nginx 80; do sleep 2; done';

it('finds a wait for a later pod', () => {
  for (const script of [
    'until nslookup web-2.nginx; do sleep 2; done',
    'for i in 0 1 2; do until nslookup web-$i.nginx; do sleep 2; done; done',
    'for i in $(seq 0 2); do until nc -z web-$i.nginx 80; do sleep 1; done; done',
  ])
    expect(findingsOf(id, set(script))).toMatchObject([
      { category: 'broken', field: 'spec.template.spec.initContainers[0].command', marked: 'command' },
    ]);
  expect(findingsOf(id, set('until nslookup web-2.nginx; do sleep 2; done'))[0]?.message).toContain('web-2');
});
it('finds a wait for the own Service, or the own pod', () => {
  expect(findingsOf(id, set(WAIT))[0]?.message).toContain('nginx answers');
  expect(
    findingsOf(id, set(WAIT.replace('nginx', 'client')), { others: service('client', 'type: ClusterIP') }),
  ).toHaveLength(1);
  expect(findingsOf(id, set('until curl -s http://web-0.nginx:80/; do sleep 1; done'))[0]?.message).toContain('itself');
  const named = set(
    'until nc -z $TARGET 80; do sleep 2; done',
    '',
    '          env: [{name: TARGET, value: nginx.prod.svc}]\n',
  );
  expect(findingsOf(id, named)).toHaveLength(1);
});
it('finds a wait for a container of the same pod', () => {
  const local = 'until nc -z 127.0.0.1 5432; do sleep 1; done; exec /app/migrate';
  const port = '          ports: [{containerPort: 5432}]\n';
  const [finding, ...more] = findingsOf(id, set(local) + port);
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ field: 'spec.template.spec.initContainers[0].command' });
  expect(finding?.message).toContain('port 5432 of the pod itself');
  expect(findingsOf(id, set('until curl -sf http://localhost:5432/; do sleep 1; done') + port)).toHaveLength(1);
  expect(findingsOf(id, set(local))).toEqual([]);
  expect(findingsOf(id, set(local.replace('until', 'postgres & until')) + port)).toEqual([]);
  expect(
    findingsOf(id, set(local).replace('initContainers:', 'hostNetwork: true\n      initContainers:') + port),
  ).toEqual([]);
  const sidecar =
    'initContainers:\n        - {name: proxy, image: "a:1", restartPolicy: Always, ports: [{containerPort: 5432}]}';
  expect(findingsOf(id, set(local).replace('initContainers:', sidecar) + port)).toEqual([]);
});
it('finds a look-up of the own headless Service that hides pods which are not ready', () => {
  const script = 'until nslookup nginx; do sleep 2; done';
  expect(findingsOf(id, set(script), { others: service('nginx') })).toHaveLength(1);
  expect(
    findingsOf(id, set(script), { others: service('nginx', 'clusterIP: None, publishNotReadyAddresses: true') }),
  ).toEqual([]);
  expect(findingsOf(id, set(script), { others: service('nginx', 'type: ClusterIP') })).toEqual([]);
});
it('finds it in a DaemonSet', () => {
  const others = service('front', 'type: ClusterIP').replace('app: web', 'app: agent');
  expect(findingsOf(id, daemonSet('', init(WAIT.replace('nginx', 'front'))), { others })).toHaveLength(1);
});
it('finds a hook that waits, and a question for the own rollout', () => {
  const hook = (script: string) =>
    `${statefulSet()}          lifecycle:\n            postStart:\n              exec: {command: [sh, -c, '${script}']}\n`;
  expect(findingsOf(id, hook('until nc -z nginx 80; do sleep 1; done'), { others: service('nginx') })).toMatchObject([
    { field: 'spec.template.spec.containers[0].lifecycle.postStart' },
  ]);
  expect(findingsOf(id, hook('until nslookup web-1.nginx; do sleep 1; done'))[0]?.message).toContain('web-1');
  expect(findingsOf(id, hook('until nc -z database 5432; do sleep 1; done'), { others: service('nginx') })).toEqual([]);
  expect(findingsOf(id, set('kubectl rollout status statefulset/web'))[0]?.message).toContain('rolled out');
});
it('finds a start script that waits for a later pod', () => {
  const main = (script: string, probe = '          readinessProbe: {tcpSocket: {port: 80}}\n') =>
    `${statefulSet()}          command: [sh, -c, '${script}']\n${probe}`;
  const script = 'until nslookup web-1.nginx; do sleep 1; done; exec serve';
  expect(findingsOf(id, main(script))).toMatchObject([{ field: 'spec.template.spec.containers[0].command' }]);
  expect(findingsOf(id, main(script, ''))).toEqual([]);
  expect(findingsOf(id, main('(until nslookup web-1.nginx; do sleep 1; done; join) & exec serve'))).toEqual([]);
});
it('takes earlier pods, other Services, conditions, and Parallel', () => {
  for (const script of [
    'until nslookup web-0.nginx; do sleep 2; done',
    'until nc -z database 5432; do sleep 2; done',
    'until nc -z nginx-backend 80; do sleep 2; done',
    '[ "$HOSTNAME" = web-0 ] && exit 0\nuntil nc -z nginx 80; do sleep 2; done',
    'nc -z nginx 80 || true; while false; do :; done',
  ])
    expect(findingsOf(id, set(script)), script).toEqual([]);
  expect(
    findingsOf(id, set('until nslookup web-2.nginx; do sleep 2; done', '  podManagementPolicy: Parallel\n')),
  ).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set(WAIT)}  "`)).toEqual([]);
});

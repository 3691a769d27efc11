import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'probe-port-unknown';
const pod = (ports: string, probe: string) =>
  `${statefulSet()}          ports: [${ports}]
          ${probe}
`;
const http = '{name: http, containerPort: 8080}';

it('finds a name that no port has', () => {
  const [finding, ...more] = findingsOf(id, pod(http, 'readinessProbe: {tcpSocket: {port: htpp}}'));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    category: 'broken',
    field: 'spec.template.spec.containers[0].readinessProbe.tcpSocket.port',
    marked: 'htpp',
  });
  expect(finding?.message).toContain('http');
});
it('finds it in a hook, and in a container without ports', () => {
  expect(findingsOf(id, pod(http, 'lifecycle: {preStop: {httpGet: {port: admin}}}'))).toHaveLength(1);
  expect(findingsOf(id, pod('', 'livenessProbe: {httpGet: {port: http}}'))).toHaveLength(1);
});
it('says that the name belongs to another container', () => {
  const sidecar =
    '        - name: proxy\n          image: example.com/proxy:1\n          ports: [{name: admin, containerPort: 9}]\n';
  const [finding] = findingsOf(id, pod(http, 'livenessProbe: {httpGet: {port: admin}}') + sidecar);
  expect(finding?.message).toContain('container proxy');
});
it('finds a slip of the declared number', () => {
  const port = '{name: health, containerPort: 13133}';
  expect(findingsOf(id, pod(port, 'readinessProbe: {httpGet: {port: 13134}}'))).toHaveLength(1);
  expect(findingsOf(id, pod(port, 'readinessProbe: {httpGet: {port: 13313}}'))).toHaveLength(1);
});
it('finds that TCP cannot reach UDP', () => {
  const [finding] = findingsOf(
    id,
    pod('{name: dns, containerPort: 53, protocol: UDP}', 'livenessProbe: {tcpSocket: {port: dns}}'),
  );
  expect(finding?.message).toContain('UDP');
});
it('finds a slip of the number that another probe asks', () => {
  const other = 'startupProbe: {tcpSocket: {port: http}}\n          livenessProbe: {tcpSocket: {port: 8081}}';
  expect(findingsOf(id, pod(http, other))).toHaveLength(1);
  expect(findingsOf(id, pod(http, 'livenessProbe: {tcpSocket: {port: 8081}}'))).toEqual([]);
});
it('takes declared ports, undeclared numbers, and numbers that are written elsewhere', () => {
  expect(findingsOf(id, pod(http, 'readinessProbe: {tcpSocket: {port: http}}'))).toEqual([]);
  expect(findingsOf(id, pod(http, 'readinessProbe: {tcpSocket: {port: 8080}}'))).toEqual([]);
  expect(findingsOf(id, pod(http, 'readinessProbe: {tcpSocket: {port: 9100}}'))).toEqual([]);
  expect(
    findingsOf(id, pod(http, 'args: ["--health=:8081"]\n          livenessProbe: {httpGet: {port: 8081}}')),
  ).toEqual([]);
  expect(findingsOf(id, pod('', 'readinessProbe: {tcpSocket: {port: 8080}}'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${pod(http, 'readinessProbe: {tcpSocket: {port: htpp}}')} "`)).toEqual([]);
});
it('asks the port that is meant', () => {
  const [fix] = findingsOf(id, pod(http, 'readinessProbe: {tcpSocket: {port: htpp}}'))[0]?.fixes ?? [];
  expect(fix?.preferred).toBe(true);
  expect(findingsOf(id, fix?.result ?? '')).toEqual([]);
});

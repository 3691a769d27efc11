import { expect, it } from 'vitest';
import { workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'development-mode';
const set = (image: string, container: string) => workload('StatefulSet', 'db', { image, container });

it.each([
  ['hashicorp/vault:1.18.4', 'args: [server, -dev]', 'args[1]'],
  ['openbao/openbao:2.1.1', 'args: [server, -dev]', 'args[1]'],
  ['hashicorp/consul:1.20.2', 'args: [agent, -dev, -client=0.0.0.0]', 'args[1]'],
  ['quay.io/keycloak/keycloak:26.0', 'args: [start-dev]', 'args[0]'],
  ['hashicorp/vault:1.18.4', 'command: [sh, -c, "exec vault server -dev"]', 'command[2]'],
])('finds %s %s', (image, line, field) => {
  expect(findingsOf(id, set(image, `          ${line}\n`))).toMatchObject([
    { category: 'risk', field: `spec.template.spec.containers[0].${field}` },
  ]);
});
it('takes a server with a configuration, other programs, and a text that cannot be read', () => {
  expect(findingsOf(id, set('hashicorp/vault:1.18.4', '          args: [server, -config=/vault]\n'))).toEqual([]);
  expect(findingsOf(id, set('quay.io/keycloak/keycloak:26.0', '          args: [start]\n'))).toEqual([]);
  expect(findingsOf(id, set('registry.example.com/app:1', '          args: [-dev]\n'))).toEqual([]);
  expect(findingsOf(id, `${set('hashicorp/vault:1.18.4', '          args: [server, -dev]\n')} "`)).toEqual([]);
});
it('finds storage in memory', () => {
  const pod = '      volumes: [{name: conf, configMap: {name: conf}}]\n';
  const container = '          volumeMounts: [{name: conf, mountPath: /vault/config}]\n';
  const conf = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf}\ndata:\n  vault.hcl: storage "inmem" {}\n';
  const vault = workload('StatefulSet', 'vault', { image: 'hashicorp/vault:1.18.4', pod, container });
  expect(findingsOf(id, `${vault}---\n${conf}`)).toMatchObject([{ field: 'spec.template.spec.containers[0]' }]);
  expect(findingsOf(id, `${vault}---\n${conf.replace('inmem', 'raft')}`)).toEqual([]);
});

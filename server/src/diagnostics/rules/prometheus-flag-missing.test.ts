import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'prometheus-flag-missing';
const RELOADER =
  'name: reloader, image: "jimmidyson/configmap-reload:v0.14.0", args: ["--webhook-url=http://127.0.0.1:9090/-/reload"]';
const THANOS =
  'name: thanos, image: "quay.io/thanos/thanos:v0.37.2", args: [sidecar, --objstore.config-file=/etc/store.yaml]';
const run = (args: string, sidecar: string) =>
  findingsOf(
    id,
    `${statefulSet().replace('registry.k8s.io/nginx-slim:0.27', 'quay.io/prometheus/prometheus:v3.1.0')}          args: ${args}\n        - {${sidecar}}\n`,
  );
const BLOCKS = '--storage.tsdb.min-block-duration=2h, --storage.tsdb.max-block-duration=2h';

it('finds a reloader that is refused', () => {
  expect(run('[--config.file=/etc/prometheus.yml]', RELOADER)).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[0].args' },
  ]);
});
it('finds blocks that Thanos does not take', () => {
  expect(run('[--config.file=/etc/prometheus.yml]', THANOS)[0]?.message).toContain('uploads blocks');
  expect(run('[--storage.tsdb.max-block-duration=4h]', THANOS)).toHaveLength(1);
});
it('takes the flags, and sidecars that ask for nothing', () => {
  expect(run('[--web.enable-lifecycle]', RELOADER)).toEqual([]);
  expect(run(`[${BLOCKS}]`, THANOS)).toEqual([]);
  expect(run('[--storage.tsdb.max-block-duration=2h]', THANOS)).toEqual([]);
  expect(
    run('[--config.file=/etc/a]', THANOS.replace('--objstore.config-file=/etc/store.yaml', '--tsdb.path=/d')),
  ).toEqual([]);
  expect(run('[--config.file=/etc/a]', RELOADER.replace('9090', '9093'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(run('[--config.file=/etc/a]', `${RELOADER}, x: "`)).toEqual([]);
});

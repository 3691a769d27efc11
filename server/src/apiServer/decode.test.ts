import { describe, expect, it } from 'vitest';
import { storedTime } from './storedTime';
import { daemonSet, judgeText, statefulSet } from './testing';

/** `check@field` of every decoding error. */
function refusals(text: string, version = '1.37'): readonly string[] {
  const judgement = judgeText(text, version);
  return judgement.stage === 'decoding' ? judgement.errors.map(({ check, field }) => `${check}@${field}`) : [];
}

describe('unknown fields', () => {
  it('are refused with the nearest known name', () => {
    const judgement = judgeText(statefulSet('replica: 3'));
    expect(judgement.stage).toBe('decoding');
    expect(judgement.errors).toMatchObject([
      {
        reason: 'Decoding',
        check: 'unknown-field',
        field: 'spec.replica',
        path: ['spec', 'replica'],
        at: 'key',
        params: { name: 'replica', type: 'StatefulSetSpec', nearest: 'replicas' },
      },
    ]);
  });
  it.each([
    [statefulSet('Replicas: 3'), ['unknown-field@spec.Replicas']],
    [statefulSet('', 'hostnetwork: true'), ['unknown-field@spec.template.spec.hostnetwork']],
    [
      statefulSet('', '', 'ports: [{containerPort: 1, port: 2}]'),
      ['unknown-field@spec.template.spec.containers[0].ports[0].port'],
    ],
    [daemonSet('replicas: 3'), ['unknown-field@spec.replicas']],
    [statefulSet('', 'nodeSelector: {"example.com/any.key": x}'), []],
    [
      statefulSet('volumeClaimTemplates: [{metadata: {name: data}, spec: {accessMode: x}}]'),
      ['unknown-field@spec.volumeClaimTemplates[0].spec.accessMode'],
    ],
  ])('case %#', (text, expected) => {
    expect(refusals(text)).toEqual(expected);
  });
  it('depend on the release', () => {
    const text = statefulSet('', 'hostnameOverride: a');
    expect(refusals(text, '1.33')).toEqual(['unknown-field@spec.template.spec.hostnameOverride']);
    expect(refusals(text, '1.34')).toEqual([]);
  });
  it('inside the status count as well', () => {
    expect(refusals(`${statefulSet()}status: {phase: x}\n`)).toEqual(['unknown-field@status.phase']);
    expect(refusals(`${statefulSet()}status: {replicas: 1}\n`)).toEqual([]);
  });
});

describe('integers', () => {
  it.each([
    ['3', []],
    ['3.0', []],
    ['1e1', []],
    ['"3"', ['wrong-type@spec.replicas']],
    ['3.5', ['wrong-type@spec.replicas']],
    ['true', ['wrong-type@spec.replicas']],
    ['[3]', ['wrong-type@spec.replicas']],
    ['{value: 3}', ['wrong-type@spec.replicas']],
    ['2147483647', []],
    ['2147483648', ['integer-out-of-range@spec.replicas']],
    ['-2147483649', ['integer-out-of-range@spec.replicas']],
    ['9223372036854775808', ['integer-out-of-range@spec.replicas']],
    ['1e30', ['wrong-type@spec.replicas']],
    ['.inf', ['wrong-type@spec.replicas']],
    ['null', []],
    ['', []],
  ])('replicas: %s', (value, expected) => {
    expect(refusals(statefulSet(`replicas: ${value}`))).toEqual(expected);
  });
  it('of 64 bits have a wider range', () => {
    expect(refusals(statefulSet('', 'terminationGracePeriodSeconds: 2147483648'))).toEqual([]);
    expect(refusals(statefulSet('', 'terminationGracePeriodSeconds: 9223372036854775808'))).toEqual([
      'integer-out-of-range@spec.template.spec.terminationGracePeriodSeconds',
    ]);
  });
});

describe('other types', () => {
  const image = 'spec.template.spec.containers[0]';
  it.each([
    ['command: [a, 1]', [`wrong-type@${image}.command[1]`]],
    ['command: run', [`wrong-type@${image}.command`]],
    ['command: [~]', []],
    ['stdin: "true"', [`wrong-type@${image}.stdin`]],
    ['stdin: yes', []],
    ['env: {A: b}', [`wrong-type@${image}.env`]],
    ['env: [{name: A, value: 5}]', [`wrong-type@${image}.env[0].value`]],
    ['env: [{name: A, value: yes}]', [`wrong-type@${image}.env[0].value`]],
    ['env: [{name: A, value: null}]', []],
    ['env: [A]', [`wrong-type@${image}.env[0]`]],
    ['livenessProbe: {httpGet: {port: 80.5}}', [`wrong-type@${image}.livenessProbe.httpGet.port`]],
    ['livenessProbe: {httpGet: {port: "80"}}', []],
    ['livenessProbe: {httpGet: {port: true}}', [`wrong-type@${image}.livenessProbe.httpGet.port`]],
    ['resources: {limits: {cpu: 1 Gi}}', [`quantity-malformed@${image}.resources.limits.cpu`]],
    ['resources: {limits: {cpu: " 1"}}', []],
    ['resources: {limits: {cpu: "1\\t"}}', [`quantity-malformed@${image}.resources.limits.cpu`]],
    ['resources: {limits: {cpu: [1]}}', [`wrong-type@${image}.resources.limits.cpu`]],
    ['resources: {limits: {cpu: null}}', []],
    ['resources: {limits: {example.com/gpu: x}}', [`quantity-malformed@${image}.resources.limits[example.com/gpu]`]],
  ])('%s', (line, expected) => {
    expect(refusals(statefulSet('', '', line))).toEqual(expected);
  });
  it('a root or spec of another type', () => {
    expect(refusals('apiVersion: apps/v1\nkind: DaemonSet\nspec: [1]\n')).toEqual(['wrong-type@spec']);
    expect(judgeText('apiVersion: apps/v1\nkind: DaemonSet\nmetadata: x\n').errors.map((e) => e.field)).toEqual([
      'metadata',
    ]);
  });
  it('everything wrong is found at once, and the rest still decodes', () => {
    const judgement = judgeText(statefulSet('replicas: "3"\nreplica: 1\nminReadySeconds: 5'));
    expect(judgement.errors.map((e) => e.check).sort()).toEqual(['unknown-field', 'wrong-type']);
    expect(judgement.effective).toMatchObject({ spec: { replicas: 1, minReadySeconds: 5 } });
  });
});

describe('times', () => {
  it.each([
    ['2024-01-31T10:00:00Z', '2024-01-31T10:00:00Z'],
    ['2024-01-31T23:30:00-01:00', '2024-02-01T00:30:00Z'],
    ['2024-03-01T00:15:00.123+00:30', '2024-02-29T23:45:00Z'],
    ['2023-12-31T23:59:59-00:01', '2024-01-01T00:00:59Z'],
    ['2023-02-29T00:00:00Z', null],
    ['2024-01-31', null],
    ['2024-01-31T24:00:00Z', null],
    ['2024-01-31t10:00:00z', null],
    ['', null],
  ])('%s', (text, stored) => {
    expect(storedTime(text)).toBe(stored);
  });
});

describe('duplicate keys', () => {
  it('are refused wherever they stand', () => {
    expect(refusals(statefulSet('replicas: 1\nreplicas: 2'))).toEqual(['duplicate-key@spec.replicas']);
    expect(refusals(statefulSet('', 'nodeSelector: {a: b, "a": c}'))).toEqual([
      'duplicate-key@spec.template.spec.nodeSelector.a',
    ]);
  });
  it('of different YAML types are different keys', () => {
    expect(refusals(statefulSet('', 'nodeSelector: {1: b, "1": c}'))).toEqual([]);
  });
});

describe('versions and kinds', () => {
  const at = (apiVersion: string, kind: string, version = '1.36') =>
    judgeText(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\n`, version).errors.map(
      ({ reason, check, field }) => `${reason} ${check}@${field}`,
    );
  it('that are gone or never were', () => {
    expect(at('extensions/v1beta1', 'DaemonSet')).toEqual(['NotServed api-removed@apiVersion']);
    expect(at('apps/v1beta2', 'StatefulSet')).toEqual(['NotServed api-removed@apiVersion']);
    expect(at('apps/v2', 'StatefulSet')).toEqual(['NotServed api-unknown@apiVersion']);
    expect(at('v1', 'DaemonSet')).toEqual(['NotServed api-unknown@apiVersion']);
    expect(at('apps/v1', 'Statefulset')).toEqual(['NotServed api-unknown@kind']);
    expect(at('apps/v1', 'DaemonSets')).toEqual(['NotServed api-unknown@kind']);
  });
  it('of other makers are none of ours', () => {
    expect(at('apps.kruise.io/v1beta1', 'StatefulSet')).toEqual([]);
    expect(at('apps/v1', 'Deployment')).toEqual([]);
    expect(at('example.com/v1', 'Statefulset')).toEqual([]);
  });
  it('that are retired still decode by the shape of today', () => {
    const judgement = judgeText(statefulSet('replicas: 2').replace('apps/v1', 'apps/v1beta2'));
    expect(judgement.effective).toMatchObject({ spec: { replicas: 2, podManagementPolicy: 'OrderedReady' } });
  });
});

describe('what validation would add', () => {
  it('stands in `further`, without echoes of what did not decode', () => {
    const text = statefulSet('minReadySeconds: -1\nreplica: 3').replace('labels: {app: web}', 'labels: {app: other}');
    const judgement = judgeText(text);
    expect(judgement.errors.map((e) => e.field)).toEqual(['spec.replica']);
    expect(judgement.further?.map((e) => e.field).sort()).toEqual([
      'spec.minReadySeconds',
      'spec.template.metadata.labels',
    ]);
  });
  it('leaves out a missing field whose name is misspelt', () => {
    const judgement = judgeText(statefulSet().replace('image:', 'imgae:'));
    expect(judgement.errors.map((e) => e.field)).toEqual(['spec.template.spec.containers[0].imgae']);
    expect(judgement.further).toEqual([]);
  });
});

describe('the annotation with the template generation', () => {
  it('must be a number, on a DaemonSet alone', () => {
    const annotated = (text: string, value: string) =>
      text.replace(
        'metadata: {name: web}',
        `metadata: {name: web, annotations: {deprecated.daemonset.template.generation: "${value}"}}`,
      );
    expect(refusals(annotated(daemonSet(), 'x'))).toEqual([
      'template-generation-malformed@metadata.annotations[deprecated.daemonset.template.generation]',
    ]);
    expect(refusals(annotated(daemonSet(), '7'))).toEqual([]);
    expect(refusals(annotated(statefulSet(), 'x'))).toEqual([]);
  });
});

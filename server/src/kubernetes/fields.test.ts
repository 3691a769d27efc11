import { describe, expect, it } from 'vitest';
import { parseRelease } from '../../../simulator/src/release';
import { serviceOf } from './apis';
import { fieldAt, fieldsOf, objectType, typeOf } from './fields';
import { gateEnabled } from './gates';
import { nearestName } from './names';

function release(text: string) {
  const parsed = parseRelease(text);
  if (parsed === null) throw new Error(`no release: ${text}`);
  return parsed;
}
const at = (path: readonly (string | number)[], version = '1.37', kind = 'StatefulSet') =>
  fieldAt({ apiVersion: 'apps/v1', kind }, path, release(version));

describe('fieldAt', () => {
  it('walks objects, lists and maps', () => {
    expect(at(['spec', 'replicas'])).toMatchObject({
      shape: { kind: 'scalar', scalar: 'int32' },
      default: { kind: 'value', value: 1 },
      pointer: true,
      required: false,
    });
    expect(at(['spec', 'template', 'spec', 'containers'])?.words.en).toBe('list of Container');
    expect(at(['spec', 'template', 'spec', 'containers', 0])?.shape).toEqual({
      kind: 'object',
      type: 'core.v1.Container',
    });
    expect(at(['spec', 'template', 'spec', 'containers', 0, 'name'])?.required).toBe(true);
    expect(at(['spec', 'template', 'spec', 'nodeSelector', 'kubernetes.io/arch'])?.words.en).toBe('string');
    expect(at(['spec', 'template', 'spec', 'containers', 0, 'resources', 'limits', 'cpu'])?.words.en).toBe('Quantity');
  });

  it('answers null off the map', () => {
    expect(at(['spec', 'replica'])).toBeNull();
    expect(at(['spec', 'Replicas'])).toBeNull();
    expect(at(['spec', 'replicas', 'more'])).toBeNull();
    expect(at(['spec', 0])).toBeNull();
    expect(at(['spec', 'template', 'spec', 'containers', 'name'])).toBeNull();
  });

  it('knows which release has a field', () => {
    expect(at(['spec', 'template', 'spec', 'hostnameOverride'], '1.33')).toBeNull();
    expect(at(['spec', 'template', 'spec', 'hostnameOverride'], '1.34')?.since).toBe(34);
    expect(at(['spec', 'template', 'spec', 'workloadRef'], '1.35')).not.toBeNull();
    expect(at(['spec', 'template', 'spec', 'workloadRef'], '1.36')).toBeNull();
    const hook = ['spec', 'template', 'spec', 'containers', 0, 'lifecycle', 'preStop'];
    expect(at([...hook, 'exec'], '1.20')).not.toBeNull();
    expect(at([...hook, 'sleep'], '1.28')).toBeNull();
    expect(at(['spec', 'ordinals'], '1.25')).toBeNull();
    expect(at(['spec', 'ordinals', 'start'], '1.26')?.since).toBe(26);
    expect(at(['spec', 'updateStrategy', 'type'], '1.36')?.enum).toEqual(['OnDelete', 'RollingUpdate']);
    expect(at(['spec', 'updateStrategy', 'type'], '1.37')?.enum).toEqual(['OnDelete', 'Recreate', 'RollingUpdate']);
  });
});

describe('typeOf', () => {
  it('gives a retired version the shape of its successor', () => {
    const retired = typeOf('apps/v1beta2', 'StatefulSet', release('1.36'));
    expect(retired?.name).toBe('apps.v1.StatefulSet');
    expect(typeOf('v1', 'StatefulSet', release('1.36'))).toBeNull();
    expect(typeOf('apps/v1', 'statefulset', release('1.36'))).toBeNull();
  });

  it('resolves every type that a field of the table names', () => {
    const seen = new Set<string>();
    const visit = (name: string): void => {
      if (seen.has(name)) return;
      seen.add(name);
      const type = objectType(name, release('1.37'));
      expect(type, name).not.toBeNull();
      for (const field of fieldsOf(name, release('1.37'))) {
        let shape = field.shape;
        while (shape.kind === 'list' || shape.kind === 'map')
          shape = shape.kind === 'list' ? shape.items : shape.values;
        if (shape.kind === 'object') visit(shape.type);
      }
    };
    visit('apps.v1.StatefulSet');
    visit('apps.v1.DaemonSet');
    expect(seen.size).toBeGreaterThan(100);
  });
});

describe('serviceOf', () => {
  it('tells served, retired and unknown versions apart', () => {
    expect(serviceOf('apps/v1', 'DaemonSet', release('1.36'))).toEqual({ kind: 'served' });
    expect(serviceOf('extensions/v1beta1', 'DaemonSet', release('1.36'))).toEqual({
      kind: 'retired',
      since: 16,
      instead: 'apps/v1',
    });
    expect(serviceOf('policy/v1beta1', 'PodDisruptionBudget', release('1.24')).kind).toBe('served');
    expect(serviceOf('policy/v1beta1', 'PodDisruptionBudget', release('1.25')).kind).toBe('retired');
    expect(serviceOf('Apps/v1', 'DaemonSet', release('1.36')).kind).toBe('unknown-version');
    expect(serviceOf('apps/v1', 'Daemonset', release('1.36')).kind).toBe('unknown-kind');
  });
});

describe('gateEnabled', () => {
  it('follows the patch release and overrides', () => {
    const gate = (version: string, on?: boolean) =>
      gateEnabled(
        'MaxUnavailableStatefulSet',
        release(version),
        on === undefined ? {} : { MaxUnavailableStatefulSet: on },
      );
    expect([gate('1.34'), gate('1.35.3'), gate('1.35.4'), gate('1.36'), gate('1.37')]).toEqual([
      false,
      true,
      false,
      false,
      true,
    ]);
    expect(gate('1.36', true)).toBe(true);
  });
});

describe('nearestName', () => {
  const names = ['replicas', 'selector', 'serviceName', 'template', 'updateStrategy', 'revisionHistoryLimit'];
  it.each([
    ['replica', 'replicas'],
    ['Replicas', 'replicas'],
    ['service-name', 'serviceName'],
    ['tempalte', 'template'],
    ['updateStratgy', 'updateStrategy'],
    ['strategy', 'updateStrategy'],
    ['revisionHistory', 'revisionHistoryLimit'],
  ])('%s -> %s', (unknown, known) => {
    expect(nearestName(unknown, names)).toBe(known);
  });
  it('does not guess wildly', () => {
    expect(nearestName('foo', names)).toBeNull();
    expect(nearestName('', names)).toBeNull();
    expect(nearestName('x', names)).toBeNull();
  });
});

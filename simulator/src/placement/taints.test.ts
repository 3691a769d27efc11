import { expect, test } from 'vitest';
import { podTemplate } from '../testing';
import {
  admittedTolerations,
  bearsFor,
  daemonTolerations,
  NOT_READY,
  tolerates,
  UNSCHEDULABLE,
  untolerated,
} from './taints';

const taint = { key: 'k', value: 'v', effect: 'NoExecute' } as const;

test('tolerations match by key, operator, value and effect', () => {
  expect(tolerates({ operator: 'Exists' }, taint, false)).toBe(true);
  expect(tolerates({ key: 'k', operator: 'Exists', effect: 'NoExecute' }, taint, false)).toBe(true);
  expect(tolerates({ key: 'k', value: 'v' }, taint, false)).toBe(true);
  expect(tolerates({ key: 'k', value: 'w' }, taint, false)).toBe(false);
  expect(tolerates({ key: 'k' }, taint, false)).toBe(false);
  expect(tolerates({ key: 'k', operator: 'Exists', effect: 'NoSchedule' }, taint, false)).toBe(false);
});

test('numbers are compared only where the gate is on', () => {
  const numeric = { key: 'level', value: '5', effect: 'NoSchedule' } as const;
  expect(tolerates({ key: 'level', operator: 'Gt', value: '3' }, numeric, true)).toBe(true);
  expect(tolerates({ key: 'level', operator: 'Lt', value: '3' }, numeric, true)).toBe(false);
  expect(tolerates({ key: 'level', operator: 'Gt', value: '3' }, numeric, false)).toBe(false);
  expect(tolerates({ key: 'level', operator: 'Gt', value: 'x' }, numeric, true)).toBe(false);
});

test('the shortest toleration decides how long a pod stays', () => {
  const other = { key: 'o', effect: 'NoExecute' } as const;
  expect(bearsFor([taint], [], false)).toBe(0);
  expect(bearsFor([taint], [{ operator: 'Exists' }], false)).toBeNull();
  const both = [
    { key: 'k', operator: 'Exists', tolerationSeconds: 20 },
    { key: 'o', operator: 'Exists', tolerationSeconds: 5 },
  ] as const;
  expect(bearsFor([taint, other], both, false)).toBe(5);
  expect(bearsFor([{ key: 's', effect: 'NoSchedule' }], [], false)).toBeNull();
});

test('daemon pods bear cordons and silent nodes, other pods 300 seconds of silence', () => {
  const template = podTemplate(1);
  expect(
    untolerated([{ key: UNSCHEDULABLE, effect: 'NoSchedule' }], daemonTolerations(template), ['NoSchedule'], false),
  ).toBeNull();
  const silent = { key: NOT_READY, effect: 'NoExecute' } as const;
  expect(bearsFor([silent], daemonTolerations(template), false)).toBeNull();
  expect(bearsFor([silent], admittedTolerations(template), false)).toBe(300);
  const own = podTemplate(1, { tolerations: [{ key: NOT_READY, operator: 'Exists', tolerationSeconds: 7 }] });
  expect(bearsFor([silent], admittedTolerations(own), false)).toBe(7);
});

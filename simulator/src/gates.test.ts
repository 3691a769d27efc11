import { expect, test } from 'vitest';
import { gatesOf } from './gates';
import { parseRelease, type Release } from './release';

const release = (text: string): Release => parseRelease(text) ?? { major: 0, minor: 0, patch: 0 };

test('maxUnavailable of StatefulSets came, went and came back', () => {
  const on = (text: string): boolean => gatesOf(release(text)).enabled('MaxUnavailableStatefulSet');
  expect(['1.32', '1.34.4', '1.35.0', '1.35.3', '1.35.4', '1.36.3', '1.37.0', '1.37'].map(on)).toEqual([
    false,
    false,
    true,
    true,
    false,
    false,
    true,
    true,
  ]);
});

test('a scenario may switch a gate, but not one that the release does not know', () => {
  expect(gatesOf(release('1.36'), { MaxUnavailableStatefulSet: true }).enabled('MaxUnavailableStatefulSet')).toBe(true);
  expect(gatesOf(release('1.37'), { MaxUnavailableStatefulSet: false }).enabled('MaxUnavailableStatefulSet')).toBe(
    false,
  );
  expect(gatesOf(release('1.36'), { StatefulSetRecreateStrategy: true }).enabled('StatefulSetRecreateStrategy')).toBe(
    false,
  );
  expect(gatesOf(release('1.37'), { StatefulSetRecreateStrategy: true }).enabled('StatefulSetRecreateStrategy')).toBe(
    true,
  );
});

test('behaviour changes with the patch release that changed it', () => {
  const has = (text: string): boolean => gatesOf(release(text)).has('exactAvailabilityCheck');
  expect(['1.34', '1.35.0', '1.35.1', '1.36'].map(has)).toEqual([false, false, true, true]);
  expect(gatesOf(release('1.34.0')).has('misscheduledWakes')).toBe(false);
  expect(gatesOf(release('1.34.1')).has('misscheduledWakes')).toBe(true);
});

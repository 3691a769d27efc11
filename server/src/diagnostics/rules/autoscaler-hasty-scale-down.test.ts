import { expect, it } from 'vitest';
import { autoscaler, file, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'autoscaler-hasty-scale-down';
const set = (image = 'cassandra:5.0.2') => workload('StatefulSet', 'web', { image });
const scaled = (seconds: number, more = '') =>
  autoscaler(
    'StatefulSet/web',
    `  maxReplicas: 9\n  behavior:\n    scaleDown:\n      stabilizationWindowSeconds: ${seconds}\n${more}`,
  );

it('finds a store without a window', () => {
  const [finding] = findingsOf(id, file(scaled(0), set()));
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.behavior.scaleDown.stabilizationWindowSeconds' });
  expect(finding?.fixes).toMatchObject([{ preferred: false, result: scaled(300) }]);
});
it('takes a window, no scale-down at all, and other programs', () => {
  expect(findingsOf(id, file(scaled(300), set()))).toEqual([]);
  expect(findingsOf(id, file(scaled(0, '      selectPolicy: Disabled\n'), set()))).toEqual([]);
  expect(findingsOf(id, file(scaled(0), set('registry.example.com/app:1.0.0')))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${scaled(0)}  "`, set()))).toEqual([]);
});

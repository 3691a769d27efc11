import { describe, expect, it } from 'vitest';
import { validate } from './index';
import { changed, expected, type Row, refusals } from './testing/table';

const BLOCK = 'spec.updateStrategy.rollingUpdate';
const budget = (maxUnavailable: number | string, maxSurge: number | string) => ({
  [BLOCK]: { maxUnavailable, maxSurge },
});

const ROWS: readonly Row[] = [
  ['a sound set', {}, []],
  ['surge alone', budget(0, 1), []],
  ['surge in percent alone', budget('0%', '10%'), []],
  ['both', budget(1, 1), [`${BLOCK}.maxSurge Invalid`]],
  ['neither', budget(0, '0%'), [`${BLOCK}.maxUnavailable Required`]],
  [
    'text that is no percentage counts as 0',
    budget('half', 0),
    [`${BLOCK}.maxUnavailable Invalid`, `${BLOCK}.maxUnavailable Required`],
  ],
  ['digits without a percent sign count as they say', budget('5', 0), [`${BLOCK}.maxUnavailable Invalid`]],
  ['more than all', budget('101%', 0), [`${BLOCK}.maxUnavailable Invalid`]],
  ['all', budget('100%', 0), []],
  ['a negative count', budget(-1, 0), [`${BLOCK}.maxUnavailable Invalid`]],
  ['an unknown strategy', { 'spec.updateStrategy': { type: 'Recreate' } }, ['spec.updateStrategy NotSupported']],
  [
    'OnDelete with a senseless block',
    { 'spec.updateStrategy': { type: 'OnDelete', rollingUpdate: { maxSurge: -5 } } },
    [],
  ],
  ['RollingUpdate without a block', { 'spec.updateStrategy': { type: 'RollingUpdate' } }, [`${BLOCK} Required`]],
  ['a negative history limit', { 'spec.revisionHistoryLimit': -1 }, ['spec.revisionHistoryLimit Invalid']],
  ['a history limit of 0', { 'spec.revisionHistoryLimit': 0 }, []],
  ['negative minReadySeconds', { 'spec.minReadySeconds': -1 }, ['spec.minReadySeconds Invalid']],
  ['a pod that ends', { '~.restartPolicy': 'OnFailure' }, ['~.restartPolicy NotSupported']],
  [
    'a deadline out of range',
    { '~.activeDeadlineSeconds': 0 },
    ['~.activeDeadlineSeconds Invalid', '~.activeDeadlineSeconds Forbidden'],
  ],
];

describe('DaemonSet', () => {
  for (const [title, changes, want] of ROWS) {
    it(title, () => {
      expect(refusals(changes)).toEqual(expected(...want));
    });
  }

  it('says which rule an error belongs to, and where', () => {
    const { errors } = validate(
      changed('DaemonSet', { 'spec.selector': undefined, ...budget(2, '10%') }),
      'DaemonSet',
      {
        release: { major: 1, minor: 36, patch: 3 },
      },
    );
    expect(errors.map(({ check, path, params }) => ({ check, path, params }))).toEqual([
      { check: 'selector-missing', path: ['spec', 'selector'], params: { name: 'selector' } },
      {
        check: 'ds-surge-and-unavailable',
        path: ['spec', 'updateStrategy', 'rollingUpdate', 'maxSurge'],
        params: { name: 'maxSurge', maxUnavailable: '2', maxSurge: '10%' },
      },
    ]);
    expect(errors[1]?.detail).toContain('10%');
    expect(errors[1]?.detailJa).toContain('10%');
  });
});

import { describe, expect, it } from 'vitest';
import { formatClock, formatCount, formatDuration, formatMoment, roundSeconds } from './format';

describe('moments', () => {
  it('has one decimal below ten seconds and none above', () => {
    expect([0, 0.04, 1.25, 9.94, 9.96, 31.4, -0.01].map(roundSeconds)).toEqual([
      '0',
      '0',
      '1.3',
      '9.9',
      '10',
      '31',
      '0',
    ]);
  });
  it('writes all moments of one rollout alike', () => {
    expect(formatMoment(31, 90)).toBe('31 s');
    expect(formatMoment(31, 600)).toBe('0:31');
    expect(formatMoment(7384, 9000)).toBe('2:03:04');
  });
  it('keeps the sign', () => {
    expect(formatClock(-61)).toBe('-1:01');
  });
});

describe('lengths', () => {
  it.each([
    [6.2, '6.2 s', '6.2秒'],
    [59.4, '59 s', '59秒'],
    [60, '1 min', '1分'],
    [90, '1 min 30 s', '1分30秒'],
    [7500, '2 h 5 min', '2時間5分'],
    [7201, '2 h', '2時間'],
    [90_000, '1 d 1 h', '1日1時間'],
  ])('%d s', (seconds, english, japanese) => {
    expect(formatDuration(seconds, 'en')).toBe(english);
    expect(formatDuration(seconds, 'ja')).toBe(japanese);
  });
});

it('groups thousands', () => {
  expect([7, 999, 5000, 1_234_567].map(formatCount)).toEqual(['7', '999', '5,000', '1,234,567']);
});

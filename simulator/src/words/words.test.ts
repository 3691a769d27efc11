import { expect, test } from 'vitest';
import { type ReasonCode, reasonCodes } from '../reasons';
import type { ReasonParams } from '../trace';
import { en } from './en';
import { explainReason } from './index';
import { ja } from './ja';

const codes = Object.keys(reasonCodes) as ReasonCode[];
const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();

test.each(codes)('%s is worded in both languages, and says the same', (code) => {
  expect(en[code]).not.toBe('');
  expect(ja[code]).not.toBe('');
  expect(new Set(placeholders(ja[code]))).toEqual(new Set(placeholders(en[code])));
});

test.each(codes)('%s names where its decision is made', (code) => {
  expect(reasonCodes[code].upstream).not.toBe('');
  expect(reasonCodes[code].release).toMatch(/^1\.\d+\.\d+$/);
});

test('parameters are put in, and daemon pods are named by their node', () => {
  const params: ReasonParams = { pod: 'agent@worker-1#2', node: 'worker-1', maxUnavailable: 1, unavailable: 0 };
  expect(explainReason({ code: 'ds-update-budget', params }, 'en')).toContain('the pod on worker-1 is deleted');
  expect(explainReason({ code: 'ds-update-budget', params }, 'ja')).toContain('worker-1 の Pod');
  expect(explainReason({ code: 'way-write-rolling-update', params: {} }, 'en')).toContain('rollingUpdate: {}');
});

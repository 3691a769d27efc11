/** `maxUnavailable`, `maxSurge`: a count or a percentage. Upstream: `ValidatePositiveIntOrPercent`, `IsNotMoreThan100Percent` (apps), 1.32 to 1.37. */
import type { Json } from '../judgement';
import type { FieldPath } from './fieldPath';
import { numberOf } from './json';
import { type Inspection, report } from './report';

const PERCENT = /^[0-9]+%$/;

/** The number before `%`, or the count; text that is neither counts as the number in it, or 0 (`getIntOrPercentValue`). */
export function amountOf(value: Json | undefined): number {
  if (typeof value !== 'string') return numberOf(value);
  if (PERCENT.test(value)) return Number(value.slice(0, -1));
  return /^[+-]?[0-9]+$/.test(value) ? Number(value) : 0;
}

/** Not negative, a proper percentage, at most 100 %; counts have no upper bound. */
export function checkIntOrPercent(to: Inspection, path: FieldPath, value: Json | undefined): void {
  if (typeof value !== 'string') {
    if (numberOf(value) < 0) report(to, path, 'negative', { value: numberOf(value) });
  } else if (!PERCENT.test(value)) report(to, path, 'percent', { value });
  else if (amountOf(value) > 100) report(to, path, 'percentTooLarge', { value });
}

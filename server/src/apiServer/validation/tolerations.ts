/** Tolerations of a pod. Upstream: `ValidateTolerations` (core), 1.32 to 1.37. */
import type { Json } from '../judgement';
import { child, type FieldPath, index } from './fieldPath';
import { isSet, type JsonObject, stringOf, structOf } from './json';
import { checkSyntax, labelValue, qualifiedName } from './names';
import { type Inspection, report } from './report';

const EFFECTS: readonly string[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** A whole number of 64 bits, without sign `+` and without needless zeros. */
function isInt64(text: string): boolean {
  if (!/^(0|-?[1-9][0-9]*)$/.test(text)) return false;
  const value = BigInt(text);
  return value >= -(1n << 63n) && value < 1n << 63n;
}

function checkOperator(to: Inspection, path: FieldPath, toleration: JsonObject): void {
  const operator = stringOf(toleration['operator']);
  const value = stringOf(toleration['value']);
  switch (operator) {
    case '':
    case 'Equal':
      // the server blames the operator for a value that is no label value
      checkSyntax(to, { ...child(path, 'operator'), steps: ['value'] }, value, labelValue);
      break;
    case 'Exists':
      if (value !== '')
        report(to, { ...child(path, 'operator'), steps: ['value'] }, 'tolerationExistsValue', { value });
      break;
    case 'Lt':
    case 'Gt':
      if (to.allow.comparisons) {
        if (!isInt64(value)) report(to, child(path, 'value'), 'tolerationNumber', { value, operator });
        break;
      }
      report(to, child(path, 'operator'), 'unsupported', { value: operator, allowed: 'Equal, Exists' });
      break;
    default:
      report(to, child(path, 'operator'), 'unsupported', { value: operator, allowed: 'Equal, Exists' });
  }
}

/** @param path of the list */
export function checkTolerations(to: Inspection, path: FieldPath, tolerations: readonly Json[]): void {
  for (const [i, entry] of tolerations.entries()) {
    const toleration = structOf(entry);
    const at = index(path, i);
    const name = stringOf(toleration['key']);
    const effect = stringOf(toleration['effect']);
    if (name !== '') checkSyntax(to, child(at, 'key'), name, qualifiedName);
    else if (toleration['operator'] !== 'Exists') {
      report(to, child(at, 'operator'), 'tolerationKeyless', { value: stringOf(toleration['operator']) || 'Equal' });
    }
    if (isSet(toleration['tolerationSeconds']) && effect !== 'NoExecute') {
      report(to, child(at, 'effect'), 'tolerationSeconds', { value: effect });
    }
    checkOperator(to, at, toleration);
    if (effect !== '' && !EFFECTS.includes(effect)) {
      report(to, child(at, 'effect'), 'unsupported', { value: effect, allowed: EFFECTS.join(', ') });
    }
  }
}

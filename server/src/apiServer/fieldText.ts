/** Paths as the API server writes them. */
import type { Path } from '../manifest/index';

const PLAIN = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** `spec.template.spec.containers[0].image`; a key with dots or slashes in brackets: `spec.nodeSelector[kubernetes.io/arch]`. */
export function fieldText(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (PLAIN.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${step}]`;
  }
  return text;
}

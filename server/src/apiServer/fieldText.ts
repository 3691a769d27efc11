/** Paths as the API server writes them. */
import type { Path } from '../manifest/index';

const PLAIN = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** The field of a key below `parent`; a key with dots or slashes stands in brackets. */
export function childText(parent: string, key: string): string {
  if (!PLAIN.test(key)) return `${parent}[${key}]`;
  return parent === '' ? key : `${parent}.${key}`;
}

/** `spec.template.spec.containers[0].image`, `spec.nodeSelector[kubernetes.io/arch]`. */
export function fieldText(path: Path): string {
  let text = '';
  for (const step of path) text = typeof step === 'number' ? `${text}[${step}]` : childText(text, step);
  return text;
}

/** File paths that may not climb out of where they are mounted. Upstream: core validation, 1.32 to 1.37. */
import type { FieldPath } from './fieldPath';
import { type Inspection, report, type Where } from './report';

/** No `..` element (`validatePathNoBacksteps`). */
export function noBacksteps(to: Inspection, path: FieldPath, value: string, where?: Where): void {
  if (value.split('/').includes('..')) report(to, path, 'pathBackstep', { value }, where);
}

/** Relative and without `..` (`validateLocalDescendingPath`). */
export function localDescendingPath(to: Inspection, path: FieldPath, value: string, where?: Where): void {
  if (value.startsWith('/')) report(to, path, 'pathAbsolute', { value }, where);
  noBacksteps(to, path, value, where);
}

/** Relative, without `..`, and no name that starts with `..`, which the kubelet keeps (`ValidateLocalNonReservedPath`). */
export function localNonReservedPath(to: Inspection, path: FieldPath, value: string, where?: Where): void {
  localDescendingPath(to, path, value, where);
  if (value.startsWith('..') && !value.startsWith('../') && value !== '..') {
    report(to, path, 'pathReserved', { value }, where);
  }
}

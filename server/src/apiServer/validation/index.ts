/**
 * What the API server says of a new DaemonSet or StatefulSet once it is decoded and defaulted: every cause of a 422, in
 * the server's own field names, and its warnings.
 */
import type { Release } from '../../../../simulator/src/index';
import type { Json, ServerError, ServerWarning } from '../judgement';
import { checkDaemonSet } from './daemonSet';
import { structOf } from './json';
import type { Inspection } from './report';
import { checkStatefulSet } from './statefulSet';
import { warnObject } from './warnings';

export type ValidatedKind = 'DaemonSet' | 'StatefulSet';

export interface Validation {
  readonly errors: readonly ServerError[];
  readonly warnings: readonly ServerWarning[];
}

/**
 * Validates an object as on a create, with default feature gates.
 * @param object plain JSON after decoding and defaulting, fields of disabled gates dropped; odd shapes count as absent
 * @param options the release decides which checks exist (1.32 to 1.37 are known)
 * @returns errors in the server's order, and warnings; a refused object gets none of the latter from a real server
 */
export function validate(object: Json, kind: ValidatedKind, options: { readonly release: Release }): Validation {
  const to: Inspection = { release: options.release, errors: [], warnings: [] };
  const root = structOf(object);
  if (kind === 'DaemonSet') checkDaemonSet(to, root);
  else checkStatefulSet(to, root);
  warnObject(to, root, kind);
  return { errors: to.errors, warnings: to.warnings };
}

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
import { allowancesOf, onUpdate } from './tolerance';
import { warnObject } from './warnings';

export type ValidatedKind = 'DaemonSet' | 'StatefulSet';

export interface Validation {
  readonly errors: readonly ServerError[];
  readonly warnings: readonly ServerWarning[];
}

export interface ValidateOptions {
  readonly release: Release;
  /** the stored object, decoded and defaulted, when this is an update; what only an update refuses is not looked at here */
  readonly old?: Json;
  /** gates of the server that differ from the release's defaults */
  readonly featureGates?: Readonly<Record<string, boolean>>;
}

function inspect(object: Json, kind: ValidatedKind, options: ValidateOptions): Inspection {
  const { release, old, featureGates } = options;
  const allow = allowancesOf(release, featureGates, old);
  const to: Inspection = { release, allow, errors: [], warnings: [] };
  if (kind === 'DaemonSet') checkDaemonSet(to, structOf(object));
  else checkStatefulSet(to, structOf(object));
  return to;
}

/**
 * Validates an object as on a create, or on an update of `old`.
 * @param object plain JSON after decoding and defaulting, fields of disabled gates dropped; odd shapes count as absent
 * @param options the release decides which checks exist (1.32 to 1.37 are known)
 * @returns errors in the server's order, and warnings; a real server sends warnings only with an object that it accepts
 */
export function validate(object: Json, kind: ValidatedKind, options: ValidateOptions): Validation {
  const to = inspect(object, kind, options);
  warnObject(to, structOf(object), kind);
  if (options.old === undefined) return { errors: to.errors, warnings: to.warnings };
  const before = inspect(options.old, kind, options).errors;
  return { errors: onUpdate(to.errors, before, kind, options.release), warnings: to.warnings };
}

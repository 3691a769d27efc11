/** What the API server of a release says of an object. The only source of `rejected`, of warnings and of effective values. */
import type { Release } from '../../../simulator/src/index';
import type { Node, Path } from '../manifest/index';

/** An object of a document: the document's root, or an item of a `kind: List`. */
export interface ApiObject {
  readonly root: Node;
  /** path of `root` from the document's root: `[]`, or `['items', 2]` */
  readonly at: Path;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

/** Cause types of the API (`metav1.CauseType`), and `Decoding` for what stops before validation (HTTP 400). */
export type CauseReason =
  | 'FieldValueNotFound'
  | 'FieldValueRequired'
  | 'FieldValueDuplicate'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'FieldValueTypeInvalid'
  | 'InternalError'
  | 'Decoding'
  | 'NotServed';

/** One reason why the server refuses the object. */
export interface ServerError {
  readonly reason: CauseReason;
  /** the path as the server writes it, oddities included; the `field` of our JSON */
  readonly field: string;
  /** where a person would look, from the *object's* root; the nearest existing field is shown */
  readonly path: Path;
  /** show the key or the value */
  readonly at: 'key' | 'value';
  /** stable code of the check in kebab-case: the rule that words it (`selector-template-mismatch`, `dns-label`, …) */
  readonly check: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** one English sentence, used where no rule words the check better; `detailJa` the same in Japanese */
  readonly detail: string;
  readonly detailJa?: string;
}

export interface ServerWarning {
  readonly field: string;
  readonly path: Path;
  readonly check: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly detail: string;
  readonly detailJa?: string;
}

/** Plain JSON as the server would store it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface Judgement {
  readonly errors: readonly ServerError[];
  /** where the server stopped: `decoding` errors hide those of `validation` */
  readonly stage: 'decoding' | 'validation' | 'accepted';
  /**
   * At stage `decoding`: what validation would say of the part that could be decoded. The server does not come so far,
   * an editor shows it beside the rest.
   */
  readonly further?: readonly ServerError[];
  readonly warnings: readonly ServerWarning[];
  /** the object after decoding and defaulting (as far as it could be decoded), gate-disabled fields dropped */
  readonly effective: Json;
}

export interface JudgeOptions {
  readonly release: Release;
  /** the stored object, when this is an update */
  readonly old?: ApiObject;
  /** gates of the server that differ from the release's defaults (`featureGates` of a scenario) */
  readonly featureGates?: Readonly<Record<string, boolean>>;
}

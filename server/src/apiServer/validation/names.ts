/**
 * The syntaxes of names in the API, as predicates that answer which rule a text breaks (null: none).
 * Upstream: apimachinery pkg/util/validation and pkg/api/validation, 1.32 to 1.37.
 */
import type { FieldPath } from './fieldPath';
import { byteLength } from './json';
import type { MessageKey } from './messages';
import { type Inspection, type Params, report, type Where } from './report';

export interface Breach {
  readonly message: MessageKey;
  readonly params?: Params;
}

export type Syntax = (value: string) => Breach | null;

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const SUBDOMAIN_UNDERSCORE = /^_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*$/;
const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const CONFIG_KEY = /^[-._a-zA-Z0-9]+$/;
const RELAXED_ENV_NAME = /^[ -<>-~]+$/;
const PORT_NAME = /^[-a-z0-9]+$/;
const HEADER_NAME = /^[-A-Za-z0-9]+$/;

function tooLong(max: number): Breach {
  return { message: 'nameTooLong', params: { max } };
}

/** RFC 1123 label: 63 characters, lower case letters, digits and `-` (`IsDNS1123Label`). */
export const dnsLabel: Syntax = (value) => {
  if (byteLength(value) > 63) return tooLong(63);
  if (LABEL.test(value)) return null;
  return { message: SUBDOMAIN.test(value) ? 'dnsLabelDots' : 'dnsLabel' };
};

/** RFC 1123 subdomain: 253 characters, labels joined by dots (`IsDNS1123Subdomain`). */
export const dnsSubdomain: Syntax = (value) => {
  if (byteLength(value) > 253) return tooLong(253);
  return SUBDOMAIN.test(value) ? null : { message: 'dnsSubdomain' };
};

/** A search domain: a subdomain that may hold `_` (`IsDNS1123SubdomainWithUnderscore`, for searches since 1.33). */
export const searchDomain: Syntax = (value) => {
  if (byteLength(value) > 253) return tooLong(253);
  return SUBDOMAIN_UNDERSCORE.test(value) ? null : { message: 'searchDomain' };
};

/** `prefix/name` or `name`: a label key, an annotation key, a condition type (`IsQualifiedName`). */
export const qualifiedName: Syntax = (value) => {
  const parts = value.split('/');
  if (parts.length > 2) return { message: 'qualifiedName' };
  const name = parts.length === 2 ? (parts[1] ?? '') : value;
  if (parts.length === 2) {
    const prefix = parts[0] ?? '';
    if (prefix === '' || dnsSubdomain(prefix) !== null) return { message: 'qualifiedPrefix', params: { prefix } };
  }
  if (byteLength(name) > 63) return { message: 'qualifiedTooLong', params: { max: 63 } };
  return QUALIFIED.test(name) ? null : { message: 'qualifiedName' };
};

/** The value of a label (`IsValidLabelValue`). */
export const labelValue: Syntax = (value) => {
  if (byteLength(value) > 63) return tooLong(63);
  return LABEL_VALUE.test(value) ? null : { message: 'labelValue' };
};

/** A key of a ConfigMap or Secret, also as an environment file's key (`IsConfigMapKey`). */
export const configKey: Syntax = (value) => {
  if (byteLength(value) > 253) return tooLong(253);
  return CONFIG_KEY.test(value) && !value.startsWith('..') && value !== '.' ? null : { message: 'configKey' };
};

/** Name of an environment variable: printable ASCII without `=` (`IsRelaxedEnvVarName`; default since 1.32). */
export const envName: Syntax = (value) => (RELAXED_ENV_NAME.test(value) ? null : { message: 'envName' });

/** IANA service name of a port: 15 characters, at least one letter (`IsValidPortName`). */
export const portName: Syntax = (value) => {
  if (byteLength(value) > 15) return tooLong(15);
  if (!PORT_NAME.test(value)) return { message: 'portNameCharacters' };
  if (!/[a-z]/.test(value)) return { message: 'portNameLetter' };
  if (value.includes('--') || value.startsWith('-') || value.endsWith('-')) return { message: 'portNameHyphens' };
  return null;
};

/** Name of an HTTP header (`IsHTTPHeaderName`). */
export const headerName: Syntax = (value) => (HEADER_NAME.test(value) ? null : { message: 'headerName' });

/** A name that others are appended to may end in `-` (`maskTrailingDash`). */
export function asPrefix(syntax: Syntax): Syntax {
  return (value) => syntax(value.length > 1 && value.endsWith('-') ? `${value.slice(0, -2)}a` : value);
}

/** Reports the rule that `value` breaks; answers whether it kept them all. */
export function checkSyntax(to: Inspection, path: FieldPath, value: string, syntax: Syntax, where?: Where): boolean {
  const breach = syntax(value);
  if (breach === null) return true;
  report(to, path, breach.message, { value, ...breach.params }, where);
  return false;
}

/** Settings as the rules understand them. */
import { DEFAULT_VERSION, parseRelease, type Release } from '../../../simulator/src/index';
import { DEFAULT_SEVERITY, type Rule, type Severity } from '../diagnostics/index';
import type { ServiceSettings } from './service';

export const DEFAULT_SETTINGS: ServiceSettings = {
  kubernetesVersion: DEFAULT_VERSION,
  style: false,
  rules: {},
  unreadable: 'workloads',
};

const SEVERITIES: readonly string[] = ['error', 'warning', 'information', 'hint'];

/** The release that the settings name; a text that is none counts as the default. */
export function releaseOf(settings: ServiceSettings): Release {
  const release = parseRelease(settings.kubernetesVersion) ?? parseRelease(DEFAULT_VERSION);
  if (!release) throw new Error(`${DEFAULT_VERSION} is no release`);
  return release;
}

/** The severity of a rule's findings, or null where they are not wanted. */
export function severityOf(rule: Rule, settings: ServiceSettings): Severity | null {
  const own = Object.hasOwn(settings.rules, rule.id) ? settings.rules[rule.id] : undefined;
  if (own?.enabled === false) return null;
  if (rule.category === 'style' && !settings.style && own?.enabled !== true) return null;
  const severity = own?.severity;
  return severity !== undefined && SEVERITIES.includes(severity) ? severity : DEFAULT_SEVERITY[rule.category];
}

const keys = new WeakMap<ServiceSettings, string>();

/** Equal for settings that give equal findings. */
export function settingsKey(settings: ServiceSettings): string {
  let key = keys.get(settings);
  if (key === undefined) {
    key = JSON.stringify([settings.kubernetesVersion, settings.style, settings.rules, settings.unreadable]);
    keys.set(settings, key);
  }
  return key;
}

/**
 * Settings from whatever an editor answers (it has other YAML open too): what is missing or of another type is as by default.
 * @param value the section `rolloutLens`
 */
export function readSettings(value: unknown): ServiceSettings {
  if (value === null || typeof value !== 'object') return DEFAULT_SETTINGS;
  const { kubernetesVersion, style, rules } = value as Readonly<Record<string, unknown>>;
  const known: Record<string, { enabled?: boolean; severity?: Severity }> = {};
  for (const [id, setting] of Object.entries(isObject(rules) ? rules : {})) {
    if (typeof setting === 'boolean') known[id] = { enabled: setting };
    if (!isObject(setting)) continue;
    const { enabled, severity } = setting;
    known[id] = {
      ...(typeof enabled === 'boolean' ? { enabled } : {}),
      ...(isSeverity(severity) ? { severity } : {}),
    };
  }
  const version =
    typeof kubernetesVersion === 'number' ? String(kubernetesVersion) : (kubernetesVersion as string | undefined);
  return {
    kubernetesVersion: typeof version === 'string' && parseRelease(version) ? version : DEFAULT_VERSION,
    style: style === true,
    rules: known,
    unreadable: 'workloads',
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isSeverity(value: unknown): value is Severity {
  return typeof value === 'string' && SEVERITIES.includes(value);
}

/** Settings as the rules understand them. */
import { DEFAULT_VERSION, parseRelease, type Release } from '../../../simulator/src/index';
import { DEFAULT_SEVERITY, type Rule, type Severity } from '../diagnostics/index';
import type { RuleSetting, ServiceSettings } from './service';

export const DEFAULT_SETTINGS: ServiceSettings = {
  kubernetesVersion: DEFAULT_VERSION,
  style: false,
  rules: {},
  unreadable: 'workloads',
};

export const SEVERITIES = ['error', 'warning', 'information', 'hint'] as const satisfies readonly Severity[];

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
  return isSeverity(severity) ? severity : (rule.severity ?? DEFAULT_SEVERITY[rule.category]);
}

const keys = new WeakMap<ServiceSettings, string>();

/** Equal for settings that give equal findings. */
export function settingsKey(settings: ServiceSettings): string {
  let key = keys.get(settings);
  if (key === undefined) {
    const { kubernetesVersion, style, rules, unreadable, nodes, excluded, schemaFindings } = settings;
    const cluster = nodes && inventoryKey(nodes);
    key = JSON.stringify([kubernetesVersion, style, rules, unreadable, cluster, excluded, schemaFindings]);
    keys.set(settings, key);
  }
  return key;
}

const inventories = new WeakMap<object, number>();
let inventoryCount = 0;

/** An inventory may hold thousands of nodes: it is told from others by itself. */
function inventoryKey(nodes: object): number {
  let key = inventories.get(nodes);
  if (key === undefined) {
    key = ++inventoryCount;
    inventories.set(nodes, key);
  }
  return key;
}

/**
 * Settings from whatever an editor answers (it has other YAML open too): what is missing or of another type is as by default.
 * @param value the section `rolloutLens`
 */
export function readSettings(value: unknown): ServiceSettings {
  if (value === null || typeof value !== 'object') return DEFAULT_SETTINGS;
  const { kubernetesVersion, style, rules, schemaFindings } = value as Readonly<Record<string, unknown>>;
  const known: Record<string, RuleSetting> = {};
  for (const [id, setting] of Object.entries(isObject(rules) ? rules : {})) {
    const read = ruleSettingOf(setting);
    if (read) known[id] = read;
  }
  const version =
    typeof kubernetesVersion === 'number' ? String(kubernetesVersion) : (kubernetesVersion as string | undefined);
  return {
    kubernetesVersion: typeof version === 'string' && parseRelease(version) ? version : DEFAULT_VERSION,
    style: style === true,
    rules: known,
    unreadable: 'workloads',
    // `auto` is for the client to find out; one that does not tells nothing apart
    ...(schemaFindings === 'never' ? { schemaFindings } : {}),
  };
}

/**
 * The setting of a rule: `off`, a severity, true or false, or `{ enabled, severity }`.
 * @returns null for what is none of these
 */
export function ruleSettingOf(value: unknown): RuleSetting | null {
  if (typeof value === 'boolean') return { enabled: value };
  if (value === 'off') return { enabled: false };
  if (isSeverity(value)) return { enabled: true, severity: value };
  if (!isObject(value)) return null;
  const { enabled, severity } = value;
  return {
    ...(typeof enabled === 'boolean' ? { enabled } : {}),
    ...(isSeverity(severity) ? { severity } : {}),
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isSeverity(value: unknown): value is Severity {
  return SEVERITIES.some((severity) => severity === value);
}

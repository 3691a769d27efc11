/** Settings of a file: what `.rollout-lens.yaml` says comes before the settings of the editor, what it leaves out is theirs. */
import { pathOf } from '../kustomization';
import type { RuleSetting, ServiceSettings } from '../service';
import type { Config } from './configFile';
import { isExcluded } from './globs';

/** Equal settings are the same object, so that what is kept under them is found again. */
const known = new WeakMap<Config, WeakMap<ServiceSettings, { plain: ServiceSettings; excluded: ServiceSettings }>>();

/**
 * @param settings those that hold without the configuration
 * @param config the nearest one above the file; null: there is none
 * @param uri of the file that is looked at
 */
export function withConfig(settings: ServiceSettings, config: Config | null, uri: string): ServiceSettings {
  if (!config) return settings;
  let bySettings = known.get(config);
  if (!bySettings) {
    bySettings = new WeakMap();
    known.set(config, bySettings);
  }
  let made = bySettings.get(settings);
  if (!made) {
    const plain = merged(settings, config);
    made = { plain, excluded: { ...plain, excluded: true } };
    bySettings.set(settings, made);
  }
  return excludes(config, uri) ? made.excluded : made.plain;
}

function merged(settings: ServiceSettings, config: Config): ServiceSettings {
  const { kubernetesVersion, style, nodes } = config;
  return {
    ...settings,
    ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }),
    ...(style === undefined ? {} : { style }),
    ...(nodes ? { nodes } : {}),
    rules: mergedRules(settings.rules, config.rules),
  };
}

/** Settings of rules, the later ones before the earlier ones. */
export function mergedRules(
  earlier: Readonly<Record<string, RuleSetting>>,
  later: Readonly<Record<string, RuleSetting>>,
): Readonly<Record<string, RuleSetting>> {
  const all: Record<string, RuleSetting> = { ...earlier };
  for (const [id, setting] of Object.entries(later))
    all[id] = { ...(Object.hasOwn(all, id) ? all[id] : {}), ...setting };
  return all;
}

/** Does the configuration leave a file out? One that does not stand below its folder is never left out. */
function excludes({ uri: own, exclude }: Config, uri: string): boolean {
  if (exclude.length === 0) return false;
  const folder = pathOf(own).replace(/[^/]*$/, '');
  const path = pathOf(uri);
  return path.startsWith(folder) && isExcluded(exclude, path.slice(folder.length));
}

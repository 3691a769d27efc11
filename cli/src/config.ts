/** Which settings hold for a file: its nearest `.rollout-lens.yaml`, and flags before it. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CONFIG_NAMES,
  type Config,
  configOf,
  mergedRules,
  type RuleSetting,
  ruleSettingOf,
  type ServiceSettings,
  unknownRuleOf,
  withConfig,
} from '../../server/src/languageService/index';
import { type Environment, UsageError } from './environment';
import { type InputFile, readInput } from './files';
import { coveredVersion } from './version';

/** What flags say; it comes before every configuration. */
export interface Flags {
  readonly kubernetesVersion?: string;
  readonly style?: boolean;
  readonly rules: Readonly<Record<string, RuleSetting>>;
  /** a file that holds for everything; `none`: no configuration counts; absent: the nearest one above each file */
  readonly config?: string;
}

export interface Configurations {
  settingsOf(input: InputFile): ServiceSettings;
  /** the configurations that were found to hold for any of these, each once */
  filesFor(inputs: readonly InputFile[]): readonly InputFile[];
}

/**
 * Reads `id=off` or `id=warning` of `--rule`.
 * @throws UsageError for a rule that does not exist or another level
 */
export function rulesOf(
  flags: readonly string[],
  language: Environment['language'],
): Readonly<Record<string, RuleSetting>> {
  const rules: Record<string, RuleSetting> = {};
  for (const flag of flags) {
    const equals = flag.indexOf('=');
    const id = equals < 0 ? flag : flag.slice(0, equals);
    const level = equals < 0 ? '' : flag.slice(equals + 1);
    const setting = ruleSettingOf(level);
    const unknown = unknownRuleOf(id);
    if (unknown) throw new UsageError(`--rule ${flag}: ${unknown[language]}`);
    if (!setting) throw new UsageError(`--rule ${flag}: write ${id}=off, or error, warning, information or hint`);
    rules[id] = setting;
  }
  return rules;
}

/**
 * @param defaults what holds where neither a flag nor a configuration says otherwise
 * @throws UsageError for a `--config` that cannot be read
 */
export function createConfigurations(
  environment: Pick<Environment, 'cwd'>,
  flags: Flags,
  defaults: ServiceSettings,
): Configurations {
  const { cwd } = environment;
  const given = flags.config === undefined || flags.config === 'none' ? null : readInput(flags.config, cwd);
  const inFolder = new Map<string, Found>();
  const configs = new Map<string, Config>();
  const made = new Map<ServiceSettings, ServiceSettings>();

  const look = (folder: string): Found => {
    let found = inFolder.get(folder);
    if (!found) {
      const name = CONFIG_NAMES.find((each) => isFile(join(folder, each)));
      const root = existsSync(join(folder, '.git'));
      const parent = dirname(folder);
      const above = root || parent === folder ? { input: null, folder, git: root } : look(parent);
      found = name === undefined ? above : { ...above, input: readInput(nameOf(join(folder, name), cwd), cwd), folder };
      inFolder.set(folder, found);
    }
    return found;
  };

  const configFor = (input: InputFile): InputFile | null => {
    if (flags.config !== undefined) return given;
    const folder = input.uri.startsWith('file:') ? dirname(fileURLToPath(input.uri)) : resolve(cwd);
    const found = look(folder);
    // without a repository the folder at hand is the project's root
    const outside = !found.git && isBelow(folder, cwd) && !isBelow(found.folder, cwd);
    return outside ? null : found.input;
  };

  const readingOf = (input: InputFile): Config => {
    let config = configs.get(input.uri);
    if (!config) {
      config = configOf({ uri: input.uri, version: null, text: input.text }, readText).config;
      configs.set(input.uri, config);
    }
    return config;
  };

  return {
    settingsOf: (input) => {
      const config = configFor(input);
      const settings = withConfig(defaults, config && readingOf(config), input.uri);
      let flagged = made.get(settings);
      if (!flagged) {
        const { kubernetesVersion, style } = flags;
        flagged = {
          ...settings,
          ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }),
          ...(style === undefined ? {} : { style }),
          rules: mergedRules(settings.rules, flags.rules),
        };
        made.set(settings, flagged);
      }
      return flagged;
    },
    filesFor: (inputs) => {
      const found = new Map<string, InputFile>();
      for (const input of inputs) {
        const config = configFor(input);
        if (config) found.set(config.uri, config);
      }
      return [...found.values()];
    },
  };
}

/**
 * Finds the release that holds for a file: that of the flag, else that of its nearest configuration, else the default.
 * @param what the command, which covers 1.32 and later only
 * @throws UsageError for a release that it does not cover
 */
export function createVersions(
  flag: string | undefined,
  environment: Pick<Environment, 'cwd'>,
  what: string,
): (input: InputFile) => ReturnType<typeof coveredVersion> {
  const given = coveredVersion(flag, what);
  if (flag !== undefined) return () => given;
  const defaults = { kubernetesVersion: given.text, style: false, rules: {} };
  const configurations = createConfigurations(environment, { rules: {} }, defaults);
  return (input) => {
    const [config] = configurations.filesFor([input]);
    if (!config) return given;
    return coveredVersion(
      configurations.settingsOf(input).kubernetesVersion,
      what,
      `${config.name}: kubernetesVersion`,
    );
  };
}

/** The nearest configuration above a folder, the folder where it was found, and whether there is a repository above. */
interface Found {
  readonly input: InputFile | null;
  readonly folder: string;
  readonly git: boolean;
}

/** The text of a file that a configuration names; null where it cannot be read. */
export function readText(uri: string): string | null {
  try {
    return new TextDecoder().decode(readFileSync(fileURLToPath(uri)));
  } catch {
    return null;
  }
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Is a folder the other one, or below it? */
function isBelow(folder: string, other: string): boolean {
  const path = relative(resolve(other), folder);
  return path === '' || (!path.startsWith('..') && !isAbsolute(path));
}

/** A path as a person at `cwd` would write it. */
function nameOf(path: string, cwd: string): string {
  return isBelow(dirname(path), cwd) ? relative(resolve(cwd), path) : path;
}

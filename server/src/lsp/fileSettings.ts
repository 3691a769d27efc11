/** The settings that hold for a file: the client's, and before them those of the `.rollout-lens.yaml` above it. */
import { type Config, configOf, type ServiceSettings, type TextFile, withConfig } from '../languageService/index';
import type { ClientSettings } from './clientSettings';
import type { Runtime } from './runtime';
import type { SurroundingFiles } from './surroundingFiles';

/** Files that do not come in this time are looked at later, in milliseconds. */
const MOST_WAIT = 2000;

export interface FileSettings {
  /** what is known now, without asking */
  known(uri: string): ServiceSettings | null;
  forFile(uri: string): Promise<ServiceSettings>;
  /** the configuration that holds for a file; the same object as long as it says the same */
  configFor(uri: string): Config | null;
}

export function createFileSettings(client: ClientSettings, files: SurroundingFiles, runtime: Runtime): FileSettings {
  const configs = new Map<string, { readonly text: string; readonly version: number; readonly config: Config }>();

  const read = (file: TextFile): Config => {
    const kept = configs.get(file.uri);
    if (kept?.text === file.text && kept.version === files.version()) return kept.config;
    const { config } = configOf(file, files.text);
    const same = kept !== undefined && JSON.stringify(kept.config) === JSON.stringify(config);
    const now = { text: file.text, version: files.version(), config: same ? kept.config : config };
    configs.set(file.uri, now);
    return now.config;
  };
  const configFor = (uri: string): Config | null => {
    const file = files.configFor(uri);
    return file && read(file);
  };
  const patience = (looking: Promise<void>): Promise<void> =>
    new Promise((resolve) => {
      const cancel = runtime.after(MOST_WAIT, resolve);
      void looking.then(() => {
        cancel();
        resolve();
      });
    });

  return {
    configFor,
    known: (uri) => {
      const settings = files.isKnown(uri) ? client.known(uri) : null;
      return settings && withConfig(settings, configFor(uri), uri);
    },
    forFile: async (uri) => {
      const [settings] = await Promise.all([
        client.forFile(uri),
        files.isKnown(uri) ? undefined : patience(files.around(uri)),
      ]);
      return withConfig(settings, configFor(uri), uri);
    },
  };
}

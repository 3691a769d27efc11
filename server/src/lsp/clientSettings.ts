/** The section `rolloutLens` as the client answers it, by document; asked once and again after each change. */
import type { Connection } from 'vscode-languageserver';
import { DEFAULT_SETTINGS, readSettings, type ServiceSettings } from '../languageService/index';
import type { Runtime } from './runtime';

const SECTION = 'rolloutLens';
/** A client that does not answer in this time gets findings by the defaults first, in milliseconds. */
const MOST_WAIT = 2000;

export interface ClientSettings {
  forFile(uri: string): Promise<ServiceSettings>;
  /** what is known now, without asking */
  known(uri: string): ServiceSettings | null;
  /** everything is asked anew; a client that cannot be asked sends its settings along */
  changed(settings: unknown): void;
  forget(uri: string): void;
}

/**
 * @param asks can the client be asked (`workspace/configuration`)?
 * @param late is called when an answer comes after all
 */
export function createClientSettings(
  connection: Connection,
  runtime: Runtime,
  asks: () => boolean,
  late: () => void,
): ClientSettings {
  let pushed: ServiceSettings = DEFAULT_SETTINGS;
  const answers = new Map<string, ServiceSettings>();
  const pending = new Map<string, Promise<ServiceSettings>>();
  let generation = 0;

  const ask = (uri: string): Promise<ServiceSettings> => {
    const asked = generation;
    let inTime = true;
    const answer = connection.workspace
      .getConfiguration({ scopeUri: uri, section: SECTION })
      .then(readSettings, () => DEFAULT_SETTINGS)
      .then((settings) => {
        if (asked !== generation) return settings;
        answers.set(uri, settings);
        if (!inTime) late();
        return settings;
      });
    const patience = new Promise<ServiceSettings>((resolve) => {
      const cancel = runtime.after(MOST_WAIT, () => {
        inTime = false;
        resolve(DEFAULT_SETTINGS);
      });
      void answer.then(cancel);
    });
    return Promise.race([answer, patience]);
  };

  return {
    forFile: (uri) => {
      if (!asks()) return Promise.resolve(pushed);
      const known = answers.get(uri);
      if (known) return Promise.resolve(known);
      let asking = pending.get(uri);
      if (!asking) {
        const answer = ask(uri).finally(() => {
          if (pending.get(uri) === answer) pending.delete(uri);
        });
        pending.set(uri, answer);
        asking = answer;
      }
      return asking;
    },
    known: (uri) => (asks() ? (answers.get(uri) ?? null) : pushed),
    changed: (settings) => {
      generation++;
      answers.clear();
      pending.clear();
      if (settings !== null && typeof settings === 'object' && SECTION in settings)
        pushed = readSettings((settings as Readonly<Record<string, unknown>>)[SECTION]);
    },
    forget: (uri) => {
      answers.delete(uri);
      pending.delete(uri);
    },
  };
}

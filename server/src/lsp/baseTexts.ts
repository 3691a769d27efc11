/** What git HEAD holds of the open files, as the client tells it; what is diagnosed is compared with it. */
import type { BaseTextAnswer } from '../../../protocol/src/index';
import type { TextFile } from '../languageService/index';
import type { Runtime } from './runtime';

/** Answers that come close together are told of once, in milliseconds. */
const CHANGE_DELAY = 50;

export interface BaseTexts {
  /** the texts that are known, under the addresses of the open files: the same list until one changes; undefined: none */
  files(): readonly TextFile[] | undefined;
  /** asks for a file that was opened */
  ask(uri: string): void;
  /** asks for all of them anew: HEAD has moved */
  askAgain(): void;
  forget(uri: string): void;
}

/**
 * @param request asks the client; null, or a rejection: nothing is known
 * @param changed is called after the texts have become other ones
 */
export function createBaseTexts(
  runtime: Pick<Runtime, 'after'>,
  request: (uri: string) => Promise<BaseTextAnswer | null>,
  changed: () => void,
): BaseTexts {
  /** by address of the open files; null: HEAD does not hold it, or it is not known yet */
  const texts = new Map<string, string | null>();
  let list: readonly TextFile[] | undefined;
  let stale = false;
  /** the newest question about a file counts, whatever order the answers come in */
  const asked = new Map<string, number>();
  let questions = 0;
  let telling: (() => void) | undefined;

  const tell = (): void => {
    stale = true;
    telling?.();
    telling = runtime.after(CHANGE_DELAY, () => {
      telling = undefined;
      changed();
    });
  };
  const ask = async (uri: string): Promise<void> => {
    const question = ++questions;
    asked.set(uri, question);
    if (!texts.has(uri)) texts.set(uri, null);
    const answer = await request(uri).catch(() => null);
    if (asked.get(uri) !== question) return;
    const text = answer?.base === 'head' && typeof answer.text === 'string' ? answer.text : null;
    if (text === texts.get(uri)) return;
    texts.set(uri, text);
    tell();
  };

  return {
    files: () => {
      if (stale) {
        const known = [...texts].flatMap(([uri, text]) => (text === null ? [] : [{ uri, version: null, text }]));
        list = known.length > 0 ? known : undefined;
        stale = false;
      }
      return list;
    },
    ask: (uri) => void ask(uri),
    askAgain: () => {
      for (const uri of texts.keys()) void ask(uri);
    },
    forget: (uri) => {
      asked.delete(uri);
      if (texts.get(uri) !== null) stale = true;
      texts.delete(uri);
    },
  };
}

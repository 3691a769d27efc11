/** An account in sentences: a group of passages is told by its first one, then who goes the same way. */
import type { Account } from '../account/index';
import type { Trace } from '../trace';
import { phrasesEn } from './tellEn';
import { sentencesOf, type Telling } from './telling';
import { phrasesJa } from './tellJa';

export type { Telling } from './telling';

/**
 * The account's steps in a language, in the order in which they begin.
 * @param groups of `accountOf(trace)`
 */
export function tell(trace: Trace, groups: Account['change'], language: 'en' | 'ja'): Telling[] {
  const phrases = language === 'ja' ? phrasesJa : phrasesEn;
  return groups.map((group) => {
    const tale = {
      kind: trace.kind,
      set: trace.set,
      passage: group.told,
      alone: group.others.length === 0,
      inTurn: group.inTurn,
    };
    return { t: group.told.from, sentences: sentencesOf(tale, group, phrases) };
  });
}

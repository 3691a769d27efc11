/** Words from codes, in the reader's language. */
import type { Reason, Stuck, Verdict } from '../trace';
import { en } from './en';
import { ja } from './ja';
import { englishParts, type VerdictParts } from './sentenceEn';
import { japaneseParts } from './sentenceJa';

export type { VerdictParts } from './sentenceEn';

export type Language = 'en' | 'ja';

/** One sentence for a reason, without a full stop. */
export function explainReason(reason: Reason, language: Language): string {
  const pattern = (language === 'ja' ? ja : en)[reason.code];
  return pattern.replace(/\{\{\}\}|\{(\w+)\}/g, (whole, name: string | undefined) => {
    if (name === undefined) return '{}';
    const value = reason.params[name];
    return value === undefined ? whole : nameOf(String(value), language);
  });
}

/** Daemon pods have random names: a person knows them by their node. */
function nameOf(value: string, language: Language): string {
  const node = /@(.+)#\d+$/.exec(value)?.[1];
  if (node === undefined) return value;
  return language === 'ja' ? `${node} の Pod` : `the pod on ${node}`;
}

/** The verdict piece by piece, each piece a sentence or more, or ''. */
export function verdictParts(verdict: Verdict, language: Language): VerdictParts {
  return language === 'ja' ? japaneseParts(verdict, explainReason) : englishParts(verdict, explainReason);
}

/** The verdict in a few sentences. */
export function verdictSentence(verdict: Verdict, language: Language): string {
  return joinSentences(Object.values(verdictParts(verdict, language)), language);
}

/** Sentences in a row, as the language writes them; empty ones are left out. */
export function joinSentences(sentences: readonly string[], language: Language): string {
  return sentences.filter((sentence) => sentence !== '').join(language === 'ja' ? '' : ' ');
}

/** Where it stands, what it waits for and what helps, in a language. */
export function explainStuck(
  stuck: Stuck,
  language: Language,
): { readonly reason: string; readonly waitingFor: string; readonly wayOut: string } {
  const { reason, waitingFor, wayOut } = stuck.codes;
  return {
    reason: explainReason(reason, language),
    waitingFor: explainReason(waitingFor, language),
    wayOut: explainReason(wayOut, language),
  };
}

/** Words from codes, in the reader's language. */
import type { Reason, Stuck, Verdict } from '../trace';

export type Language = 'en' | 'ja';

/** One sentence for a reason. */
export function explainReason(reason: Reason, _language: Language): string {
  return reason.code;
}

/** The verdict in one or two sentences. */
export function verdictSentence(_verdict: Verdict, _language: Language): string {
  return '';
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

/** The few words of the adapter itself. */
import type { Language } from '../languageService/index';

/** Title of the lens: the command, then the verdict in one line once it is known. */
export function lensTitle(verdict: string, language: Language): string {
  const command = language === 'ja' ? 'ロールアウトをプレビュー' : 'Preview rollout';
  return verdict === '' ? command : `${command}: ${verdict.replace(/\s+/g, ' ')}`;
}

/** The language of our words. */
import { env } from 'vscode';

/** Japanese where the editor speaks it, else English. */
export function language(): 'en' | 'ja' {
  return env.language.toLowerCase().startsWith('ja') ? 'ja' : 'en';
}

/** Titles of the rules, as the headings of their pages say them; loaded when they are first asked for. */
import type { LanguageServiceHost } from '../service';
import type { RuleTitles } from './editConfig';

/** Made by the build beside the descriptions of fields: titles by language, then by id. */
const FILE = 'rules.json';

/** @returns asks for the titles in the host's language; none where they cannot be loaded */
export function createRuleTitles(host: Pick<LanguageServiceHost, 'language' | 'loadProse'>): () => Promise<RuleTitles> {
  let pending: Promise<RuleTitles> | undefined;
  const load = async (): Promise<RuleTitles> => {
    try {
      const read: unknown = JSON.parse((await host.loadProse?.(FILE)) ?? '{}');
      const titles = (read as Readonly<Record<string, unknown>>)[host.language];
      return titles !== null && typeof titles === 'object' ? (titles as RuleTitles) : {};
    } catch {
      return {};
    }
  };
  return () => {
    pending ??= load();
    return pending;
  };
}

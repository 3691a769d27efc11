/** What a kind is for, beside its relatives. */
import type { Language } from '../../diagnostics/index';
import type { Prose } from '../prose';

const RELATIVES = ['Pod', 'ReplicaSet', 'Deployment', 'DaemonSet', 'StatefulSet', 'Job', 'CronJob'] as const;

/**
 * Markdown about a kind: our guide where there is one, and a table of its relatives.
 * @returns null for a kind outside of the family, or without prose at hand
 */
export async function kindWords(kind: string, prose: Prose, language: Language): Promise<string | null> {
  if (!(RELATIVES as readonly string[]).includes(kind)) return null;
  const [guide, ...lines] = await Promise.all([
    prose.explanation('KindGuide', kind, language),
    ...RELATIVES.map((relative) => prose.explanation('Kinds', relative, language)),
  ]);
  const rows = RELATIVES.flatMap((relative, at) => {
    const line = lines[at];
    if (line === undefined) return [];
    return [relative === kind ? `| **${relative}** ◂ | ${line} |` : `| ${relative} | ${line} |`];
  });
  if (rows.length === 0) return guide ?? null;
  const head = language === 'ja' ? '| 種類 | 用途 |' : '| Kind | What it is for |';
  return [...(guide ? [guide] : []), [head, '| :-- | :-- |', ...rows].join('\n')].join('\n\n');
}

/** Manifests to hold properties against: those that projects publish, where they are at hand, and our own. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
/** Manifests that real projects publish; they are not ours to copy, and a test that needs them is skipped without. */
export const CORPUS = join(ROOT, '../shared/corpus');
export const hasCorpus = existsSync(CORPUS);

export interface NamedText {
  readonly name: string;
  readonly text: string;
}

export function textsBelow(folder: string): readonly NamedText[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ name: relative(folder, path), text: readFileSync(path, 'utf8') }));
}

/** Every n-th manifest of the recorded verdicts of API servers, and the samples. */
export function ownTexts(every: number): readonly NamedText[] {
  const lines = readFileSync(join(ROOT, 'test/conformance/validation/create.jsonl'), 'utf8').split('\n');
  const recorded = lines.flatMap((line, index): NamedText[] => {
    if (line === '' || index % every !== 0) return [];
    const { id, manifest } = JSON.parse(line) as { readonly id?: unknown; readonly manifest?: unknown };
    return typeof manifest === 'string' ? [{ name: String(id ?? index), text: manifest }] : [];
  });
  return [...textsBelow(join(ROOT, 'samples')), ...recorded];
}

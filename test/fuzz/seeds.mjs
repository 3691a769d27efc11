// The texts that fuzzing starts from: manifests that projects publish where they are at hand, and our own.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const corpus = join(root, '../shared/corpus');
const YAML = /\.(ya?ml|json)$/;
/** Cases of a recording that are taken, evenly from all of it. */
const FROM_A_RECORDING = 150;

/** @param {string} folder @returns {string[]} texts below a folder, in the order of their paths */
function textsBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && YAML.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => readFileSync(path, 'utf8'));
}

/** @returns {string[]} manifests of the recorded verdicts */
function recorded() {
  const lines = readFileSync(join(root, 'test/conformance/validation/create.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean);
  const step = Math.max(1, Math.floor(lines.length / FROM_A_RECORDING));
  return lines
    .filter((_, index) => index % step === 0)
    .map((line) => JSON.parse(line).manifest)
    .filter((manifest) => typeof manifest === 'string');
}

/** @returns {{ texts: string[], fromCorpus: boolean }} */
export function seedTexts() {
  const published = textsBelow(corpus);
  const own = [...textsBelow(join(root, 'samples')), ...recorded()];
  return { texts: [...published, ...own], fromCorpus: published.length > 0 };
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { effectiveChanges, judge, objectsOf } from '../../server/src/apiServer/index';
import { createLanguageService, type TextFile } from '../../server/src/languageService/index';
import { parseDocument } from '../../server/src/manifest/index';
import { parseRelease } from '../../simulator/src/index';

// What real API servers said of our manifests, by release, held against what we say: the same verdict, and for a refusal in
// validation the same set of field paths. Where the server stopped at decoding (HTTP 400), only the verdict counts.

interface Verdict {
  readonly accepted: boolean;
  readonly code: number;
  readonly causes?: readonly { readonly field: string }[];
}
interface Case {
  readonly id: string;
  readonly manifest: string;
  readonly old?: string;
  readonly verdicts: Readonly<Record<string, Verdict>>;
}
interface DefaultsCase {
  readonly id: string;
  readonly manifest: string;
  readonly defaulted: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly rewritten?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly dropped?: Readonly<Record<string, readonly string[]>>;
}

function recorded<T>(name: string): T[] {
  return ['validation', 'mutations'].flatMap((folder) => {
    const text = readFileSync(join(__dirname, folder, name), 'utf8');
    return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as T]));
  });
}

const creates = recorded<Case>('create.jsonl');
const updates = recorded<Case>('update.jsonl');
const defaults = recorded<DefaultsCase>('defaults.jsonl');
const VERSIONS = [...new Set(creates.flatMap((c) => Object.keys(c.verdicts)))].sort();
const service = createLanguageService({ language: 'en' });

/** Fields of the `rejected` findings, sorted. */
function refusedFields(c: Case, version: string): string[] {
  const file: TextFile = { uri: 'file:///new.yaml', version: null, text: c.manifest };
  const base: TextFile[] = c.old === undefined ? [] : [{ uri: 'file:///old.yaml', version: null, text: c.old }];
  const settings = { kubernetesVersion: version, style: false, rules: {} };
  const findings = service.diagnose(file, settings, base).filter((d) => d.category === 'rejected');
  service.close(file.uri);
  return [...new Set(findings.map((d) => d.field))].sort();
}

/** Null where we agree, else one line. */
function disagreement(c: Case, version: string): string | null {
  const verdict = c.verdicts[version];
  if (!verdict) return null;
  const ours = refusedFields(c, version);
  const theirs = [...new Set((verdict.causes ?? []).map((cause) => cause.field))].sort();
  if (verdict.accepted) return ours.length === 0 ? null : `${c.id}: accepted, we refuse ${ours.join(', ')}`;
  if (ours.length === 0) return `${c.id}: refused (${theirs.join(', ')}), we accept`;
  if (verdict.code === 400 || theirs.length === 0 || theirs.join() === ours.join()) return null;
  return `${c.id}: refused at ${theirs.join(', ')}, we say ${ours.join(', ')}`;
}

test('the recordings are there', () => {
  expect(creates.length).toBeGreaterThan(2000);
  expect(updates.length).toBeGreaterThan(100);
  expect(defaults.length).toBeGreaterThan(50);
  expect(VERSIONS.length).toBeGreaterThanOrEqual(4);
});

describe.each(VERSIONS)('API server %s', (version) => {
  const cases = { creates, updates };
  test.each(['creates', 'updates'] as const)(
    '%s',
    (name) => {
      const judged = cases[name].filter((c) => c.verdicts[version]);
      const wrong = judged.flatMap((c) => disagreement(c, version) ?? []);
      console.log(`${version} ${name}: ${judged.length - wrong.length} of ${judged.length} agree`);
      expect(judged.length).toBeGreaterThan(100);
      expect(wrong).toEqual([]);
    },
    120_000,
  );

  test('defaults', () => {
    const release = parseRelease(version);
    if (!release) throw new Error(version);
    const judged = defaults.filter((c) => c.defaulted[version]);
    for (const c of judged) {
      const [object] = objectsOf(parseDocument(c.manifest));
      if (!object) throw new Error(`${c.id}: no object`);
      const changes = effectiveChanges(object, judge(object, { release }));
      expect(changes.defaulted, c.id).toEqual(c.defaulted[version]);
      expect(changes.rewritten, c.id).toEqual(c.rewritten?.[version] ?? {});
      expect([...changes.dropped].sort(), c.id).toEqual([...(c.dropped?.[version] ?? [])].sort());
    }
    console.log(`${version} defaults: ${judged.length} of ${judged.length} agree`);
    expect(judged.length).toBeGreaterThan(50);
  });
});

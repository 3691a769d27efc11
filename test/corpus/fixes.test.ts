import { describe, expect, it } from 'vitest';
import {
  type CodeAction,
  createLanguageService,
  DEFAULT_SETTINGS,
  type Diagnostic,
  type Position,
  type ServiceSettings,
  type TextEdit,
} from '../../server/src/languageService/index';
import {
  applyEdits,
  createLineIndex,
  type Path,
  type PlainValue,
  parseDocument,
  parsePath,
  splitDocuments,
  toJson,
} from '../../server/src/manifest/index';
import { CORPUS, hasCorpus, type NamedText, ownTexts, textsBelow } from './texts';

const SETTINGS: ServiceSettings = { ...DEFAULT_SETTINGS, style: true, unreadable: 'all' };

const service = createLanguageService({
  language: 'en',
  log: (message) => {
    throw new Error(message);
  },
});

interface Mended {
  readonly action: CodeAction;
  readonly diagnostic: Diagnostic;
  readonly before: string;
  readonly after: string;
  /** what is replaced by what, in offsets of the text before */
  readonly edits: readonly { readonly start: number; readonly end: number; readonly newText: string }[];
}

let asked = 0;

function mended({ text }: NamedText): readonly Mended[] {
  const uri = `file:///corpus/${asked++}.yaml`;
  const file = { uri, version: null, text };
  const lines = createLineIndex(text);
  const everything = { start: { line: 0, character: 0 }, end: { line: lines.lineCount, character: 0 } };
  const offset = (at: Position) => lines.offsetAt(at);
  const found = service.codeActions(file, everything, SETTINGS).flatMap((action): Mended[] => {
    const { diagnostic } = action;
    if (action.kind !== 'quickfix' || !diagnostic || action.edits.length === 0) return [];
    const edits = action.edits.map(({ range, newText }: TextEdit) => ({
      start: offset(range.start),
      end: offset(range.end),
      newText,
    }));
    const after = applyEdits(
      text,
      edits.map(({ start, end, newText }) => ({ span: { start, end }, newText })),
    );
    return [{ action, diagnostic, before: text, after, edits }];
  });
  service.close(uri);
  return found;
}

const describeFix = (name: string, { action, diagnostic }: Mended): string =>
  `${name}: ${action.rule} at ${diagnostic.field}: ${action.title}`;

/** A suppression is a comment, not a repair. */
const isRepair = ({ action }: Mended): boolean => !/rollout-lens-disable/.test(action.edits[0]?.newText ?? '');

/** Paths at which two values differ, the shortest ones. */
function differences(a: PlainValue | undefined, b: PlainValue | undefined, at: Path = []): readonly Path[] {
  if (Object.is(a, b)) return [];
  const [left, right] = [entriesOf(a), entriesOf(b)];
  if (!left || !right || Array.isArray(a) !== Array.isArray(b)) return [at];
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((key) =>
    differences(left.get(key), right.get(key), [...at, key]),
  );
}

function entriesOf(value: PlainValue | undefined): ReadonlyMap<string | number, PlainValue> | null {
  if (value === null || typeof value !== 'object') return null;
  return Array.isArray(value) ? new Map(value.map((item, index) => [index, item])) : new Map(Object.entries(value));
}

const valuesOf = (text: string): readonly PlainValue[] =>
  splitDocuments(text)
    .map((slice) => parseDocument(slice.text).root)
    .flatMap((root) => (root ? [toJson(root)] : []));

/** Comments that a person wrote: whole lines, and what stands behind a value. */
const commentsIn = (text: string): readonly string[] => text.match(/(?:^|[ \t])#.*$/gm) ?? [];

function startsWith(path: Path, prefix: Path): boolean {
  return prefix.every((step, index) => path[index] === step);
}

/**
 * Is a change at `changed` a matter of the field that the finding names? It is when the one holds the other, or when
 * both stand in one block: what a field contradicts, or is missing, stands beside it.
 */
function belongs(changed: Path, field: Path): boolean {
  const block = field.slice(0, -1);
  return startsWith(changed, block) || startsWith(field, changed);
}

/** Repairs that by their nature reach beyond the block of the field: where they reach. */
const REACHES: Readonly<Record<string, (changed: Path) => boolean>> = {
  // the selector and the labels that it asks for: either may be the one that is wrong
  'selector-missing': (changed) => startsWith(changed, ['spec', 'selector']),
  'selector-template-mismatch': (changed) => startsWith(changed, ['spec', 'selector']),
  // the same toleration once more, beside it
  'toleration-master-taint': (changed) => changed.includes('tolerations'),
  // what is mounted is defined beside the containers
  'mount-unresolved': (changed) => changed.includes('volumes') || changed.includes('volumeClaimTemplates'),
  // a volume becomes a claim template
  'sts-data-lost-with-pod': (changed) => changed.includes('volumeClaimTemplates') || changed.includes('volumes'),
  // the items behind one that is removed move up
  'volume-unmounted': (changed) => changed.includes('volumes'),
  // the field that took the annotation's place
  'annotation-replaced-by-field': (changed) => changed.at(-1) === 'publishNotReadyAddresses',
  // a field that stands in the wrong block is moved to its own
  'unknown-field': (changed) => changed.length > 0,
};

const sets: readonly (readonly [string, boolean, () => readonly NamedText[]])[] = [
  ['published manifests', hasCorpus, () => textsBelow(CORPUS)],
  ['our own manifests', true, () => ownTexts(6)],
];

describe.each(sets)('a fix, on %s', (_, present, texts) => {
  it.skipIf(!present)('changes its own field and nothing else', { timeout: 120_000 }, () => {
    const wrong: string[] = [];
    let count = 0;
    for (const named of texts()) {
      for (const each of mended(named)) {
        count++;
        const { diagnostic, before, after, edits } = each;
        const [old, now] = [valuesOf(before), valuesOf(after)];
        const field = parsePath(diagnostic.field) ?? [];
        for (const [index, value] of now.entries()) {
          const changed = differences(old[index], value);
          // a document that is new stands behind all others
          if (index >= old.length) continue;
          if (index !== diagnostic.document && changed.length > 0)
            wrong.push(`${describeFix(named.name, each)}: document ${index} changed`);
          for (const path of index === diagnostic.document ? changed : []) {
            if (!belongs(path, field) && !REACHES[each.action.rule]?.(path))
              wrong.push(`${describeFix(named.name, each)}: changes ${path.join('.')}`);
          }
        }
        for (const { start, end, newText } of edits) {
          const lost = commentsIn(before.slice(start, end)).filter((comment) => !newText.includes(comment.trim()));
          if (lost.length > 0) wrong.push(`${describeFix(named.name, each)}: loses the comment ${lost[0]?.trim()}`);
          if (/\n/.test(newText) && /\r\n/.test(before) !== /\r\n/.test(newText) && !/[^\r]\n/.test(before))
            wrong.push(`${describeFix(named.name, each)}: has other line ends`);
        }
      }
    }
    expect([...new Set(wrong)]).toEqual([]);
    expect(count).toBeGreaterThan(0);
  });
  it.skipIf(!present)('that is the one right repair leaves nothing of its finding', { timeout: 120_000 }, () => {
    const wrong: string[] = [];
    for (const named of texts()) {
      for (const each of mended(named).filter((one) => one.action.preferred && isRepair(one))) {
        const { rule, field, document } = each.diagnostic;
        const left = service.diagnose({ uri: 'file:///corpus/after.yaml', version: null, text: each.after }, SETTINGS);
        if (left.some((one) => one.rule === rule && one.field === field && one.document === document))
          wrong.push(describeFix(named.name, each));
      }
    }
    expect(wrong).toEqual([]);
  });
});

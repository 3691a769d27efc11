/** What the API server would store of the objects of a file. */
import { formatRelease } from '../../../../simulator/src/index';
import { effectiveChanges, isJudged } from '../../apiServer/index';
import { fill, type Language, type Localized } from '../../diagnostics/index';
import { writingStyleOf } from '../../manifest/index';
import { analyse, type JudgedObject } from '../analysis';
import { type FileModel, type PlacedDocument, rangeOf } from '../fileModel';
import type { FileStates } from '../fileStates';
import type { Position, Range, ServiceSettings, StoredObject, StoredPart } from '../service';
import { storedLines } from './lines';

const WORDS = {
  kind: { en: '{what}: not a DaemonSet or a StatefulSet', ja: '{what}: DaemonSet でも StatefulSet でもありません' },
  nothing: { en: 'not a Kubernetes object', ja: 'Kubernetes のオブジェクトではありません' },
  template: {
    en: '{what}: a template, what it becomes is not known',
    ja: '{what}: テンプレートなので、展開後の内容が分かりません',
  },
  partial: {
    en: '{what}: a part of an object, the rest is not known',
    ja: '{what}: オブジェクトの一部なので、残りの内容が分かりません',
  },
  unreadable: { en: 'cannot be read: {problem}', ja: '読み取れません: {problem}' },
} as const satisfies Readonly<Record<string, Localized>>;

/** Where an object stands, and how it is called. */
interface Named {
  readonly kind: string;
  readonly name: string;
}

function called({ kind, name }: Named): string {
  return name === '' ? kind : `${kind} ${name}`;
}

/**
 * The documents that a position touches: those of the line. Where nothing stands there (or no position is given), the first
 * one that may hold a workload.
 */
export function documentsAt(file: FileModel, position: Position | undefined): readonly PlacedDocument[] {
  const there = file.documents.filter(
    ({ model, line }) =>
      position !== undefined && !model.empty && line <= position.line && position.line <= line + model.lineEnds,
  );
  if (there.length > 0) return there;
  const first = file.documents.find(({ model }) => model.subject === 'workload');
  return first ? [first] : file.documents.filter(({ model }) => !model.empty).slice(0, 1);
}

/**
 * Every document of a file: objects of the two kinds as the server of the release stores them, the others named.
 * With a stored object in the surroundings, fields of a gate that is off stay where that object has them.
 */
export function storedParts(
  file: FileModel,
  settings: ServiceSettings,
  language: Language,
  states: FileStates,
  documents: readonly PlacedDocument[] = file.documents,
): readonly StoredPart[] {
  const surroundings = states.surroundings(file, settings);
  const kubernetesVersion = formatRelease(surroundings.release);
  return documents.flatMap((placed): readonly StoredPart[] => {
    const { model } = placed;
    if (model.empty) return [];
    const passed = (note: string, refused = false): StoredPart => ({
      kind: 'passed-over',
      document: placed.index,
      range: wholeOf(placed),
      note,
      refused,
    });
    if (model.subject === 'other-kind') {
      return otherObjects(placed).map((each) => passed(fill(WORDS.kind[language], { what: called(each) }, language)));
    }
    const { parsed, unreadable, objects } = analyse(model, surroundings);
    if (unreadable) {
      const [problem] = parsed.problems;
      const text = language === 'ja' ? (problem?.messageJa ?? problem?.message) : problem?.message;
      return [passed(fill(WORDS.unreadable[language], { problem: text ?? '' }, language), true)];
    }
    const judged = new Map(objects.map((each) => [each.object, each]));
    const all = model.objects();
    if (all.length === 0) return [passed(WORDS.nothing[language])];
    return all.map((object): StoredPart => {
      const found = judged.get(object);
      const what = called(object);
      if (!found || !isJudged(object))
        return passed(what === '' ? WORDS.nothing[language] : fill(WORDS.kind[language], { what }, language));
      if (found.form !== 'whole') return passed(fill(WORDS[found.form][language], { what }, language));
      return storedObject(placed, found, kubernetesVersion, language);
    });
  });
}

/** Objects of a document of another kind; its first lines have told the kind, a list is looked into. */
function otherObjects({ model }: PlacedDocument): readonly Named[] {
  const objects = model.objects();
  return objects.length > 0 ? objects : [{ kind: model.kind, name: '' }];
}

function storedObject(
  placed: PlacedDocument,
  { object, judgement }: JudgedObject,
  kubernetesVersion: string,
  language: Language,
): StoredObject {
  const { kind, name, namespace } = object;
  return {
    kind: 'object',
    document: placed.index,
    range: placed.model.objects().length === 1 ? wholeOf(placed) : rangeOf(placed, object.root.span),
    object: { kind, name, namespace },
    kubernetesVersion,
    changes: effectiveChanges(object, judgement),
    refusals: judgement.errors.map((error) => ({
      field: error.field,
      message: language === 'ja' ? (error.detailJa ?? error.detail) : error.detail,
    })),
    lines: storedLines(object, judgement, writingStyleOf(placed.model.parsed())),
  };
}

function wholeOf(placed: PlacedDocument): Range {
  return rangeOf(placed, { start: 0, end: placed.model.text.length });
}

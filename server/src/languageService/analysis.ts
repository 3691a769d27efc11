/** What the API server makes of the objects of a document; found out once per content and release. */
import type { Release, Workload } from '../../../simulator/src/index';
import {
  type ApiObject,
  isJudged,
  type Json,
  type Judgement,
  judge,
  lower,
  type ServerError,
} from '../apiServer/index';
import { entryOf, isKnownResource, jsonOf, mappingOf } from '../diagnostics/index';
import type { DocumentForm, ParsedDocument } from '../manifest/index';
import type { DocumentModel } from './fileModel';

export interface JudgedObject {
  readonly object: ApiObject;
  /** a partial object says something about a part of an object: nothing can be said about the rest */
  readonly form: DocumentForm;
  readonly judgement: Judgement;
  /** the stored object that it would replace */
  readonly old?: JudgedObject;
  /** as the simulator sees it, made when first asked for; null where it cannot be made sense of */
  workload(): Workload | null;
}

export interface Analysis {
  readonly parsed: ParsedDocument;
  /** the text could not be read as it stands, so that nothing is said about its objects */
  readonly unreadable: boolean;
  /** the objects of the two kinds, and those of other kinds that rules know */
  readonly objects: readonly JudgedObject[];
}

/** What stands around a document and decides how it is judged. */
export interface Surroundings {
  readonly release: Release;
  /** a kustomization.yaml lists the file as a patch */
  readonly patch: boolean;
  /** finds the stored object that an object would replace */
  readonly stored?: (object: ApiObject) => JudgedObject | undefined;
  /** equal for surroundings that judge alike */
  readonly key: string;
  readonly log: (message: string) => void;
}

/** Problems of a text that leave its objects readable. */
const HARMLESS: ReadonlySet<string> = new Set(['duplicate-key']);

export function analyse(model: DocumentModel, surroundings: Surroundings): Analysis {
  const kept = model.kept.get('analysis') as { readonly key: string; readonly analysis: Analysis } | undefined;
  if (kept?.key === surroundings.key) return kept.analysis;
  const parsed = model.parsed();
  const unreadable = !parsed.template && parsed.problems.some((problem) => !HARMLESS.has(problem.code));
  const cut = model.subject === 'workload' && !parsed.template && !surroundings.patch;
  const analysis: Analysis = {
    parsed,
    unreadable,
    objects: model
      .objects()
      .flatMap((object) =>
        cut && isNameless(object)
          ? [{ object, form: 'whole', judgement: CUT_OFF, workload: () => null } as const]
          : isJudged(object) || lacksKind(object) || isKnownResource(object)
            ? [judgedObject(object, parsed, surroundings)]
            : [],
      ),
  };
  model.kept.set('analysis', { key: surroundings.key, analysis });
  return analysis;
}

function judgedObject(object: ApiObject, parsed: ParsedDocument, surroundings: Surroundings): JudgedObject {
  const { release, log, stored } = surroundings;
  const partial = isJudged(object) && isPartial(object);
  const shape: DocumentForm = parsed.template ? 'template' : surroundings.patch || partial ? 'partial' : 'whole';
  const old = shape === 'whole' ? stored?.(object) : undefined;
  if (!isJudged(object) && !lacksKind(object)) return otherObject(object, shape, old);
  const full = guardedJudgement(object, { release, ...(old ? { old: old.object } : {}) }, log);
  const beyondRepair = shape === 'partial' && !surroundings.patch ? unmendable(full) : null;
  const form = beyondRepair === null ? shape : 'whole';
  const judgement = beyondRepair ?? full;
  let workload: Workload | null | undefined;
  return {
    object,
    form,
    judgement,
    ...(old ? { old } : {}),
    workload: () => {
      if (workload === undefined) workload = guardedWorkload(object, judgement, log);
      return workload;
    },
  };
}

/** An object of another kind: nothing is checked or filled in, it is there for the rules that look at it. */
function otherObject(object: ApiObject, form: DocumentForm, old: JudgedObject | undefined): JudgedObject {
  let effective: Json | undefined;
  const judgement: Judgement = {
    errors: [],
    stage: 'accepted',
    warnings: [],
    get effective() {
      effective ??= jsonOf(object.root);
      return effective;
    },
  };
  return { object, form, judgement, ...(old ? { old } : {}), workload: () => null };
}

/**
 * Has the object a spec that holds neither a selector nor labels of its pods? Then it is a part of an object, such as a
 * patch. A spec that is missing or empty is no part of anything: the server's verdict on it stands.
 */
function isPartial(object: ApiObject): boolean {
  const spec = mappingOf(object.root, ['spec']);
  if (!spec || spec.entries.length === 0) return false;
  const labels = mappingOf(object.root, ['spec', 'template', 'metadata', 'labels']);
  return !entryOf(spec, 'selector') && !labels;
}

/**
 * What the server would refuse of a part of an object whatever it is completed with: fields that do not exist and values of
 * the wrong type (a list that was indented too little, say). `$patch` and its like are no fields but directives.
 * @returns null where there is nothing of the sort
 */
function unmendable(judgement: Judgement): Judgement | null {
  if (judgement.stage !== 'decoding') return null;
  const errors = judgement.errors.filter(
    ({ reason, path }) =>
      reason === 'Decoding' && !path.some((step) => typeof step === 'string' && step.startsWith('$')),
  );
  return errors.length === 0 ? null : { ...judgement, errors, further: [], warnings: [] };
}

/** What kubectl does not send at all (the server itself would take the kind from the address). */
function lacksKind(object: ApiObject): boolean {
  return object.kind === '' && object.apiVersion.startsWith('apps/');
}

/**
 * Says nothing of what it is. Where the text does, at the start of a line, the document has ended before: its first lines
 * are indented further than those that follow, and a YAML document ends where that goes back.
 */
function isNameless({ apiVersion, kind }: ApiObject): boolean {
  return apiVersion === '' && kind === '';
}

const KIND_MISSING: ServerError = {
  reason: 'NotServed',
  field: 'kind',
  path: ['kind'],
  at: 'key',
  check: 'kind-missing',
  params: {},
  detail: 'kind is missing: DaemonSet or StatefulSet?',
  detailJa: 'kind がありません。DaemonSet か StatefulSet を書いてください。',
};

const NOTHING: Judgement = { errors: [], stage: 'accepted', warnings: [], effective: {} };

const CUT_OFF: Judgement = {
  ...NOTHING,
  errors: [
    {
      ...KIND_MISSING,
      detail:
        'The document ends where its indentation goes back: apiVersion and kind come after that and are not read.',
      detailJa:
        'インデントが戻った所でドキュメントは終わります。その後の apiVersion と kind は読まれません。先頭の行のインデントを確認してください。',
    },
  ],
  stage: 'decoding',
};

function guardedJudgement(
  object: ApiObject,
  options: Parameters<typeof judge>[1],
  log: (message: string) => void,
): Judgement {
  try {
    const judgement = judge(object, options);
    return lacksKind(object) ? { ...judgement, errors: [KIND_MISSING], stage: 'decoding' } : judgement;
  } catch (error) {
    log(`judging ${object.kind}/${object.name} failed: ${reason(error)}`);
    return NOTHING;
  }
}

function guardedWorkload(object: ApiObject, judgement: Judgement, log: (message: string) => void): Workload | null {
  try {
    return lower(object, judgement);
  } catch (error) {
    log(`lowering ${object.kind}/${object.name} failed: ${reason(error)}`);
    return null;
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

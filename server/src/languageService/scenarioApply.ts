/** The manifests that a scenario applies: read, judged against what was applied before, lowered for the simulator. */
import { type DisruptionBudget, formatRelease, type Release, type Workload } from '../../../simulator/src/index';
import { type ApiObject, judge, lower, objectsOf } from '../apiServer/index';
import { type Language, type Localized, nodeOf, placeOf } from '../diagnostics/index';
import { type Node, withCoreBooleans } from '../manifest/index';
import { type FileModel, isWorkload, modelOf, type PlacedDocument, rangeOf } from './fileModel';
import { tooManyReplicas } from './mostReplicas';
import { budgetOf, isBudget } from './scenarioBudget';
import type { Reader, ScenarioProblem } from './scenarioReader';

interface Applied {
  readonly object: ApiObject;
  readonly workload: Workload;
}

/** What an `apply` comes to: what is put into the cluster, in the order of the file. */
export type Application = { readonly apply: Workload } | { readonly applyBudget: DisruptionBudget };

/** Why a file has no text: there is none, it is a folder, or it cannot be read. */
export type Unread = 'missing' | 'folder' | 'unreadable';

const UNREAD: Readonly<Record<Unread, (name: string) => Localized>> = {
  missing: (name) => ({ en: `There is no file ${name}.`, ja: `ファイル ${name} がありません。` }),
  folder: (name) => ({
    en: `${name} is a folder; apply names one file.`,
    ja: `${name} はフォルダーです。apply にはファイルを 1 つ書きます。`,
  }),
  unreadable: (name) => ({ en: `The file ${name} cannot be read.`, ja: `ファイル ${name} を読めません。` }),
};

interface ApplyContext {
  readonly release: Release;
  readonly featureGates: Readonly<Record<string, boolean>>;
  readonly readFile: (name: string) => string | null;
  readonly whyUnread: (name: string) => Unread;
  readonly read: Reader;
}

export interface Applier {
  /**
   * @param node of the step's `apply`: a file name, or the manifest inline
   * @returns nothing when something is wrong
   */
  apply(node: Node, context: ApplyContext): readonly Application[];
  /** what is wrong in the files that were applied, each at its own place */
  readonly problems: readonly ScenarioProblem[];
}

interface Source {
  readonly object: ApiObject;
  /** says something about the manifest at its own place */
  report(message: Localized, path?: ApiObject['at'], at?: 'key' | 'value'): void;
}

export function createApplier(language: Language): Applier {
  const problems: ScenarioProblem[] = [];
  const files = new Map<string, FileModel>();
  let before: Applied | null = null;

  const fromFile = (name: string, node: Node, { readFile, whyUnread, read }: ApplyContext): readonly Source[] => {
    let file = files.get(name);
    if (!file) {
      const text = readFile(name);
      if (text === null) {
        read.slip(node, UNREAD[whyUnread(name)](name));
        return NOTHING;
      }
      file = modelOf({ uri: name, version: null, text }, null);
      files.set(name, file);
    }
    const report = (placed: PlacedDocument, span: Node['span'], message: Localized): void => {
      const { line, character } = rangeOf(placed, span).start;
      problems.push({ file: name, line, character, message: message[language] });
    };
    const found: { readonly placed: PlacedDocument; readonly object: ApiObject }[] = [];
    for (const placed of file.documents) {
      const { subject, kind, empty } = placed.model;
      if (empty || (subject === 'other-kind' && kind !== 'PodDisruptionBudget' && kind !== 'List')) continue;
      const [problem] = placed.model.parsed().problems;
      if (problem) {
        report(placed, problem.span, { en: problem.message, ja: problem.messageJa });
        return NOTHING;
      }
      for (const object of placed.model.objects()) {
        if (isWorkload(object) || isBudget(object))
          found.push({ placed, object: { ...object, root: withCoreBooleans(object.root) } });
      }
    }
    if (!countsAsOne(found.map(({ object }) => object))) {
      read.slip(node, one(name, found.filter(({ object }) => isWorkload(object)).length));
      return NOTHING;
    }
    return found.map(({ placed, object }) => ({
      object,
      report: (message, path = [], at = 'key') => {
        const root = placed.model.parsed().root ?? object.root;
        report(placed, placeOf(placed.model.text, root, [...object.at, ...path], at), message);
      },
    }));
  };

  const inline = (node: Node, { read }: ApplyContext): readonly Source[] => {
    const all = objectsOf({ text: '', root: node, problems: [], template: false });
    const objects = all.filter((object) => isWorkload(object) || isBudget(object));
    if (!countsAsOne(objects)) {
      read.slip(node, one('apply', objects.filter(isWorkload).length));
      return NOTHING;
    }
    return objects.map((object) => ({
      object,
      report: (message, path = []) => read.slip(nodeOf(object.root, path) ?? node, message),
    }));
  };

  const budget = ({ object, report }: Source): readonly Application[] => {
    const read = budgetOf(object);
    if (!('path' in read)) return [{ applyBudget: read }];
    report(read.message, read.path, 'value');
    return [];
  };

  return {
    problems,
    apply: (node, context) => {
      const name = node.kind === 'scalar' && typeof node.value === 'string' ? node.value : null;
      const sources = name === null ? inline(node, context) : fromFile(name, node, context);
      return sources.flatMap((source) => {
        if (isBudget(source.object)) return budget(source);
        const applied = workload(source, context);
        return applied ? [{ apply: applied.workload }] : [];
      });
    },
  };

  function workload({ object, report }: Source, context: ApplyContext): Applied | null {
    if (before && (before.object.kind !== object.kind || before.object.name !== object.name)) {
      const was = `${before.object.kind}/${before.object.name}`;
      report({
        en: `A scenario is about one workload: ${was}, not ${object.kind}/${object.name}.`,
        ja: `シナリオは 1 つのワークロードについて書きます: ${was}（${object.kind}/${object.name} ではありません）。`,
      });
      return null;
    }
    const { release, featureGates } = context;
    const judgement = judge(object, { release, featureGates, ...(before ? { old: before.object } : {}) });
    const [error] = judgement.errors;
    if (error) {
      const version = formatRelease(release);
      const field = error.field === '' ? '' : `${error.field}: `;
      report(
        {
          en: `The API server of ${version} refuses this manifest: ${field}${error.detail}`,
          ja: `${version} の API サーバーはこのマニフェストを拒否します: ${field}${error.detailJa ?? error.detail}`,
        },
        error.path,
        error.at,
      );
      return null;
    }
    const workload = lower(object, judgement);
    if (!workload) {
      report({ en: 'This workload cannot be simulated.', ja: 'このワークロードはシミュレーションできません。' });
      return null;
    }
    const tooMany = tooManyReplicas(workload);
    if (tooMany) {
      report(tooMany, ['spec', 'replicas'], 'value');
      return null;
    }
    before = { object, workload };
    return before;
  }
}

const NOTHING: readonly Source[] = [];

/** One workload, or none beside budgets. */
function countsAsOne(objects: readonly ApiObject[]): boolean {
  const workloads = objects.filter(isWorkload).length;
  return workloads === 1 || (workloads === 0 && objects.length > 0);
}

function one(name: string, count: number): Localized {
  return {
    en: `${name} must hold one DaemonSet or StatefulSet, and it holds ${count === 0 ? 'none' : count}.`,
    ja: `${name} には DaemonSet か StatefulSet を 1 つだけ書きます（現在 ${count} 個）。`,
  };
}

/** Everything that a panel or a lens needs to simulate a change: what runs, what shall run, what stands in the way. */

import type { RolloutAnswer, RolloutFinding, RolloutParams, RolloutState } from '../../../protocol/src/index';
import {
  formatRelease,
  reasonCodes,
  simulateChange,
  verdictSentence,
  type Workload,
} from '../../../simulator/src/index';
import type { Language, Localized } from '../diagnostics/index';
import { fill, placeOf } from '../diagnostics/index';
import { formatPath, type Node, type Path, parsePath } from '../manifest/index';
import { analyse, type JudgedObject, type Surroundings } from './analysis';
import { type DiagnoseOptions, diagnose } from './diagnose';
import { type FileModel, rangeOf } from './fileModel';
import { tooManyReplicas } from './mostReplicas';
import { counterpart, type SelectedWorkload, selectWorkload, summaryOf, workloadAt, workloadsOf } from './selection';
import type { Diagnostic, Range, ServiceSettings } from './service';
import { releaseOf } from './settings';

const WORDS: Readonly<Record<'unreadable' | 'senseless' | 'unknown' | 'partial', Localized>> = {
  unreadable: { en: 'The manifest cannot be read yet.', ja: 'マニフェストをまだ読み取れません。' },
  senseless: { en: 'The workload cannot be simulated as it stands.', ja: 'このままではシミュレーションできません。' },
  unknown: { en: 'There is no {select} in this file.', ja: 'このファイルに {select} はありません。' },
  partial: {
    en: 'This is a template or a part of an object: what it becomes is not known.',
    ja: 'テンプレートかオブジェクトの一部なので、最終的な内容が分かりません。',
  },
};

/** The change of one workload, judged. */
interface Change {
  readonly selected: SelectedWorkload;
  readonly to: JudgedObject | null;
  /** what stands in `base`; null: a first install */
  readonly from: Workload | null;
  /** what the server says against it, first the reasons why the update is refused */
  readonly refusals: readonly string[];
}

/** Answers the panel. Never throws for odd text: the state says what stands in the way. */
export function rollout(
  file: FileModel,
  base: FileModel | null,
  params: RolloutParams,
  settings: ServiceSettings,
  options: DiagnoseOptions,
): RolloutAnswer {
  const workloads = workloadsOf(file);
  const selected = choose(workloads, params);
  const common = {
    uri: file.uri,
    version: file.version,
    kubernetesVersion: formatRelease(releaseOf(settings)),
    workloads: workloads.map(summaryOf),
  };
  if (!selected) {
    const unreadable = diagnose(file, settings, options).find((each) => each.category === 'rejected');
    const broken = workloads.length === 0 && file.holdsWorkloads;
    const state: RolloutState = broken
      ? { kind: 'broken', problem: unreadable?.message ?? WORDS.unreadable[options.language] }
      : { kind: 'no-workload' };
    return { ...common, state, selected: null, from: null, to: null, findings: [], fields: {} };
  }
  const change = changeOf(file, base, selected, settings, options);
  const findings = findingsOf(file, selected, change, settings, options);
  const to = change.to?.workload() ?? null;
  const state = stateOf(change, to, findings, options.language);
  return {
    ...common,
    state,
    selected: selected.select,
    from: change.from,
    to: state.kind === 'broken' ? null : to,
    findings: findings.map(findingOf),
    fields: fieldsOf(selected),
  };
}

function choose(workloads: readonly SelectedWorkload[], params: RolloutParams): SelectedWorkload | null {
  if (params.select !== undefined) return selectWorkload(workloads, params.select);
  const first = workloads[0] ?? null;
  return params.position ? (workloadAt(workloads, params.position) ?? first) : first;
}

function within(range: Range, { range: whole, placed }: SelectedWorkload): boolean {
  if (placed.model.objects().length === 1)
    return range.start.line >= placed.line && range.start.line <= placed.line + placed.model.lineEnds;
  return range.start.line >= whole.start.line && range.start.line <= whole.end.line;
}

/**
 * The findings of the object. What is refused only as an update of what git HEAD holds counts where the change that is
 * looked at is refused too: a person may compare with something else, or with nothing.
 */
function findingsOf(
  file: FileModel,
  selected: SelectedWorkload,
  { refusals }: Change,
  settings: ServiceSettings,
  options: DiagnoseOptions,
): readonly Diagnostic[] {
  return diagnose(file, settings, options).filter(
    (each) => within(each.range, selected) && (each.rule !== UPDATE_RULE || refusals.length > 0),
  );
}

/** The rule that words what is refused only as an update. */
const UPDATE_RULE = 'immutable-field';

function findingOf({ rule, category, message, field, range, fixable }: Diagnostic): RolloutFinding {
  return { rule, category, message, field, range, fixable };
}

function stateOf(
  change: Change,
  to: Workload | null,
  findings: readonly Diagnostic[],
  language: Language,
): RolloutState {
  const { to: judged, refusals } = change;
  if (judged && judged.form !== 'whole') return { kind: 'broken', problem: WORDS.partial[language] };
  const rejected = findings.find((each) => each.category === 'rejected');
  if (!judged || !to) {
    return { kind: 'broken', problem: rejected?.message ?? refusals[0] ?? WORDS.senseless[language] };
  }
  const tooMany = tooManyReplicas(to) ?? tooManyReplicas(change.from);
  if (tooMany) return { kind: 'broken', problem: tooMany[language] };
  const [refusal] = refusals;
  if (refusal !== undefined) return { kind: 'refused', problem: refusal, refuses: 'change' };
  return rejected ? { kind: 'refused', problem: rejected.message, refuses: 'manifest' } : { kind: 'ready' };
}

function changeOf(
  file: FileModel,
  base: FileModel | null,
  selected: SelectedWorkload,
  settings: ServiceSettings,
  { states, language }: DiagnoseOptions,
): Change {
  const around = states.surroundings(file, settings);
  const { stored: compared, ...plain } = around;
  const there = base && counterpart(base, selected);
  const stored = there ? judgedOf(there, { ...plain, patch: false, key: `${plain.key} base` }) : null;
  // what the findings were made from may be a judgement of the change against git HEAD: here the object itself counts
  const judged = judgedOf(selected, plain, compared ? 'unkept' : 'kept');
  const update = stored && judged ? judgedOf(selected, { ...plain, key: '', stored: () => stored }, 'unkept') : null;
  const known = new Set(judged?.judgement.errors.map((error) => `${error.check} ${error.field}`));
  const refusals = (update?.judgement.errors ?? [])
    .filter((error) => !known.has(`${error.check} ${error.field}`))
    .map((error) => (language === 'ja' ? (error.detailJa ?? error.detail) : error.detail));
  return { selected, to: judged, from: stored?.workload() ?? null, refusals };
}

function judgedOf(
  { placed, object }: SelectedWorkload,
  surroundings: Surroundings,
  keep: 'kept' | 'unkept' = 'kept',
): JudgedObject | null {
  const model = keep === 'kept' ? placed.model : { ...placed.model, kept: new Map() };
  const { objects, unreadable } = analyse(model, surroundings);
  if (unreadable) return null;
  return objects.find((each) => each.object === object) ?? null;
}

/** Fields that the simulator's reasons may name, though nobody wrote them: shown at the nearest field that exists. */
let namedFields: readonly string[] | undefined;
function fieldsNamedByReasons(): readonly string[] {
  namedFields ??= [...new Set(Object.values(reasonCodes).flatMap((code) => code.fields))].sort();
  return namedFields;
}

/** Ranges of every field of the object, and of those that only the simulator names. */
function fieldsOf({ placed, object }: SelectedWorkload): Readonly<Record<string, Range>> {
  const fields: Record<string, Range> = {};
  const visit = (node: Node, path: Path): void => {
    if (node.kind === 'mapping') {
      for (const entry of node.entries) {
        if (entry.merged) continue;
        const at = [...path, entry.key];
        fields[formatPath(at)] = rangeOf(placed, { start: entry.keySpan.start, end: trimmedEnd(entry.span) });
        if (entry.value.alias === undefined) visit(entry.value, at);
      }
    } else if (node.kind === 'sequence') {
      for (const [index, item] of node.items.entries()) {
        const at = [...path, index];
        fields[formatPath(at)] = rangeOf(placed, { start: item.span.start, end: trimmedEnd(item.span) });
        if (item.alias === undefined) visit(item, at);
      }
    }
  };
  const trimmedEnd = ({ start, end }: { readonly start: number; readonly end: number }): number =>
    start + placed.model.text.slice(start, end).trimEnd().length;
  visit(object.root, []);
  const { root } = placed.model.parsed();
  for (const field of fieldsNamedByReasons()) {
    if (fields[field] === undefined && root)
      fields[field] = rangeOf(placed, placeOf(placed.model.text, root, [...object.at, ...parsePath(field)], 'key'));
  }
  return fields;
}

const LENS: Readonly<Record<'broken' | 'refused', Localized>> = {
  broken: { en: 'Nothing to preview: {problem}', ja: 'プレビューできません: {problem}' },
  refused: { en: 'The API server would refuse this: {problem}', ja: 'API サーバーが拒否します: {problem}' },
};

/** The verdict of a change in one line: what a lens shows. */
export function verdictLine(
  file: FileModel,
  base: FileModel | null,
  select: string,
  settings: ServiceSettings,
  options: DiagnoseOptions,
): string {
  const { language } = options;
  const selected = selectWorkload(workloadsOf(file), select);
  if (!selected) return fill(WORDS.unknown[language], { select }, language);
  const change = changeOf(file, base, selected, settings, options);
  const to = change.to?.workload() ?? null;
  const findings = findingsOf(file, selected, change, settings, options);
  const state = stateOf(change, to, findings, language);
  if (state.kind === 'broken' || state.kind === 'refused')
    return fill(LENS[state.kind][language], { problem: state.problem }, language);
  if (!to) return WORDS.senseless[language];
  const trace = simulateChange({ from: change.from, to, release: releaseOf(settings) });
  return verdictSentence(trace.verdict, language);
}

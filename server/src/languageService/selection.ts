/** The workloads of a file by name: `StatefulSet/web`, with the namespace between where that is needed to tell them apart. */
import type { WorkloadSummary } from '../../../protocol/src/index';
import type { ApiObject } from '../apiServer/index';
import { type FileModel, isWorkload, type PlacedDocument, rangeOf } from './fileModel';
import type { Position, Range } from './service';

export interface SelectedWorkload {
  readonly placed: PlacedDocument;
  readonly object: ApiObject;
  readonly kind: 'DaemonSet' | 'StatefulSet';
  readonly select: string;
  /** the whole object */
  readonly range: Range;
}

/** Workloads in the order of the file; templates too, for what they are worth. */
export function workloadsOf(file: FileModel): readonly SelectedWorkload[] {
  const found = file.documents.flatMap((placed) => (placed.model.subject === 'workload' ? inDocument(placed) : []));
  const names = new Map<string, number>();
  for (const { object } of found) names.set(nameOf(object), (names.get(nameOf(object)) ?? 0) + 1);
  return found.map(({ placed, object, kind }) => ({
    placed,
    object,
    kind,
    select: (names.get(nameOf(object)) ?? 0) > 1 ? `${kind}/${object.namespace}/${object.name}` : nameOf(object),
    range: rangeOf(placed, object.root.span),
  }));
}

function inDocument(placed: PlacedDocument): Pick<SelectedWorkload, 'placed' | 'object' | 'kind'>[] {
  return placed.model.objects().flatMap((object) => {
    const { kind } = object;
    return (kind === 'DaemonSet' || kind === 'StatefulSet') && isWorkload(object) ? [{ placed, object, kind }] : [];
  });
}

function nameOf(object: ApiObject): string {
  return `${object.kind}/${object.name}`;
}

/** The workload that a text selects: by kind and name, in any letter case of the kind, with or without the namespace. */
export function selectWorkload(workloads: readonly SelectedWorkload[], select: string): SelectedWorkload | null {
  const wanted = fold(select);
  return (
    workloads.find((each) => fold(each.select) === wanted) ??
    workloads.find((each) => fold(nameOf(each.object)) === wanted) ??
    workloads.find((each) => fold(`${each.kind}/${each.object.namespace}/${each.object.name}`) === wanted) ??
    null
  );
}

function fold(select: string): string {
  const slash = select.indexOf('/');
  return slash < 0 ? select : select.slice(0, slash).toLowerCase() + select.slice(slash);
}

/** The workload around a position, else null. */
export function workloadAt(workloads: readonly SelectedWorkload[], position: Position): SelectedWorkload | null {
  return workloads.find(({ range, placed }) => contains(range, position) || documentHolds(placed, position)) ?? null;
}

function contains({ start, end }: Range, { line }: Position): boolean {
  return start.line <= line && line <= end.line;
}

/** The only object of a document owns its blank lines and comments too. */
function documentHolds(placed: PlacedDocument, { line }: Position): boolean {
  const alone = placed.model.objects().length === 1;
  return alone && placed.line <= line && line < placed.line + placed.model.lineEnds;
}

/** The same object in another file: by kind, namespace and name. */
export function counterpart(file: FileModel, { object }: SelectedWorkload): SelectedWorkload | null {
  return (
    workloadsOf(file).find(
      (each) =>
        each.object.kind === object.kind &&
        each.object.name === object.name &&
        each.object.namespace === object.namespace,
    ) ?? null
  );
}

export function summaryOf({ kind, object, placed, range }: SelectedWorkload): WorkloadSummary {
  return { kind, name: object.name, namespace: object.namespace, document: placed.index, range };
}

/** From a place in the text to a field, and back. */
import type { Range, RolloutAnswer, WorkloadSummary } from '../../../protocol/src/index';

type Position = Range['start'];

function compare(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}

function contains(range: Range, position: Position): boolean {
  return compare(range.start, position) <= 0 && compare(position, range.end) <= 0;
}

/**
 * The field at a place: of all whose range holds it the innermost, that is the one that begins last, and of those that
 * begin together the one that ends first.
 */
export function fieldAt(fields: RolloutAnswer['fields'], position: Position): string | null {
  let found: { readonly field: string; readonly range: Range } | null = null;
  for (const [field, range] of Object.entries(fields)) {
    if (!contains(range, position)) continue;
    const order = found === null ? 1 : compare(range.start, found.range.start) || compare(found.range.end, range.end);
    if (order > 0) found = { field, range };
  }
  return found?.field ?? null;
}

/** Where a field stands: its own range, else that of the nearest parent that is written in the manifest. */
export function rangeOf(fields: RolloutAnswer['fields'], field: string): Range | null {
  for (let path = field; path !== ''; path = parentOf(path)) {
    const range = Object.hasOwn(fields, path) ? fields[path] : undefined;
    if (range !== undefined) return range;
  }
  return null;
}

/** `spec.a[0].b` → `spec.a[0]` → `spec.a` → `spec` → nothing; `spec.m[a.b/c]` → `spec.m`. */
function parentOf(path: string): string {
  if (path.endsWith(']')) return path.slice(0, Math.max(0, path.lastIndexOf('[')));
  return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}

/** The workload whose text holds a place. */
export function workloadAt(workloads: readonly WorkloadSummary[], position: Position): WorkloadSummary | null {
  return workloads.find((workload) => contains(workload.range, position)) ?? null;
}

/** A workload as messages name it: `StatefulSet/web`. */
export function selectOf(workload: WorkloadSummary): string {
  return `${workload.kind}/${workload.name}`;
}

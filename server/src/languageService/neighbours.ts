/** Other objects of the file and of the workspace, found when a rule asks. */
import type { ApiObject } from '../apiServer/index';
import type { Neighbours } from '../diagnostics/index';
import type { DocumentModel, FileModel } from './fileModel';

/** The documents that may hold what rules ask for: of a wanted kind, or a list of anything. */
export function neighbourDocuments(file: FileModel, kinds: ReadonlySet<string>): readonly DocumentModel[] {
  const found: DocumentModel[] = [];
  for (const { model } of file.documents) if (kinds.has(model.kind) || model.kind === 'List') found.push(model);
  return found;
}

export function sameDocuments(a: readonly DocumentModel[], b: readonly DocumentModel[]): boolean {
  return a.length === b.length && a.every((model, index) => model === b[index]);
}

/** Templates are left out: what they will be called is not known. */
export function neighboursOf(documents: readonly DocumentModel[]): Neighbours {
  let byKind: Map<string, ApiObject[]> | undefined;
  return {
    ofKind: (kind, namespace) => {
      byKind ??= index(documents);
      const all = byKind.get(kind) ?? [];
      return namespace === undefined ? all : all.filter((object) => object.namespace === namespace);
    },
  };
}

function index(documents: readonly DocumentModel[]): Map<string, ApiObject[]> {
  const byKind = new Map<string, ApiObject[]>();
  for (const model of documents) {
    if (model.parsed().template) continue;
    for (const object of model.objects()) {
      const same = byKind.get(object.kind);
      if (same) same.push(object);
      else byKind.set(object.kind, [object]);
    }
  }
  return byKind;
}

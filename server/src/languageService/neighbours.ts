/** Other objects of the file and of the workspace, for rules, hovers and completion. */
import { isIndexed } from '../diagnostics/index';
import type { DocumentModel, FileModel } from './fileModel';

/** The documents of a file that hold what may be asked for. */
export function indexedDocuments(file: FileModel): readonly DocumentModel[] {
  const found: DocumentModel[] = [];
  for (const { model } of file.documents) if (isIndexed(model.kind)) found.push(model);
  return found;
}
